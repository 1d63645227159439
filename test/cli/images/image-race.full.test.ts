import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removeTemporary, run } from '../../images/git-repository.js';
import { type Clone, GitProject, tagIn } from '../git-project.js';
import type { Project, Run } from '../project.js';

/* As many at once as a large team has on its worst day: real processes, real clones, a real remote. */

jest.setTimeout(1_800_000);
afterAll(removeTemporary);

const live = 'src/fleet/images/live.yaml';
const many = Array.from({ length: 100 }, (_, i) => `s${String(i).padStart(2, '0')}`);
const comment = '# Who pays for this one: the team of numbers.';

/** The shop with a hundred services more. */
function grow(project: Project): void {
  project.write(
    'src/fleet/many.ts',
    `import { fixed } from '@eco2/manifests';
import { defineService } from './environments';

export const many = ${JSON.stringify(many)}.map((name) =>
  defineService(name, () => ({ port: 80, scale: fixed(0), resources: { cpu: ['10m', '10m'], memory: ['8Mi', '8Mi'] } })),
);
`,
  );
  project.edit('src/fleet/index.ts', 'compose(cart, stock)', 'compose(cart, stock, ...many)');
  project.edit(
    'src/fleet/index.ts',
    "from './environments';",
    "from './environments';\nimport { many } from './many';",
  );
  const lines = many.map((name) => `  ${name}:   old  # ${name}\n`);
  for (const env of ['live', 'test']) {
    const file = `src/fleet/images/${env}.yaml`;
    project.write(file, `${project.read(file)}  ${comment}\n${lines.join('')}`);
  }
}

/** What a git that was killed leaves: it says itself to remove them. */
function locksOf({ root }: Clone): string[] {
  const all = readdirSync(join(root, '.git'), { recursive: true, encoding: 'utf8' });
  return all.filter((file) => file.endsWith('.lock')).map((file) => join(root, '.git', file));
}

const later = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Every commit above the first changes one line of the images file, and manifests of that service alone. */
function expectOneServiceEach(remote: string): void {
  const commits = run(remote, 'rev-list', '--reverse', 'main').split('\n').slice(1);
  for (const commit of commits) {
    const service = run(remote, 'log', '-1', '--format=%s', commit).split(' ')[0];
    const changed = run(remote, 'diff', '--numstat', `${commit}~1`, commit).split('\n');
    expect(changed).toHaveLength(2);
    expect(changed[0]).toContain(`dist/live/${service}/deployment.${service}.yaml`);
    expect(changed[1]).toBe(`1\t1\t${live}`);
  }
}

test('150 at once, 100 for different services and 50 for one: none is lost', async () => {
  const project = new GitProject(grow);
  const before = project.read(live);
  const jobs = [...many.map((name) => [name, `new-${name}`]), ...many.slice(0, 50).map((name) => ['cart', name])];
  const clones = jobs.map(() => project.clone('--depth=1'));
  const began = performance.now();
  const runs = jobs.map(async ([service, tag], i): Promise<Run> => {
    // Not for Git's sake: 150 compilers in the same second would need more memory than a laptop has.
    await later(i * 200);
    return (clones[i] as Clone).eco(`image set ${service}=${tag} --env live --push --wait 25m`);
  });
  const results = await Promise.all(runs);
  const attempts = results.length;
  console.log(`${attempts} runs, ${Math.round((performance.now() - began) / 1000)} s`);
  expect(results.filter(({ status }) => status !== 0)).toEqual([]);

  const { remote } = project;
  expect(run(remote, 'rev-list', '--count', 'main')).toBe('151');
  expect(run(remote, 'rev-list', '--merges', '--count', 'main')).toBe('0');
  expect(run(remote, 'fsck', '--full', '--strict', '--no-dangling')).toBe('');
  expectOneServiceEach(remote);
  const after = project.onRemote(live);
  for (const name of many) expect(tagIn(after, name)).toBe(`new-${name}`);
  // The newest commit for the one service says what it has.
  const last = run(remote, 'log', '-1', '--format=%s', '--grep=^cart ', 'main');
  expect(last).toBe(`cart ${tagIn(after, 'cart')} in live`);
  // Every byte but the tags is where it was.
  const blank = (text: string) => text.replace(/(: +)(?:"[^"\n]*"|[^\s"#]+)/g, '$1_');
  expect(blank(`${after}\n`)).toBe(blank(before));
  expect(after).toContain(comment);

  project.git('pull', '--quiet', '--ff-only');
  expect(project.eco('synth --check')).toMatchObject({ status: 0 });
  project.remove();
});

test('killed at random moments, 120 times: the remote is never corrupt, and nothing is half there', async () => {
  const project = new GitProject();
  const clones = Array.from({ length: 4 }, () => project.clone());
  // A server does not die with its client: what receives on the remote is no part of what is killed.
  for (const clone of clones) clone.git('config', 'remote.origin.receivepack', 'setsid git-receive-pack');
  const began = performance.now();
  await (clones[0] as Clone).eco('image set cart=first --env live --push');
  const whole = performance.now() - began;
  const seen = { ended: 0, killed: 0, mended: 0 };
  const series = clones.map(async (clone, c) => {
    for (let i = 0; i < 30; i += 1) {
      const service = c % 2 ? 'cart' : 'stock';
      const { status } = await clone.eco(
        `image set ${service}=k${c}-${i} --env live --push`,
        whole * 3 * Math.random(),
      );
      if (status === 0) seen.ended += 1;
      else seen.killed += 1;
      if (i % 5 === 4) {
        // Git itself may have been killed while it wrote the folder: what it says to do then, works.
        const first = await clone.eco(`image set ${service}=m${c}-${i} --env live --push`);
        if (first.status !== 0) {
          seen.mended += 1;
          for (const lock of locksOf(clone)) rmSync(lock);
          clone.git('reset', '--quiet', '--hard');
          expect(await clone.eco(`image set ${service}=m${c}-${i} --env live --push`)).toMatchObject({ status: 0 });
        }
      }
    }
  });
  await Promise.all(series);
  console.log(seen);
  const { remote } = project;
  expect(seen.killed).toBeGreaterThan(20);
  expect(run(remote, 'fsck', '--full', '--strict', '--no-dangling')).toBe('');
  expect(run(remote, 'rev-list', '--merges', '--count', 'main')).toBe('0');
  expectOneServiceEach(remote);
  for (const clone of clones) {
    expect(clone.git('fsck', '--full', '--strict', '--no-dangling')).not.toMatch(/error|missing|corrupt/);
  }
  project.git('pull', '--quiet', '--ff-only');
  expect(project.eco('synth --check')).toMatchObject({ status: 0 });
  project.remove();
});
