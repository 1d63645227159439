import { each, parsePath } from '../../src/manifest/access.js';
import { KINDS, kindRow, refOf } from '../../src/manifest/kinds.js';

const rows = KINDS.map((row) => [`${row.kind}.${row.group}`, row] as const);

test('a kind has one row', () => {
  expect(new Set(rows.map(([id]) => id)).size).toBe(rows.length);
});

test.each(rows)('%s: what it refers to is in the table, and each path can be read', (_, row) => {
  for (const { from, to } of row.references ?? []) {
    expect(kindRow(to)).toBeDefined();
    // What the path says is there, a walk along it finds.
    const object = parsePath(from).reduceRight<unknown>(
      (value, step) => (step === '[]' ? [value] : { [step]: value }),
      'x',
    );
    expect(each(object as never, from).map(({ value }) => value)).toEqual(['x']);
  }
  for (const { kind } of row.makes ?? []) expect(kindRow(kind)).toBeDefined();
  for (const { selects } of row.selectors ?? []) if (selects !== 'pods') expect(kindRow(selects)).toBeDefined();
});

test('a reference to a bare name means the kind that everybody means', () => {
  expect(kindRow('Service')?.group).toBe('');
  expect(kindRow('NetworkPolicy')?.group).toBe('networking.k8s.io');
  expect(kindRow('Policy')?.group).toBe('rabbitmq.com');
});

test('identity', () => {
  const object = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'a', namespace: 'b' },
  };
  expect(refOf(object)).toEqual({ apiVersion: object.apiVersion, kind: 'ClusterRole', name: 'a' });
});
