import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { install } from '../../debian.js';
import { Project } from '../project.js';

let project: Project;
beforeAll(() => {
  install('zsh', 'fish');
  project = new Project();
  mkdirSync(project.path('node_modules/.bin'), { recursive: true });
  symlinkSync(join(__dirname, '../../../bin/eco.js'), project.path('node_modules/.bin/eco'));
}, 300_000);
afterAll(() => project.remove());

const shell = (name: string, script: string) =>
  spawnSync(name, [name === 'zsh' ? '-fc' : '-c', script], { cwd: project.root, encoding: 'utf8', timeout: 60_000 });

it('works in fish, with what each word does', () => {
  const { stdout } = shell(
    'fish',
    `./node_modules/.bin/eco completion fish | source
     complete -C 'eco synt'
     complete -C 'eco synth --env '
     complete -C 'eco image set ca'
     complete -C 'eco check sr'`,
  );
  expect(stdout).toBe('synth\tsynthesize, check, write dist/\nlive\ntest\ncart=\nsrc/\n');
});

// Typed before its prompt, or with more behind it, Tab is a tab to zsh.
it('works in zsh', () => {
  const { stdout, stderr } = shell(
    'zsh',
    `zmodload zsh/zpty
     zpty z zsh -f -i
     zpty -w z $'PS1=; unsetopt zle_bracketed_paste; autoload -U compinit; compinit -u -D; eval "$(./node_modules/.bin/eco completion zsh)"; eco() { print -r -- "got[$*]" }; print rea""dy'
     zpty -r -m z line '*ready*'
     for typed in 'eco synt' 'eco synth --env l' 'eco image set ca' 'eco plan --mi' 'eco check sr'; do
       sleep 1
       zpty -w -n z "$typed"$'\\t'
       sleep 4
       zpty -w -n z $'\\n'
       zpty -r -m z line '*got\\[*\\]*'
       print -r -- "$line"
     done
     zpty -d z`,
  );
  expect(stderr).toBe('');
  const got = [...stdout.matchAll(/got\[([^\]]*)\]/g)].map(([, line]) => line);
  expect(got).toEqual(['synth', 'synth --env live', 'image set cart=', 'plan --migrate', 'check src']);
});
