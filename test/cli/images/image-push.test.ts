import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeTemporary, run } from '../../images/git-repository.js';
import { type Clone, GitProject, tagIn } from '../git-project.js';

jest.setTimeout(120_000);

let project: GitProject;
beforeEach(() => {
  project = new GitProject();
});
afterEach(() => project.remove());
afterAll(removeTemporary);

const live = 'src/fleet/images/live.yaml';
const set = 'image set --env live --push';

/** The command declines with this message; neither the remote nor the clone has changed. */
async function refuses(clone: Clone, args: string, message: string): Promise<void> {
  const before = [
    run(project.remote, 'rev-parse', 'main'),
    clone.git('rev-parse', 'HEAD'),
    clone.git('status', '--porcelain'),
  ];
  const { status, err } = await clone.eco(args);
  expect({ status, message: err.split('\n')[0] }).toEqual({ status: 2, message });
  expect([
    run(project.remote, 'rev-parse', 'main'),
    clone.git('rev-parse', 'HEAD'),
    clone.git('status', '--porcelain'),
  ]).toEqual(before);
}

it('makes one commit of the line and its manifest, on the newest of the branch, and the clone follows', async () => {
  const clone = project.clone();
  project.bump('stock=7');
  project.eco('synth');
  project.commit('dist');
  project.git('push', '--quiet');
  const newest = project.git('rev-parse', 'HEAD');
  const { status, out } = await clone.eco(`${set} cart=2`);
  expect({ status, out }).toEqual({
    status: 0,
    out: `live: cart  1.0.0 -> 2\ndist/:\n  ~ live/cart/deployment.cart.yaml\npushed ${clone.git('rev-parse', '--short=7', 'HEAD')} to origin/main\n`,
  });
  expect(run(project.remote, 'rev-parse', 'main~1')).toBe(newest);
  expect(run(project.remote, 'diff', '--name-only', 'main~1', 'main')).toBe(
    `dist/live/cart/deployment.cart.yaml\n${live}`,
  );
  expect(run(project.remote, 'log', '-1', '--format=%an <%ae>%n%B', 'main')).toBe(
    'Ada <ada@example.com>\ncart 2 in live',
  );
  expect(tagIn(project.onRemote(live), 'stock')).toBe('7');
  expect(clone.git('rev-parse', 'HEAD')).toBe(run(project.remote, 'rev-parse', 'main'));
  expect(clone.git('status', '--porcelain')).toBe('');
  expect(clone.git('for-each-ref', 'refs/eco')).toBe('');
  const again = await clone.eco(`${set} cart=2`);
  expect(again).toMatchObject({
    status: 0,
    out: 'live: cart is 2 already\norigin/main is as it should be: nothing was pushed\n',
  });
});

it('works from a shallow clone, and reads sources that changed meanwhile', async () => {
  const clone = project.clone('--depth=1');
  project.edit('src/fleet/stock.ts', 'port: 9000', 'port: 9001');
  project.eco('synth');
  project.commit('another port');
  project.git('push', '--quiet');
  expect(await clone.eco(`${set} stock=2`)).toMatchObject({ status: 0, err: '' });
  expect(project.onRemote('dist/live/stock/deployment.stock.yaml')).toMatch(/stock:2\n[\s\S]*containerPort: 9001/);
});

it('refuses sources that it cannot read: Git is busy in the folder, or the command itself has changed', async () => {
  project.write('src/cli/main.ts', '// 1\n');
  project.commit('the command');
  project.git('push', '--quiet');
  const clone = project.clone();
  const pushed = (file: string, before: string, after: string) => {
    project.edit(file, before, after);
    project.commit(after);
    project.git('push', '--quiet');
  };
  pushed('src/fleet/stock.ts', 'port: 9000', 'port: 9001');
  const lock = join(clone.root, '.git/index.lock');
  writeFileSync(lock, '');
  await refuses(
    clone,
    `${set} cart=2`,
    'error: the folder cannot be moved on to origin/main: Git is busy in it [git-busy]',
  );
  rmSync(lock);
  pushed('src/cli/main.ts', '1', '2');
  await refuses(
    clone,
    `${set} cart=2`,
    'error: the sources of eco have changed on the branch while it ran [git-behind]',
  );
});

it('leaves lying what others did not synthesize', async () => {
  project.edit('src/fleet/stock.ts', 'port: 9000', 'port: 9001');
  project.commit('forgot to synthesize');
  project.git('push', '--quiet');
  expect((await project.clone().eco(`${set} cart=2`)).status).toBe(0);
  expect(run(project.remote, 'diff', '--name-only', 'main~1', 'main')).toBe(
    `dist/live/cart/deployment.cart.yaml\n${live}`,
  );
});

it('takes turns with others: none is lost, history is one line, comments stay', async () => {
  const clones = Array.from({ length: 5 }, () => project.clone());
  const runs = clones.map((clone, i) => clone.eco(`${set} ${i < 2 ? 'cart' : 'stock'}=t${i}`));
  for (const { status, err } of await Promise.all(runs)) expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(run(project.remote, 'rev-list', '--count', 'main')).toBe('6');
  expect(run(project.remote, 'rev-list', '--merges', '--count', 'main')).toBe('0');
  const subjects = run(project.remote, 'log', '--format=%s', 'main').split('\n').sort();
  expect(subjects).toEqual([
    'cart t0 in live',
    'cart t1 in live',
    'stock t2 in live',
    'stock t3 in live',
    'stock t4 in live',
    'the shop',
  ]);
  for (const clone of clones) expect(clone.git('status', '--porcelain')).toBe('');
});

it('refuses what would push more than the image, or does not know where to', async () => {
  const clone = project.clone();
  writeFileSync(join(clone.root, 'note.txt'), '');
  await refuses(clone, `${set} cart=2`, 'error: "note.txt" is changed and not committed [git-dirty]');
  clone.git('add', '--all');
  clone.git('commit', '--quiet', '-m', 'mine');
  await refuses(clone, `${set} cart=2`, 'error: "main" has commits that origin/main has not [git-unpushed]');
  clone.git('reset', '--quiet', '--hard', 'HEAD~1');
  clone.git('switch', '--quiet', '--detach');
  await refuses(clone, `${set} cart=2`, 'error: no branch is checked out (detached HEAD) [git-detached]');
  clone.git('switch', '--quiet', '-c', 'lost');
  await refuses(clone, `${set} cart=2`, 'error: branch "lost" follows no branch of a remote [git-upstream]');
  clone.git('switch', '--quiet', 'main');
  await refuses(clone, `${set} cart=2 --wait soon`, 'error: --wait "soon" is no duration [duration]');
});

it('says what the remote says, and when it says nothing', async () => {
  const clone = project.clone();
  const hook = join(project.remote, 'hooks/pre-receive');
  writeFileSync(hook, '#!/bin/sh\necho "Reviews first."\nexit 1\n');
  chmodSync(hook, 0o755);
  await refuses(
    clone,
    `${set} cart=2`,
    'error: origin/main declines the push: (pre-receive hook declined) [git-declined]',
  );
  rmSync(hook);
  // Fetched from one place, pushed to another that is gone.
  clone.git('config', 'remote.origin.pushurl', '/nowhere');
  await refuses(
    clone,
    `${set} cart=2`,
    "error: origin/main does not take the push: fatal: '/nowhere' does not appear to be a git repository [git-unreachable]",
  );
  clone.git('config', '--unset', 'remote.origin.pushurl');
  // As while somebody else pushes, all the time.
  const lock = join(project.remote, 'refs/heads/main.lock');
  writeFileSync(lock, '');
  const { err } = await clone.eco(`${set} cart=2 --wait 1s`);
  expect(err).toMatch(/^error: others pushed to origin\/main first in each of \d+ attempts over 1 s \[git-busy\]/);
  rmSync(lock);
  clone.git('config', 'user.name', '');
  clone.git('config', 'user.useConfigOnly', 'true');
  await refuses(clone, `${set} cart=2`, 'error: git commit-tree failed: Author identity unknown [git]');
  clone.git('remote', 'set-url', 'origin', '/nowhere');
  await refuses(
    clone,
    `${set} cart=2`,
    "error: git fetch failed: '/nowhere' does not appear to be a git repository [git]",
  );
});
