import fc from 'fast-check';
import { rules } from '../../src/checks/rules/index.js';
import { runAll } from '../../src/checks/run.js';
import type { Facts } from '../../src/cluster/facts.js';
import type { Finding } from '../../src/diagnostic/diagnostic.js';
import { githubAnnotations } from '../../src/diagnostic/github.js';
import { junitReport } from '../../src/diagnostic/junit.js';
import { renderFindings } from '../../src/diagnostic/render.js';
import { sarifLog } from '../../src/diagnostic/sarif.js';
import { partFiles } from '../../src/manifest/files/sets.js';
import { readYaml } from '../../src/manifest/yaml/read-yaml.js';
import { node } from './findings.js';

/** A file that somebody made to break the command, or broke by accident. */
export interface Hostile {
  readonly path: string;
  readonly text: string;
}

const facts: Facts = {
  kubernetes: '1.28',
  nodes: [node('a', { domain: 'shop' }, 1024, [{ key: 'a', effect: 'NoSchedule' }])],
  network: { pods: '192.168.0.0/16', services: '10.96.0.0/12', podsRoutable: false },
  external: [],
  hosts: [],
  calls: [],
  today: '2026-01-01',
};

/** Seconds that one input may take on a busy machine. */
const PATIENCE = 10;

/** Checks an input, prints what was found in every format, and throws where that is not as it must be. */
export function checkHostile({ path, text }: Hostile): readonly Finding[] {
  const began = performance.now();
  const parted = partFiles([{ file: path, path, text }]);
  const { findings } = runAll(parted, facts);
  const lines = text.split('\n');
  renderFindings(findings, { readLine: (_, line) => lines[line - 1] });
  for (const write of [githubAnnotations, junitReport]) write(findings);
  sarifLog(findings, { rules, version: '0', fingerprint: ({ message }) => message });
  for (const { at, message } of findings) {
    const inside = at && at.line >= 1 && at.line <= lines.length && at.column >= 1;
    if (!inside) throw new Error(`no place, or one outside the file, of: ${message}`);
    if (message === '' || /[\n\r]/.test(message)) throw new Error(`a message of no or several lines: ${message}`);
  }
  const silent = parted.sets.length === 0 && parted.sources.all.length === 0 && findings.length === 0;
  const unread = readYaml(text, path).findings.length > 0;
  if (silent && unread && !path.includes('/templates/')) throw new Error('what cannot be read was passed over');
  const seconds = (performance.now() - began) / 1000;
  if (seconds > PATIENCE) throw new Error(`took ${seconds.toFixed(1)} s`);
  return findings;
}

const examples = rules.flatMap(({ wrong, right, exampleFile = 'dist/dev/a/x.yaml' }) =>
  [wrong, right].map((text): Hostile => ({ path: exampleFile, text })),
);
const example = fc.constantFrom(...examples);

/** Values that no rule expects where it looks. */
const ODD = [
  'null',
  'true',
  '-1',
  '1.5',
  '""',
  'x',
  '"{{ x }}"',
  'a.b.svc:99999',
  '[]',
  '[null]',
  '[x]',
  '{}',
  '{x: null}',
  '[{}]',
  '[[]]',
  '{name: x}',
  '.inf',
  '0x1F',
  '9999999999999999999',
  '"\\u0000"',
  '&a [*a]',
  '*nowhere',
  '!!binary x',
  '|\n x',
  '__proto__',
  '{constructor: x}',
  '{__proto__: {a: 1}}',
];

const PIECES = [
  'a: 1',
  '- b',
  '  c: |',
  '---',
  '{',
  ']',
  '&a',
  '*a',
  '!x y',
  '? z',
  '"',
  "'",
  '<<: *a',
  '\t',
  '# x',
  '%YAML 1.1',
  '...',
  '\u0000',
  '\uFEFF',
  '\uD800',
  '\r',
  '{{ x }}',
  '- - - -',
  '>-',
  'key: {{ x }}',
  '#'.repeat(80),
];

/** Text of any kind, as it comes. */
const anyText = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((all) => all.join('\n')),
  )
  .map((text): Hostile => ({ path: 'dist/dev/a/x.yaml', text }));

/** An example with lines taken out, doubled, exchanged, moved in, cut off, or with another value. */
const mutated = fc
  .tuple(example, fc.array(fc.tuple(fc.nat(6), fc.nat(1000), fc.nat(1000)), { minLength: 1, maxLength: 6 }))
  .map(([{ path, text }, changes]): Hostile => {
    let lines = text.split('\n');
    for (const [what, a, b] of changes) {
      const at = a % lines.length;
      const line = lines[at] ?? '';
      if (what === 0) lines.splice(at, 1);
      else if (what === 1) lines.splice(at, 0, line);
      else if (what === 2) lines[at] = lines[b % lines.length] ?? '';
      else if (what === 3) lines[at] = ' '.repeat(b % 9) + line.trimStart();
      else if (what === 4) lines = lines.slice(0, at + 1);
      else if (what === 5) lines[at] = line.replace(/:.*$/, `: ${ODD[b % ODD.length]}`);
      else
        lines[at] =
          line.slice(0, b % (line.length + 1)) + (PIECES[b % PIECES.length] ?? '') + line.slice(b % (line.length + 1));
      if (lines.length === 0) lines = [''];
    }
    return { path, text: lines.join('\n') };
  });

/** An example nested as deep, as wide, or as often repeated as nobody means it. */
const exploding = fc
  .tuple(
    example,
    fc.constantFrom('flow', 'block', 'aliases', 'merges', 'wide', 'documents', 'long', 'list', 'self'),
    fc.integer({ min: 1, max: 900 }),
  )
  .map(([{ path, text }, how, size]): Hostile => {
    const object = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
    const levels = Math.min(size, 40);
    const aliases = Array.from(
      { length: levels },
      (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`,
    );
    const made = {
      flow: `${object}data: ${'['.repeat(size * 4)}${size % 2 ? ']'.repeat(size * 4) : ''}\n`,
      block: `${object}data:\n${Array.from({ length: size % 500 }, (_, i) => `${' '.repeat(i + 1)}a:\n`).join('')}`,
      aliases: `${object}x0: &a0 [1]\na0: *a0\n${aliases.join('\n')}\n`,
      merges: `${object}m: &m {a: 1}\nn:\n${Array.from({ length: size }, () => '- {<<: [*m, *m]}\n').join('')}`,
      wide: `${object}data:\n${Array.from({ length: size }, (_, i) => `  k${i}: ${i}\n`).join('')}`,
      documents: `${text}\n---\n`.repeat(1 + (size % 12)),
      long: `${object}data: {a: ${'x'.repeat(size * 300)}\n`,
      list: `apiVersion: v1\nkind: List\nitems:\n${Array.from({ length: size }, (_, i) => `- {apiVersion: v1, kind: Service, metadata: {name: s${i}}, spec: {selector: {a: b}}}\n`).join('')}`,
      self: `${object}data: &d {a: *d}\nmetadata: &m {name: *m}\n`,
    };
    return { path, text: made[how] };
  });

/** Every sort of input, in equal parts. */
export const hostile: readonly (readonly [name: string, inputs: fc.Arbitrary<Hostile>])[] = [
  ['any text', anyText],
  ['examples that were broken', mutated],
  ['what explodes', exploding],
];
