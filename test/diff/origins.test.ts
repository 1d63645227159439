import type { ObjectChange } from '../../src/diff/change.js';
import { originsOf } from '../../src/diff/origins.js';
import type { Manifest } from '../../src/manifest/manifest.js';
import { formatPath } from '../../src/manifest/manifest.js';

const place = (line: number) => ({ file: 'cart.ts', line, column: 1 });
const ref = { apiVersion: 'v1', kind: 'Service', name: 'cart' };
const port = { name: 'http', port: 8001 };

/** A Service of which the lines behind these fields are known; behind all else stands its definition. */
const service = (known: Readonly<Record<string, number>>): Manifest => ({
  ref,
  object: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart' }, spec: { ports: [port] } },
  origin: {
    file: 'service.cart.yaml',
    construct: 'cart',
    at: () => place(1),
    from: (path) => place(known[formatPath(path)] ?? 5),
  },
});
const change = (after: Manifest): ObjectChange => ({
  how: 'changed',
  ref,
  before: after,
  after,
  fields: [{ op: 'added', pattern: 'spec.ports[]', label: 'spec.ports[8001]', after: ['spec', 'ports', 0], to: port }],
});

it('names the lines behind the parts of what came whole, not that of the definition', () => {
  expect(originsOf(change(service({ 'spec.ports[0].port': 6 })))).toEqual([place(6)]);
});

it('names the definition where nothing says more', () => {
  expect(originsOf(change(service({})))).toEqual([place(5), place(5)]);
});
