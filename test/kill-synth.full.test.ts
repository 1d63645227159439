import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

it(
  'a synthesis killed at any moment leaves dist/ old, new, or refused and then completed',
  () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'kill-synth.mjs'), '200'], {
      encoding: 'utf8',
    });
    console.log(stdout);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  },
  30 * 60_000,
);
