import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { peerChecks } from './peers.js';

const root = join(__dirname, '../..');

/** Paths of the checkers that could be built here, as the benchmark has them. */
function goTools(): { readonly tools: Readonly<Record<string, string>>; readonly missing: readonly string[] } {
  const script = "import('./bench/go-tools.mjs').then(({ goTools }) => console.log(JSON.stringify(goTools())))";
  return JSON.parse(spawnSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' }).stdout);
}

test('the page names exactly the checks that the tools list', () => {
  const { tools, missing } = goTools();
  for (const sentence of missing) process.stdout.write(`${sentence}\n`);
  const page = peerChecks(readFileSync(join(root, 'docs/peers-checks.md'), 'utf8'));
  const named = (tool: string) =>
    page
      .filter((row) => row.tool === tool)
      .map(({ check }) => check)
      .sort();
  const lists = {
    'kube-score': { args: ['list'], name: /^([^,]+),/gm },
    KubeLinter: { args: ['checks', 'list'], name: /^Name: (\S+)/gm },
  };
  for (const [tool, { args, name }] of Object.entries(lists)) {
    const path = tools[tool === 'KubeLinter' ? 'kube-linter' : tool];
    if (path === undefined) continue;
    const { stdout } = spawnSync(path, args, { encoding: 'utf8' });
    expect([...stdout.matchAll(name)].flatMap(([, check]) => check ?? []).sort()).toEqual(named(tool));
  }
}, 600_000);
