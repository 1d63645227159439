import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkHostile, hostile } from './fuzz.js';

/** Of each sort; ten thousand and more together. */
const runs = 3400;

test.each(hostile)(
  '%s',
  (name, inputs) => {
    const counts = { inputs: 0, 'with findings': 0, findings: 0 };
    const began = performance.now();
    fc.assert(
      fc.property(inputs, (input) => {
        const { length } = checkHostile(input);
        counts.inputs += 1;
        counts.findings += length;
        if (length > 0) counts['with findings'] += 1;
      }),
      { numRuns: runs },
    );
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    process.stdout.write(`${name}: ${JSON.stringify(counts)} in ${seconds} s\n`);
    expect(counts.inputs).toBe(runs);
    expect(counts['with findings']).toBeGreaterThan(0);
  },
  1_800_000,
);

describe('the command itself', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'eco-hostile-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function check(...args: string[]) {
    const eco = join(__dirname, '../../bin/eco.js');
    const { status, stdout, stderr, signal } = spawnSync(process.execPath, [eco, 'check', ...args, '--json'], {
      cwd: root,
      encoding: 'utf8',
      timeout: 300_000,
      maxBuffer: 2 ** 30,
    });
    expect({ signal, bug: stderr.includes('bug of eco') }).toEqual({ signal: null, bug: false });
    const messages: string[] = JSON.parse(stdout).findings.map(
      ({ message, at }: { message: string; at?: { file: string; line: number } }) =>
        `${at?.file}:${at?.line}: ${message}`,
    );
    return { status, messages };
  }

  const megabytes = 100;
  const object = (i: number, data: string) =>
    `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c${i}, namespace: api}\ndata:\n  a: "${data}"\n`;

  test('100 MB of one document is refused with its place', () => {
    writeFileSync(join(root, 'a.yaml'), object(0, 'x'.repeat(megabytes * 1024 * 1024)));
    expect(check('.')).toEqual({
      status: 1,
      messages: ['a.yaml:1: the document has 101 MiB, at most 32 MiB are read'],
    });
  }, 300_000);

  test('100 MB of many documents is checked', () => {
    const each = 'x'.repeat(10_000);
    const text = Array.from({ length: megabytes * 100 }, (_, i) => object(i, each)).join('');
    writeFileSync(
      join(root, 'a.yaml'),
      `${text}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: d}\ndata: {a: 1}\n`,
    );
    const { status, messages } = check('.');
    expect(status).toBe(1);
    expect(messages).toEqual([expect.stringContaining('"data.a" is the number 1, allowed is text')]);
  }, 300_000);

  test('100 MB of brackets, of one line and of bytes', () => {
    writeFileSync(join(root, 'brackets.yaml'), '['.repeat(megabytes * 1024 * 1024));
    writeFileSync(join(root, 'bytes.yaml'), Buffer.alloc(megabytes * 1024 * 1024, 0xff));
    writeFileSync(join(root, 'deep.yaml'), '['.repeat(20 * 1024 * 1024));
    const { status, messages } = check('.');
    expect(status).toBe(1);
    expect(messages).toEqual([
      'brackets.yaml:1: the document has 100 MiB, at most 32 MiB are read',
      'bytes.yaml:1: "bytes.yaml" is not UTF-8: byte 0xff is no part of a character',
      expect.stringMatching(/^deep\.yaml:1: .*nest/),
    ]);
  }, 300_000);

  test('links in circles, and to what is no file', () => {
    mkdirSync(join(root, 'a/b'), { recursive: true });
    symlinkSync('../..', join(root, 'a/b/up'));
    symlinkSync('loop', join(root, 'loop'));
    symlinkSync('/dev/zero', join(root, 'zero.yaml'));
    symlinkSync('nowhere', join(root, 'gone.yaml'));
    writeFileSync(join(root, 'a/x.yaml'), object(0, 'x'));
    expect(check('.', 'a/b/up')).toEqual({
      status: 1,
      messages: ['loop:1: "loop" cannot be read: its symbolic links lead in a circle'],
    });
  });
});
