import fc from 'fast-check';
import { rules } from '../../src/checks/rules/index.js';
import { runAll } from '../../src/checks/run.js';
import type { Facts } from '../../src/cluster/facts.js';
import { readYaml } from '../../src/manifest/read-yaml.js';
import { partFiles } from '../../src/manifest/sets.js';
import { node } from './findings.js';

/*
 * Whatever stands in a file, a check ends with findings: only a mistake of ours throws.
 */

const facts: Facts = {
  kubernetes: '1.28',
  nodes: [node('a', { domain: 'shop' }, 1024, [{ key: 'a', effect: 'NoSchedule' }])],
  network: { pods: '192.168.0.0/16', services: '10.96.0.0/12', podsRoutable: false },
  external: [],
  hosts: [],
  today: '2026-01-01',
};

function check(text: string, path = 'dist/dev/a/x.yaml'): void {
  runAll(partFiles([{ file: path, path, text }]), facts);
}

test('any text', () => {
  const line = fc.constantFrom(
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
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(line).map((lines) => lines.join('\n')),
  );
  fc.assert(
    fc.property(text, (written) => check(written)),
    { numRuns: 150 },
  );
});

// Values that no rule expects where it looks.
const ODD = [
  null,
  true,
  -1,
  1.5,
  '',
  'x',
  '{{ x }}',
  'a.b.svc:99999',
  [],
  [null],
  ['x'],
  {},
  { x: null },
  [{}],
  [[]],
  { name: 'x' },
];

/** The values of a document, each a place that can be exchanged: the holder and the key in it. */
function placesOf(value: unknown): [holder: object, key: string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [[value, key] as [object, string], ...placesOf(item)]);
}

const examples = rules.flatMap((rule) => [rule.wrong, rule.right].map((text) => [rule.exampleFile, text] as const));

test('any example of a rule with odd values in it', () => {
  const changes = fc.array(fc.tuple(fc.nat(10_000), fc.constantFrom(...ODD)), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.constantFrom(...examples), changes, ([path, text], list) => {
      const documents = readYaml(text, 'x').documents.map(({ value }) => structuredClone(value));
      for (const [at, odd] of list) {
        const places = placesOf(documents);
        const [holder, key] = places[at % places.length] ?? [];
        if (holder && key !== undefined) Reflect.set(holder, key, structuredClone(odd));
      }
      check(documents.map((document) => JSON.stringify(document)).join('\n---\n'), path);
    }),
    { numRuns: 300 },
  );
});
