import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..');

/** What a module of the tools gives: they are not compiled with the tests. */
function given(script: string): unknown {
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' });
  return JSON.parse(out);
}

it('keeps what a test has shown that did not run, and takes what is new', () => {
  const messages = ['one thing', 'another thing', 'a third thing'].map((message) => ({ file: 'src/a.ts', message }));
  const before = {
    'src/a.ts': {
      'one thing': { text: 'one thing', test: 'test/other.test.ts', in: 'kept' },
      'another thing': { text: 'another thing', test: 'test/a.test.ts', in: 'old' },
    },
  };
  const heard = messages.map(({ file, message }) => ({ file, text: message, test: 'test/a.test.ts', name: 'now' }));
  const script = `import { merged } from './tools/gen/said-merge.mjs';
    console.log(JSON.stringify(merged(...${JSON.stringify([messages, before, heard])})));`;
  expect(given(script)).toEqual({
    'src/a.ts': {
      'one thing': before['src/a.ts']['one thing'],
      'another thing': { text: 'another thing', test: 'test/a.test.ts', in: 'now' },
      'a third thing': { text: 'a third thing', test: 'test/a.test.ts', in: 'now' },
    },
  });
});

it('is written a file for each source, and read as it was written', () => {
  const said = { 'src/a.ts': { one: { text: 'one' } }, 'src/b/c.ts': { two: { text: 'two' } } };
  const root = mkdtempSync(join(tmpdir(), 'eco-said-'));
  const read = given(`import { readSaid, writeSaid } from './tools/gen/said-messages.mjs';
    writeSaid(${JSON.stringify(root)}, { 'src/gone.ts': { three: {} } });
    writeSaid(${JSON.stringify(root)}, ${JSON.stringify(said)});
    console.log(JSON.stringify(readSaid(${JSON.stringify(root)})));`);
  expect(read).toEqual(said);
  expect(readdirSync(join(root, 'test/said'), { recursive: true }).sort()).toEqual(['a.json', 'b', 'b/c.json']);
  rmSync(root, { recursive: true });
});
