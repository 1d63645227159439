import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';

it('compiles what authors may write, and nothing that they may not', () => {
  const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const { stdout, status } = spawnSync(
    process.execPath,
    [compiler, '-p', join(__dirname, 'types'), '--pretty', 'false'],
    {
      encoding: 'utf8',
    },
  );
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});
