import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { commands } from '../src/cli/commands/index.js';

const root = join(__dirname, '..');

function modules(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

const text = (file: string) => readFileSync(join(root, file), 'utf8');
const sources = modules('src').filter((file) => !file.startsWith('src/fleet/'));
const tests = modules('test');

function imported(file: string): readonly string[] {
  const paths = [...text(file).matchAll(/(?:from|import\() ?'(\.[^']+)'/g)].flatMap(([, path]) => path ?? []);
  return paths.map((path) => normalize(join(dirname(file), path)).replace(/\.js$/, '.ts'));
}

/** What no test imports, neither itself nor through a file with a test of its own, and what sees it instead. */
const seenThrough: Readonly<Record<string, string>> = {
  'src/index.ts': 'test/types: what a fleet may import',
  'src/cli/': 'test/cli: the command is run as users run it, each by name (below)',
  'src/gitops/': 'test/golden: every line that they write',
  'src/service/compose.ts': 'test/golden, test/reachability',
  'src/service/platform-chart.ts': 'test/golden, test/platform',
  'src/service/calls.ts': 'test/reachability: who may reach whom',
  'src/service/accept.ts': 'test/checks/suppress.test.ts',
  'src/synth/layout.ts': 'test/cli/synth.test.ts: the paths of all files',
  'src/synth/wave-annotations.ts': 'test/cli/synth.test.ts, test/order',
  'src/synth/transitions.ts': 'test/cli/synth.test.ts: what fewer pods leave behind',
  'src/synth/suppressions.ts': 'test/golden: the fleet accepts one finding',
  'src/order/plan.ts': 'test/cli/commands.test.ts: the plan as text and as JSON',
  'src/order/apply-order.ts': 'test/order/waves.test.ts',
  'src/cluster/facts-file.ts': 'test/cli/commands.test.ts: what "facts" writes, "check --facts" reads',
  'src/delivery/': 'test/delivery: each strategy with what is made of it',
  'src/diff/': 'test/diff: changes of every kind, scripted',
  'src/images/': 'test/cli: against real repositories of Git',
  'src/metrics/catalogue': 'test/metrics/query.test.ts, test/checks: data',
  'src/metrics/promql/regex.ts': 'test/metrics/promql',
  'src/manifest/kinds/pod.ts': 'test/manifest/kinds.test.ts: rows of the table',
};

it('has a test for every source file', () => {
  const own = sources.filter((file) =>
    ['.test.ts', '.full.test.ts'].some((end) => existsSync(join(root, `test/${file.slice(4, -3)}${end}`))),
  );
  const seen = new Set([...own, ...[...tests, ...own].flatMap(imported)]);
  const without = sources.filter((file) => !seen.has(file));
  const reason = (file: string) => Object.keys(seenThrough).find((path) => file.startsWith(path));
  expect(without.filter((file) => reason(file) === undefined)).toEqual([]);
  const needed = new Set(without.map(reason));
  expect(Object.keys(seenThrough).filter((path) => !needed.has(path))).toEqual([]);
});

it('has a test beside it for every rule', () => {
  const rules = sources.filter((file) => /^src\/checks\/rules\/.+\/.+\.ts$/.test(file));
  expect(rules.length).toBeGreaterThan(30);
  expect(rules.filter((file) => !tests.includes(`test/${file.slice(4, -3)}.test.ts`))).toEqual([]);
});

it('runs every command', () => {
  const all = tests.map(text).join('\n');
  const names = Object.keys(commands);
  // eco('image set …'), or run('image', 'set', …)
  const run = (name: string) => new RegExp(`['"\`]${name.split(' ').join("(?: |', ')")}[ '"\`]`);
  expect(names.filter((name) => !run(name).test(all))).toEqual([]);
});

it('is made of small files', () => {
  const lines = sources.map((file) => ({ file, count: text(file).split('\n').length - 1 }));
  expect(lines.filter(({ count }) => count > 300)).toEqual([]);
  const counts = lines.map(({ count }) => count).sort((a, b) => a - b);
  expect(counts[Math.floor(counts.length / 2)]).toBeLessThanOrEqual(90);
});

it('names no fleet in the library', () => {
  const names = /ecoeco|sesacthon|waste|recycle-info|userinfo|location-api|chat-llm/i;
  const found = sources.filter((file) => names.test(text(file).replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')));
  expect(found).toEqual([]);
});

it('holds what is generated as the sources give it', () => {
  const { status, stdout } = spawnSync(process.execPath, ['tools/gen.mjs', '--check'], { cwd: root, encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});
