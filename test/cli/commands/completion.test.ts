import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from '../project.js';

let project: Project;
beforeAll(() => {
  project = new Project();
  mkdirSync(project.path('node_modules/.bin'), { recursive: true });
  symlinkSync(join(__dirname, '../../../bin/eco.js'), project.path('node_modules/.bin/eco'));
  project.write('dist/live/shop-db/a.yaml', '');
  project.write('dist/live/argocd/a.yaml', '');
  project.write('dist/.intent/x', '');
});
afterAll(() => project.remove());

const could = (...words: readonly string[]) => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(__dirname, '../../../bin/eco.js'), 'completion', 'zsh', '--words', '--', ...words],
    { cwd: project.root, encoding: 'utf8' },
  );
  expect(status).toBe(0);
  return stdout.split('\n').flatMap((line) => line.split('\t')[0] || []);
};

describe('what could follow', () => {
  it.each([
    [['sy'], ['synth']],
    [['image', ''], ['set']],
    [['new', 's'], ['service']],
    [
      ['synth', '--env', ''],
      ['live', 'test'],
    ],
    [['synth', '--env=l'], ['--env=live']],
    [['synth', '--env', '=', 'l'], ['live']],
    [
      ['synth', '--env', '='],
      ['live', 'test'],
    ],
    [
      ['synth', '--service', ''],
      ['cart', 'shop-db', 'stock'],
    ],
    [['synth', '--env', 'live', '--w'], ['--watch']],
    [['image', 'set', 'c'], ['cart=']],
    [
      ['image', 'set', 'cart=2', 's'],
      ['shop-db=', 'stock='],
    ],
    [
      ['promote', 'test', ''],
      ['live', 'test'],
    ],
    [['promote', 'test', 'live', 'st'], ['stock']],
    [['history', '--env', 'live', 'st'], ['stock']],
    [['graph', 'can', 'cart', ''], ['reach']],
    [['graph', 'can', 'cart', 'reach', 'st'], ['stock']],
    [['explain', 'node-c'], ['node-capacity']],
    [
      ['new', 'service', '--kind', ''],
      ['service', 'worker'],
    ],
    [
      ['completion', ''],
      ['bash', 'fish', 'zsh'],
    ],
    [['new', 'service', ''], []],
    [['synth', '--nonsense', 'x'], []],
    [['nonsense', ''], []],
  ])('%j', (words, expected) => {
    expect(could(...words)).toEqual(expected);
  });

  it('is every command, once', () => {
    const all = could('');
    expect(all).toEqual([...new Set(all)]);
    for (const name of ['synth', 'image', 'new', 'graph']) expect(all).toContain(name);
  });

  it('has no option twice, but those that may be repeated', () => {
    const left = could('synth', '--json', '--env', 'live', '-');
    expect(left).toContain('--env');
    expect(left).not.toContain('--json');
  });
});

it('works in bash', () => {
  const script = `
    eval "$(./node_modules/.bin/eco completion bash)"
    at() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _eco 2>/dev/null; echo "\${COMPREPLY[*]}"; }
    at eco synt
    at eco synth --env ''
    at ./node_modules/.bin/eco image set ca
    at eco check sr
    complete -p eco`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { cwd: project.root, encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({
    stdout: 'synth\nlive test\ncart=\n\ncomplete -o default -F _eco eco\n',
    stderr: '',
  });
});

it.each([
  ['completion', 'which shell? One of: bash, fish, zsh'],
  ['completion bsh', '"bsh" is no shell known here. Did you mean "bash"?'],
  ['completion tcsh', 'One of: bash, fish, zsh'],
])('eco %s is told what there is', (args, message) => {
  expect(project.eco(args)).toMatchObject({ status: 2, out: '', err: expect.stringContaining(message) });
});

it('has no names outside of a project, and says nothing', () => {
  const outside = new Project('');
  try {
    expect(outside.eco('completion bash --words -- synth --env x')).toEqual({ status: 0, out: '', err: '' });
  } finally {
    outside.remove();
  }
});
