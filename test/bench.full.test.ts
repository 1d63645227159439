import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

it('measures everything, on the smallest of inputs', () => {
  const run = spawnSync(process.execPath, ['bench/run.mjs', '--smoke'], {
    cwd: join(__dirname, '..'),
    encoding: 'utf8',
  });
  expect(run).toMatchObject({ status: 0, stderr: '' });
  const sections = run.stdout.split(/^## /m).slice(1);
  expect(sections).toHaveLength(6);
  // Each has a table with a figure in it.
  for (const section of sections) expect(section).toMatch(/\n\| --- .*\n\| .* \d/);
}, 300_000);
