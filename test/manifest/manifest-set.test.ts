import { labelSelector, mapSelector } from '../../src/manifest/labels.js';
import { ManifestSet, perSet } from '../../src/manifest/manifest-set.js';
import { setOf } from './set-of.js';

const set = setOf(`
{apiVersion: v1, kind: Service, metadata: {name: a, namespace: api}}
---
{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: k, namespace: api}}
---
{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: i, namespace: api}}
---
{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: g, namespace: api}}
---
{apiVersion: shop.io/v1, kind: Widget, metadata: {name: w, namespace: api}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: api, namespace: nonsense}}
---
{apiVersion: v1, kind: Pod, metadata: {name: p1, namespace: api, labels: {app: a, tier: x}}, spec: {containers: []}}
---
{apiVersion: v1, kind: Pod, metadata: {name: p2, namespace: api, labels: {app: b, tier: x}}, spec: {containers: []}}
---
{apiVersion: v1, kind: Pod, metadata: {name: p3, labels: {app: a}}, spec: {containers: []}}
---
{apiVersion: v1, kind: Pod, metadata: {name: p4, namespace: web, labels: {app: a}}, spec: {containers: []}}
`);
const names = (list: readonly { readonly ref: { readonly name: string } }[]) => list.map(({ ref }) => ref.name);
const pods = (selector: Parameters<typeof set.pods>[1], namespace: string | undefined = 'api') =>
  set.pods(namespace, selector).map(({ manifest }) => manifest.ref.name);

test('a bare kind means the group of the table, a full one its own, an unknown one any', () => {
  expect(names(set.kind('Service'))).toEqual(['a']);
  expect(names(set.kind('Service.serving.knative.dev'))).toEqual(['k']);
  expect(names(set.kind('Gateway.networking.istio.io'))).toEqual(['i']);
  expect(names(set.kind('Gateway.gateway.networking.k8s.io'))).toEqual(['g']);
  expect(names(set.kind('Widget'))).toEqual(['w']);
  expect(names(set.inNamespace('Widget', 'api'))).toEqual(['w']);
});

test('an object of the cluster has no namespace, whatever is written on it', () => {
  expect(set.find('Namespace', undefined, 'api')?.ref).toEqual({ apiVersion: 'v1', kind: 'Namespace', name: 'api' });
});

test('pods by their labels; a pod without a namespace may stand in any', () => {
  expect(pods(mapSelector({ app: 'a' }))).toEqual(['p1', 'p3']);
  expect(pods(labelSelector({ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['a'] }] }))).toEqual(['p2']);
  expect(
    pods(labelSelector({ matchLabels: { tier: 'x' }, matchExpressions: [{ key: 'app', operator: 'Exists' }] })),
  ).toEqual(['p1', 'p2']);
  expect(pods(mapSelector({ app: 'none' }))).toEqual([]);
});

test('an empty selector selects all, none selects nothing', () => {
  expect(pods(labelSelector({}))).toEqual(['p1', 'p2', 'p3']);
  expect(pods(labelSelector(undefined))).toEqual([]);
});

test('what exists outside is asked for in a set of its own', () => {
  const known = set.withExternal([{ apiVersion: 'v1', kind: 'Secret', namespace: 'api', name: 's' }]);
  expect(known.external).toHaveLength(1);
  expect(set.withExternal([])).toBe(set);
});

test('an index is made once for each set', () => {
  let made = 0;
  const index = perSet(() => {
    made += 1;
    return undefined;
  });
  index(set);
  index(set);
  index(new ManifestSet('', []));
  expect(made).toBe(2);
});

test('looking for pods asks only those that carry the rarest label', () => {
  let asked = 0;
  const many = new ManifestSet(
    '',
    Array.from({ length: 2_000 }, (_, i) => {
      const labels = {
        tier: 'api',
        get app() {
          asked += 1;
          return `a${i}`;
        },
      };
      const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${i}`, namespace: 'api', labels }, spec: {} };
      return { ref: { apiVersion: 'v1', kind: 'Pod', namespace: 'api', name: `p${i}` }, object, origin: { file: 'x' } };
    }),
  );
  const find = (i: number) => many.pods('api', mapSelector({ tier: 'api', app: `a${i}` })).length;
  expect(find(0)).toBe(1);
  const indexed = asked;
  for (let i = 0; i < 2_000; i += 1) expect(find(i)).toBe(1);
  // Asking everyone would be 2,000 times 2,000.
  expect(asked - indexed).toBeLessThan(10_000);
});
