import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** Kills in a folder of their own. */
function kills(count: number): Promise<{ readonly code: unknown; readonly stdout: string; readonly stderr: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [join(__dirname, 'kill-synth.mjs'), String(count)], (error, stdout, stderr) =>
      done({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

it(
  'a synthesis killed at any moment leaves dist/ old, new, or refused and then completed',
  async () => {
    // Two hundred: two folders side by side, which also keeps each from having the machine for itself.
    const results = await Promise.all([kills(100), kills(100)]);
    console.log(results.map(({ stdout }) => stdout).join(''));
    for (const { code, stderr } of results) expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    // Kills that all came too early or too late would have shown nothing.
    const completed = results.map(({ stdout }) => Number(/refused and then completed (\d+)/.exec(stdout)?.[1]));
    expect(completed.reduce((sum, one) => sum + one)).toBeGreaterThan(5);
  },
  30 * 60_000,
);
