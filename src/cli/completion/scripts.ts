export const shells = ['bash', 'fish', 'zsh'] as const;
export type Shell = (typeof shells)[number];

/** A command that is on nobody's path is looked for where npm puts it. */
const local = './node_modules/.bin/eco';

/** What each shell is to read at its start; it asks the command itself what could follow. */
export const scripts: Readonly<Record<Shell, string>> = {
  bash: `# eco: completion for bash. In ~/.bashrc: eval "$(eco completion bash)"
_eco() {
  local eco=\${COMP_WORDS[0]} IFS=$'\\n'
  type -P "$eco" >/dev/null || eco=${local}
  COMPREPLY=($(command "$eco" completion bash --words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
  case \${COMPREPLY[0]} in *=) compopt -o nospace 2>/dev/null ;; esac
}
complete -o default -F _eco eco
`,
  zsh: `#compdef eco
# eco: completion for zsh. In ~/.zshrc, after compinit: eval "$(eco completion zsh)"
_eco() {
  local eco=\${words[1]} name text
  local -a names texts
  whence -p -- "$eco" >/dev/null || eco=${local}
  while IFS=$'\\t' read -r name text; do
    names+=("$name")
    texts+=("$name\${text:+  $text}")
  done < <(command "$eco" completion zsh --words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( ! $#names )); then _files; return; fi
  if [[ $names[1] == *= ]]; then compadd -S '' -a names; else compadd -l -d texts -a names; fi
}
compdef _eco eco
`,
  fish: `# eco: completion for fish. In ~/.config/fish/config.fish: eco completion fish | source
function __eco_words
    set -l words (commandline -opc)
    set -l eco $words[1]
    type -fq $eco; or set eco ${local}
    command $eco completion fish --words -- $words[2..] (commandline -ct) 2>/dev/null
end
function __eco_files
    test -z "$(__eco_words)"
end
complete -c eco -f -a '(__eco_words)'
complete -c eco -n __eco_files -F
`,
};
