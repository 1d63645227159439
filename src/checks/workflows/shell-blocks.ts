import { hereDocument } from './here-document.js';

/** Words that begin a block of a POSIX shell, and those that end one. Source: POSIX, 2.4, Reserved Words. */
const ENDS: Readonly<Record<string, string>> = {
  if: 'fi',
  case: 'esac',
  for: 'done',
  while: 'done',
  until: 'done',
  select: 'done',
};
const CLOSING: ReadonlySet<string> = new Set(Object.values(ENDS));
/** After these another command begins, as after a line and after signs. */
const BEFORE_COMMAND: ReadonlySet<string> = new Set('if elif then else while until do time !'.split(' '));

/**
 * What a script lacks so that its blocks begin and end: undefined where they do, or where it holds what cannot be read
 * with certainty.
 */
export function blockProblem(script: string): string | undefined {
  const code = shellCode(script);
  if (code === undefined) return undefined;
  const open: { readonly word: string; begun: boolean }[] = [];
  let isCommand = true;
  const tokens = code.match(/[^\s;&|(){}]+|[\n;&|(){}]/g) ?? [];
  for (const [i, token] of tokens.entries()) {
    const here: boolean = isCommand;
    isCommand = /^[\n;&|(){}]$/.test(token) || (here && BEFORE_COMMAND.has(token));
    if (!here) continue;
    const block = open.at(-1);
    const [word, next] = [block?.word ?? '', tokens[i + 1]];
    // A pattern of a case may be any word.
    if (word === 'case' && token !== 'esac' && (next === ')' || next === '|')) continue;
    if (Object.hasOwn(ENDS, token)) open.push({ word: token, begun: token === 'case' });
    else if (block && (token === 'then' || token === 'do')) block.begun = true;
    else if (CLOSING.has(token)) {
      if (ENDS[word] !== token) return word === '' ? `"${token}" ends nothing` : `"${word}" has no "${ENDS[word]}"`;
      if (!block?.begun) return `"${word}" has no "${word === 'if' ? 'then' : 'do'}"`;
      open.pop();
    }
  }
  const [left] = open;
  return left === undefined ? undefined : `"${left.word}" has no "${ENDS[left.word]}"`;
}

/** The script without comments, and with a word in the place of what is quoted; undefined where that is not certain. */
export function shellCode(script: string): string | undefined {
  const text = commandLines(script);
  // What is computed within quotes may hold quotes of its own: that is not read here.
  let code = '';
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i] ?? '';
    const rest = text.slice(i);
    const [skipped] =
      /^(?:\\[\s\S]|'[^']*'|\$'(?:\\[\s\S]|[^'\\])*'|\$\{(?:[^{}'"`\\]|\$\{[^{}'"`]*\})*\}|"(?:\\[\s\S]|[^"\\])*")/.exec(
        rest,
      ) ?? [];
    if (skipped !== undefined) {
      if (skipped.startsWith('"') && /`|\$\((?:[^()"]|\([^()"]*\))*(?:"|$)/.test(skipped)) return undefined;
      code += 'x';
      i += skipped.length - 1;
    } else if (/['"`]/.test(char)) return undefined;
    else if (char === '#' && /(?:^|[\s;&|()])$/.test(code)) {
      const end = rest.indexOf('\n');
      i = end < 0 ? text.length : i + end - 1;
    } else code += char;
  }
  return code;
}

/** The lines of a script that the shell reads as commands: no here-documents, with a word in the place of expressions. */
export function commandLines(script: string): string {
  const text = script.replaceAll(/\$\{\{[\s\S]*?\}\}/g, 'x').replaceAll(/\\\n/g, ' ');
  const kept: string[] = [];
  let until: string | undefined;
  for (const line of text.split('\n')) {
    if (until === undefined) {
      kept.push(line);
      until = hereDocument(line)?.word;
    } else if (line.trim() === until) until = undefined;
  }
  return kept.join('\n');
}
