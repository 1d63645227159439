import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atLeast, nodeVersion } from '../../../src/cli/doctor/versions.js';
import { GitProject } from '../git-project.js';
import { Project } from '../project.js';

let project: GitProject;

interface Diagnosis {
  readonly topic: string;
  readonly state: string;
  readonly said: string;
  readonly fix?: string;
}

/** What it finds wrong; each with its remedy. */
const wrongs = (): readonly Diagnosis[] => {
  const { out, status } = project.eco('doctor --json');
  const all: readonly Diagnosis[] = JSON.parse(out).diagnoses;
  const found = all.filter(({ state }) => state === 'wrong');
  expect(status).toBe(found.length > 0 ? 1 : 0);
  for (const { state, fix } of all) expect(fix !== undefined).toBe(state !== 'fine');
  return found;
};

describe('eco doctor', () => {
  // The hooks are put in place once; what they consist of is copied.
  let hooked: GitProject;
  beforeAll(() => {
    hooked = new GitProject();
    expect(hooked.eco('hooks')).toMatchObject({ status: 0 });
  });
  afterAll(() => hooked.remove());
  beforeEach(() => {
    project = new GitProject();
    for (const part of ['.gitattributes', '.git/hooks', '.git/config'])
      cpSync(hooked.path(part), project.path(part), { recursive: true });
  });
  afterEach(() => project.remove());

  it('has nothing to say of a set-up that is right', () => {
    const { status, out } = project.eco('doctor');
    expect({ status, last: out.split('\n').at(-2) }).toEqual({ status: 0, last: 'nothing is wrong' });
    for (const topic of ['node', 'package', 'project', 'dist', 'git', 'hook', 'merge', 'editor'])
      expect(out).toMatch(new RegExp(`^ok {4}${topic} `, 'm'));
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it("reminds of a repository that is nobody's, as eco init writes it", () => {
    const told = () =>
      (JSON.parse(project.eco('doctor --json').out).diagnoses as readonly Diagnosis[]).filter(
        ({ topic }) => topic === 'argo cd',
      );
    expect(told()).toEqual([
      {
        topic: 'argo cd',
        state: 'note',
        said: "live and test are read from https://git.test/shop.git, a name that is nobody's",
        fix: 'Write the address of your repository: git.repo of the environment.',
      },
    ]);
    const file = 'src/fleet/environments.ts';
    project.write(file, project.read(file).replaceAll('https://git.test/shop.git', 'https://github.com/acme/shop.git'));
    expect(told()).toEqual([{ topic: 'argo cd', state: 'fine', said: 'https://github.com/acme/shop.git' }]);
  });

  const cases: readonly [string, (project: GitProject) => void, object][] = [
    [
      'a dist/ that is old',
      (it) => it.edit('src/fleet/cart.ts', 'fixed(2)', 'fixed(1)'),
      { topic: 'dist', fix: 'npx eco synth' },
    ],
    [
      'a fleet with mistakes',
      (it) => it.edit('src/fleet/cart.ts', 'fixed(2)', 'fixed(1.5)'),
      { topic: 'dist', said: '1 error in the fleet' },
    ],
    [
      'hooks that are not there',
      (it) => rmSync(it.path('.git/hooks/pre-commit')),
      { topic: 'hook', fix: 'npx eco hooks' },
    ],
    [
      'hooks of another version',
      (it) => it.write('.git/hooks/pre-commit', '# Made by "eco hooks".\n'),
      { topic: 'hook', said: 'pre-commit is of another version' },
    ],
    [
      'a clone without the merge driver',
      (it) => it.git('config', '--remove-section', 'merge.eco-dist'),
      { topic: 'merge', fix: 'npx eco hooks' },
    ],
    [
      'a dist/ that Git ignores',
      (it) => it.write('.gitignore', 'dist\n.eco\n'),
      { topic: '.gitignore', said: 'dist/ is ignored: Argo CD finds nothing' },
    ],
    [
      'an editor that checks less',
      (it) => it.edit('src/fleet/tsconfig.json', '"strict": true', '"strict": false'),
      { topic: 'editor', fix: '"strict": true' },
    ],
    [
      'an editor told to use a compiler that has no server',
      (it) => it.write('.vscode/settings.json', '{ "typescript.tsdk": "node_modules/typescript/lib" }'),
      {
        topic: 'editor',
        said: '.vscode/settings.json names "node_modules/typescript/lib", which holds no tsserver.js',
      },
    ],
    [
      'a TypeScript that is too old',
      (it) => it.write('node_modules/typescript/package.json', '{ "name": "typescript", "version": "5.1.6" }'),
      { topic: 'typescript', said: "5.1.6 cannot read the library's types" },
    ],
  ];
  it.each(cases)('finds %s, and nothing else', (_, spoil, expected) => {
    spoil(project);
    expect(wrongs()).toEqual([expect.objectContaining(expected)]);
  });

  it('finds another version of the package than the one that runs', () => {
    rmSync(project.path('node_modules/@eco2/manifests'));
    const file = project.path('node_modules/@eco2/manifests/package.json');
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '{ "name": "@eco2/manifests", "version": "9.0.0" }');
    expect(wrongs()).toEqual([
      expect.objectContaining({ topic: 'package', fix: 'Run the one beside the fleet: npx eco' }),
    ]);
    rmSync(join(file, '..'), { recursive: true });
    expect(wrongs()).toEqual([expect.objectContaining({ topic: 'package', fix: 'npm install' })]);
  });

  it('does without Git and the tools, and says so', () => {
    const { status, out } = project.eco('doctor', { PATH: '/nowhere' });
    expect(status).toBe(1);
    expect(out).toMatch(/^wrong git +there is no "git" program$/m);
    for (const tool of ['kubectl', 'kubeseal', 'promtool'])
      expect(out).toMatch(new RegExp(`^note {2}${tool} +not there$`, 'm'));
  });

  it('finds that there is no project, or no repository', () => {
    const empty = new Project('');
    try {
      expect(empty.eco('doctor')).toMatchObject({
        status: 1,
        err: '',
        out: expect.stringMatching(/^wrong project +no cdk8s\.yaml/m),
      });
      expect(empty.eco('init')).toMatchObject({ status: 0 });
      expect(empty.eco('synth')).toMatchObject({ status: 0 });
      expect(empty.eco('doctor').out).toMatch(/→ git init\n/);
    } finally {
      empty.remove();
    }
  });
});

it.each([
  ['v20.20.2', '20.19', true],
  ['v20.19.0', '20.19', true],
  ['v20.9.0', '20.19', false],
  ['v18.20.8', '20.19', false],
  ['v22.0.0', '20.19', true],
  ['5.4.0-beta', '5.4', true],
])('%s is %s or later: %s', (version, least, expected) => {
  expect(atLeast(version, least)).toBe(expected);
  expect(nodeVersion(version, `>=${least}`).state).toBe(expected ? 'fine' : 'wrong');
});
