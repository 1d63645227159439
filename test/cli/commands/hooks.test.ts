import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { bareGit } from '../../images/git-repository.js';
import { GitProject } from '../git-project.js';

let project: GitProject;
beforeEach(() => {
  project = new GitProject();
  mkdirSync(project.path('node_modules/.bin'), { recursive: true });
  symlinkSync(join(__dirname, '../../../bin/eco.js'), project.path('node_modules/.bin/eco'));
});
afterEach(() => project.remove());

/** Git as a user runs it: it may well refuse. */
function git(...args: string[]) {
  const env = { ...process.env, ...bareGit, NO_COLOR: '1', GIT_EDITOR: 'true' };
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: project.root, encoding: 'utf8', env });
  return { status, said: stdout + stderr };
}

const synthesized = () => expect(project.eco('synth')).toMatchObject({ status: 0 });
const isCurrent = () => expect(project.eco('synth --check')).toMatchObject({ status: 0 });

/** On a branch: an edit, what it makes of dist/, and a commit. */
function branch(name: string, file: string, before: string, after: string, from = 'main') {
  git('checkout', '-q', '-B', name, from);
  project.edit(file, before, after);
  synthesized();
  expect(git('add', '-A').status).toBe(0);
  expect(git('commit', '-qm', name)).toMatchObject({ status: 0 });
}

/** Two branches whose dist/ meets in one file, line beside line. */
function twoServices() {
  branch('one', 'src/fleet/images/live.yaml', 'cart: "1.0.0"', 'cart: "1.1.0"');
  branch('two', 'src/fleet/stock.ts', 'port: 9000', 'port: 9001');
}

describe('eco hooks', () => {
  it('installs, says so, may be run again, and takes all away', () => {
    const { status, out } = project.eco('hooks');
    expect(status).toBe(0);
    expect(out).toContain('.gitattributes: dist/** -text merge=eco-dist   (commit it)');
    expect(project.eco('hooks').out).not.toContain('.gitattributes');
    expect(git('config', 'merge.eco-dist.driver').said).toBe('true\n');
    expect(project.eco('hooks --remove')).toMatchObject({ status: 0, out: expect.stringContaining('hook pre-commit') });
    expect(existsSync(project.path('.git/hooks/pre-commit'))).toBe(false);
    expect(git('config', 'merge.eco-dist.driver').status).toBe(1);
    expect(project.eco('hooks --remove').out).toBe('none was there\n');
  });

  it('leaves the hooks of others as they are, and says what to add', () => {
    project.write('.git/hooks/pre-commit', '#!/bin/sh\nexit 0\n');
    expect(project.eco('hooks')).toMatchObject({
      status: 1,
      err: "pre-commit is somebody's already, and stays. Add to it: npx eco staged\n",
    });
    project.eco('hooks --remove');
    expect(project.read('.git/hooks/pre-commit')).toBe('#!/bin/sh\nexit 0\n');
  });
});

describe('a commit', () => {
  beforeEach(() => expect(project.eco('hooks')).toMatchObject({ status: 0 }));

  it('is refused when dist/ is not what the staged sources give, and only then', () => {
    project.edit('src/fleet/cart.ts', 'fixed(2)', 'fixed(1)');
    git('add', '-A');
    const refused = git('commit', '-m', 'Fewer carts');
    expect(refused.status).toBe(1);
    expect(refused.said).toContain('~ live/cart/deployment.cart.yaml');
    expect(refused.said).toContain('Write: npx eco synth && git add --all dist');
    synthesized();
    // On disk all is well now, but what is staged is not.
    expect(git('commit', '-m', 'Fewer carts').status).toBe(1);
    git('add', '-A');
    expect(git('commit', '-m', 'Fewer carts').status).toBe(0);
  });

  it('is judged by what is staged: what is not added does not count', () => {
    project.write('README.md', 'more\n');
    git('add', 'README.md');
    project.edit('src/fleet/cart.ts', 'fixed(2)', 'fixed(');
    expect(git('commit', '-m', 'Text')).toMatchObject({ status: 0 });
    project.edit('src/fleet/stock.ts', 'fixed(1)', 'fixed(1), env: { A: 1 }');
    git('add', 'src/fleet/stock.ts');
    expect(git('commit', '-m', 'Half').said).toContain('~ live/stock/deployment.stock.yaml');
    expect(Object.keys(project.tree('.eco')).filter((file) => file.startsWith('staged-'))).toEqual([]);
  });
});

describe('a merge of two branches', () => {
  it('of which each changes another service gives what synth gives', () => {
    project.eco('hooks');
    project.commit('Hooks');
    twoServices();
    const merged = git('merge', '--no-edit', 'one');
    expect(merged.status).toBe(1);
    expect(merged.said).toContain('dist/ is staged as the sources give it\nNext: git commit --no-edit\n');
    expect(git('commit', '--no-edit')).toMatchObject({ status: 0 });
    isCurrent();
    const deployment = project.read('dist/live/cart/deployment.cart.yaml');
    expect(deployment).toContain('value: "9001"');
    expect(deployment).toContain('cart:1.1.0');
    expect(git('status', '--porcelain').said).toBe('');
  });

  it('whose dist/ does not meet goes through by itself', () => {
    project.eco('hooks');
    project.commit('Hooks');
    branch('one', 'src/fleet/cart.ts', "cpu: ['100m', '200m']", "cpu: ['100m', '300m']");
    branch('two', 'src/fleet/stock.ts', "cpu: ['100m', '200m']", "cpu: ['100m', '300m']");
    expect(git('merge', '--no-edit', 'one')).toMatchObject({ status: 0 });
    isCurrent();
  });

  it('where nothing is installed conflicts in dist/, and one command resolves it', () => {
    twoServices();
    expect(git('merge', '--no-edit', 'one').said).toContain('CONFLICT (content): Merge conflict in dist/live/cart/');
    expect(project.eco('resolve')).toMatchObject({
      status: 0,
      out: expect.stringMatching(/Next: git commit --no-edit\n$/),
    });
    expect(git('commit', '--no-edit').status).toBe(0);
    isCurrent();
  });

  it('is resolved in a rebase too', () => {
    twoServices();
    expect(git('rebase', 'one').status).toBe(1);
    expect(project.eco('resolve').out).toMatch(/Next: git rebase --continue\n$/);
    expect(git('rebase', '--continue')).toMatchObject({ status: 0 });
    isCurrent();
  });

  it('that conflict in a source stay in conflict', () => {
    project.eco('hooks');
    project.commit('Hooks');
    branch('one', 'src/fleet/cart.ts', 'fixed(2)', 'fixed(1)');
    branch('two', 'src/fleet/cart.ts', 'fixed(2)', 'fixed(3)');
    expect(git('merge', '--no-edit', 'one').said).toContain('CONFLICT (content): Merge conflict in src/fleet/cart.ts');
    const { status, err } = project.eco('resolve');
    expect(status).toBe(1);
    expect(err).toContain('src/fleet/cart.ts:1:1: error: "src/fleet/cart.ts" is in conflict');
    expect(git('diff', '--name-only', '--diff-filter=U').said).toContain('src/fleet/cart.ts');
    git('checkout', '-q', '--ours', 'src/fleet/cart.ts');
    git('add', 'src/fleet/cart.ts');
    expect(project.eco('resolve').status).toBe(0);
    expect(git('commit', '--no-edit')).toMatchObject({ status: 0 });
    isCurrent();
  });
});

it.each(['hooks', 'resolve', 'staged'])('eco %s is told that there is no repository', (command) => {
  rmSync(project.path('.git'), { recursive: true });
  const { status, err } = project.eco(command);
  expect(status).toBe(2);
  expect(err).toMatch(/^error: the project is in no Git repository/);
});
