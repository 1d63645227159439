import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Which of these queries the real promtool refuses, by index, and why. */
export function refusedByPromtool(queries: readonly string[]): ReadonlyMap<number, string> {
  const folder = mkdtempSync(join(tmpdir(), 'promtool-'));
  try {
    const rules = queries.map((expr, i) => ({ record: `query_${i}`, expr }));
    const file = join(folder, 'rules.yaml');
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'queries', rules }] }));
    const { stderr } = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8', maxBuffer: 2 ** 28 });
    const lines = [...stderr.matchAll(/rule (\d+), .*?: (?:could not parse expression: )?(.*)/g)];
    return new Map(lines.map(([, rule, why = '']) => [Number(rule) - 1, why]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
