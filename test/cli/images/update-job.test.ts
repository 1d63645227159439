import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { bareGit, removeTemporary, run, temporary } from '../../images/git-repository.js';
import { type Clone, GitProject, tagIn } from '../git-project.js';

// The job that CI runs after its builds, step by step as the workflow has it, with real git and a bare remote.

jest.setTimeout(120_000);
afterAll(removeTemporary);

const file = 'src/fleet/images/test.yaml';
const digest = `sha256:${'ab'.repeat(32)}`;
const eco = join(__dirname, '../../../bin/eco.js');

interface Step {
  readonly name: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The fleet with CI, on `main`, and the job's last step. */
function begin(): { readonly project: GitProject; readonly step: Step } {
  const project = new GitProject((shop) => {
    shop.edit(
      'src/fleet/environments.ts',
      "rootApplication: 'shop',",
      "rootApplication: 'shop',\n  ci: githubActions({ branches: ['main'] }),",
    );
    shop.edit('src/fleet/environments.ts', 'import { defineFleet,', 'import { defineFleet, githubActions,');
    shop.edit('src/fleet/environments.ts', "revision: 'develop'", "revision: 'main'");
  });
  const workflow = load(project.read('.github/workflows/images.yaml')) as {
    readonly jobs: { readonly tags: { readonly steps: readonly Step[] } };
  };
  const step = workflow.jobs.tags.steps.find(({ name }) => name === 'Write, check, push');
  if (!step) throw new Error('the job has no such step');
  return { project, step };
}

/** What GitHub does with a step: its lines in bash, which stops at the first that fails. */
function play(clone: Clone, { run: lines = '', env }: Step, sha: string, built: readonly string[]) {
  const tools = temporary();
  writeFileSync(join(tools, 'npx'), `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${eco}" "$@"\n`);
  chmodSync(join(tools, 'npx'), 0o755);
  mkdirSync(join(tools, 'digests'));
  for (const image of built) writeFileSync(join(tools, 'digests', image), `${digest}\n`);
  return spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', lines], {
    cwd: clone.root,
    encoding: 'utf8',
    env: {
      ...process.env,
      ...bareGit,
      ...env,
      NO_COLOR: '1',
      GITHUB_SHA: sha,
      RUNNER_TEMP: tools,
      PATH: `${tools}:${process.env.PATH}`,
    },
  });
}

it('writes the tags of what was built, and leaves those of all others', () => {
  const { project, step } = begin();
  const before = tagIn(project.onRemote(file), 'stock');
  const { status, stderr } = play(project.clone(), step, '1f3c9a2', ['cart']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(tagIn(project.onRemote(file), 'cart')).toBe(`1f3c9a2@${digest}`);
  expect(tagIn(project.onRemote(file), 'stock')).toBe(before);
  project.remove();
});

it('loses nothing to a run that was faster', () => {
  const { project, step } = begin();
  const [first, second] = [project.clone(), project.clone()];
  expect(play(first, step, 'aaaaaaa', ['cart']).status).toBe(0);
  // The second run began from the commit before.
  expect(play(second, step, 'bbbbbbb', ['stock']).status).toBe(0);
  const text = project.onRemote(file);
  expect([tagIn(text, 'cart'), tagIn(text, 'stock')]).toEqual([`aaaaaaa@${digest}`, `bbbbbbb@${digest}`]);
  expect(run(project.remote, 'rev-list', '--merges', '--count', 'main')).toBe('0');
  project.remove();
});

it('does nothing when nothing was built', () => {
  const { project, step } = begin();
  const before = run(project.remote, 'rev-parse', 'main');
  expect(play(project.clone(), step, 'ccccccc', [])).toMatchObject({ status: 0, stdout: 'No image was pushed.\n' });
  expect(run(project.remote, 'rev-parse', 'main')).toBe(before);
  project.remove();
});

it('cannot start itself: a push with the workflow’s own token starts no workflow, and no other token is used', () => {
  const { project } = begin();
  const text = project.read('.github/workflows/images.yaml');
  expect([...text.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name)).toEqual(['GITHUB_TOKEN']);
  // What it writes builds no image either.
  expect(text).not.toMatch(/- 'src\/|- 'dist/);
  project.remove();
});
