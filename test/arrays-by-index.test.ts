import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..');

/** Ways to walk and to take apart, each with what it has seen. */
const walks = `
export const seen: unknown[] = [];
const list = [1, 2, [3, 4]];
const holes = [1, , 3];
function* made(): Generator<number> { try { yield 1; seen.push('made'); yield 2; } finally { seen.push('left'); } }
const told = (...values: unknown[]): void => void seen.push(values);

for (const x of list) told(x);
for (const x of holes) told(x);
for (let x of [1, 2]) { x += 1; told(x); }
for (const x of 'a\u{1F600}b') told(x);
for (const x of 'a\u{1F600}b'.slice(1)) told(x);
for (const x of made()) told(x);
for (const [k, v] of new Map([['a', 1], ['b', 2]])) told(k, v);
for (const [k, { n = 5, ...rest }] of Object.entries({ a: { m: 1 }, b: { n: 2 } })) told(k, n, rest);
for (const x of list.map((y) => [y])) told(x);

const growing = new Set([1]);
for (const x of growing) { told(x); if (x < 4) growing.add(x + 1); }
const queue = [1];
for (const x of queue) { told(x); if (x < 4) queue.push(x + 1); }

outer: for (const x of [1, 2, 3]) for (const y of new Set([1, 2, 3])) {
  if (y === 2) continue outer;
  if (x === 3) break outer;
  told(x, y);
}
const later = [];
for (const x of [1, 2]) later.push(() => x);
told(later.map((ask) => ask()));
for (const x of list) for (const x of [9]) told(x);

const [a, , [b, c] = [0, 0], ...others] = list;
told(a, b, c, others);
const [d = 7, e = 8, f = told('never')] = [undefined, null, 0];
told(d, e, f);
const [first] = made();
told(first);
const [g, h] = 'xy', [i] = new Set([3]);
told(g, h, i);
told([[1, 2], [3]].map(([x, y = 4]) => x + y), ((z, [x]) => { return [z, x]; })(1, [2]));
for (const broken of [null, 5, {}]) try { const [x] = broken; told(x); } catch (error) { told(error instanceof TypeError); }
for (const broken of [null, 5, {}]) try { for (const x of broken) told(x); } catch (error) { told(error instanceof TypeError); }
`;

function run(script: string): unknown {
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
    input: walks,
  });
  return JSON.parse(out);
}

/** What the compiled text has seen, and how many loops still ask an iterator of their own. */
const shown = (compiled: string) => `
  import { readFileSync } from 'node:fs';
  import { transform } from 'esbuild';
  import { byIndex } from './tools/arrays-by-index.mjs';
  const source = readFileSync(0, 'utf8');
  const code = ${compiled};
  const injected = readFileSync('tools/first-elements.mjs', 'utf8').replace('export ', '');
  const url = 'data:text/javascript;base64,' + Buffer.from(injected + code).toString('base64');
  const { seen } = await import(url);
  console.log(JSON.stringify({ seen, loops: code.match(/\\bof\\b/g)?.length ?? 0 }));`;

it('walks and takes apart by index what the language does by iterators, and sees the same', () => {
  const byIndex = run(shown('await byIndex(source)'));
  const native = run(shown("(await transform(source, { loader: 'ts' })).code"));
  expect(native).toMatchObject({ loops: 19 });
  expect(byIndex).toEqual({ seen: Reflect.get(Object(native), 'seen'), loops: 0 });
});
