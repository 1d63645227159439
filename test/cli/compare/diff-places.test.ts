import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitProject } from '../git-project.js';

let project: GitProject;
beforeEach(() => {
  project = new GitProject();
  project.edit('src/fleet/cart.ts', 'port: 8000', 'port: 8100');
  project.edit('src/fleet/cart.ts', "'128Mi'", "'160Mi'");
  project.edit('src/fleet/images/test.yaml', 'cart: "1.0.0"', 'cart: "1.0.1"');
});
afterEach(() => project.remove());

const bin = join(__dirname, '../../../bin/eco.js');

/** Each collection takes all that can go, as it may in a large fleet: what is only weakly held is gone before it is printed. */
function eco(args: string): string {
  const flags = ['--gc-global', '--max-semi-space-size=1', bin];
  return spawnSync(process.execPath, [...flags, ...args.split(' ')], { cwd: project.root, encoding: 'utf8' }).stdout;
}

it('eco diff names the lines that set what differs, as eco review does', () => {
  const named = (text: string) => new Set(text.match(/src\/fleet\/[\w./-]+:\d+/g));
  const out = eco('diff --env test');
  const all = ['src/fleet/cart.ts:6', 'src/fleet/cart.ts:9', 'src/fleet/images/test.yaml:3'];
  expect([...named(out)].sort()).toEqual(all);
  expect([...named(eco('review --env test'))].sort()).toEqual(all);
  expect(out).not.toContain('.eco/');
});

it('eco diff --json names files that are there', () => {
  const { environments } = JSON.parse(eco('diff --env test --json'));
  const fields: { source?: { file: string } }[] = environments[0].changes.flatMap(
    (one: { fields: unknown }) => one.fields,
  );
  const files = fields.flatMap(({ source }) => source?.file ?? []);
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((file) => !existsSync(join(project.root, file)) && !existsSync(file))).toEqual([]);
});

it.each(['diff', 'review', 'why src/fleet/cart.ts:6'])(
  'eco %s compiles the fleet once, and looks at its types once',
  (args) => {
    const log = project.path('.eco/starts.log');
    project.write('.eco/starts.log', '');
    spawnSync(process.execPath, ['--require', join(__dirname, '../compilations.cjs'), bin, ...args.split(' ')], {
      cwd: project.root,
      env: { ...process.env, LOG_STARTS: log },
    });
    const compilations = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.includes('tsconfig.json'));
    expect(compilations.map((line) => (line.includes('--noEmit false') ? 'compiled' : 'looked at'))).toEqual([
      'compiled',
      'looked at',
    ]);
  },
);
