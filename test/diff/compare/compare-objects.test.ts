import fc from 'fast-check';
import { load } from 'js-yaml';
import { compareObjects } from '../../../src/diff/compare/compare-objects.js';
import type { KubeObject } from '../../../src/manifest/manifest.js';
import { changed } from '../scripted.js';

const object = (yaml: string): KubeObject => load(yaml) as KubeObject;
const pod = (spec: string) => object(`{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: ${spec}}`);
const labels = (before: KubeObject, after: KubeObject) =>
  compareObjects(before, after).map(({ op, label }) => `${op} ${label}`);

describe('lists', () => {
  test('containers are matched by name, whatever their place', () => {
    const before = pod('{containers: [{name: side, image: "a:1"}, {name: web, image: "b:1"}]}');
    const after = pod(
      '{containers: [{name: side, image: "a:1"}, {name: new, image: "c:1"}, {name: web, image: "b:2"}]}',
    );
    expect(labels(before, after)).toEqual(['changed spec.containers[web].image', 'added spec.containers[new]']);
  });

  test('ports are matched by number and protocol; TCP may be left out', () => {
    const before = pod('{containers: [{name: a, ports: [{containerPort: 80}, {containerPort: 53, protocol: UDP}]}]}');
    const after = pod(
      '{containers: [{name: a, ports: [{containerPort: 80, protocol: TCP, name: http}, {containerPort: 53, protocol: UDP}]}]}',
    );
    expect(labels(before, after)).toEqual(['added spec.containers[a].ports[80].name']);
  });

  test('two elements of one key do not hide each other', () => {
    const before = pod('{containers: [{name: a, env: [{name: X, value: "1"}, {name: X, value: "2"}]}]}');
    const after = pod('{containers: [{name: a, env: [{name: X, value: "1"}, {name: X, value: "3"}]}]}');
    expect(labels(before, after)).toEqual(['changed spec.containers[a].env[X#2].value']);
  });

  test('an element put first moves none of the others', () => {
    const route = (hosts: string[]) =>
      object(
        `{apiVersion: networking.istio.io/v1, kind: VirtualService, metadata: {name: v}, spec: {http: [${hosts.map((h) => `{route: [{destination: {host: ${h}}}]}`).join(', ')}]}}`,
      );
    expect(labels(route(['a', 'b', 'c']), route(['x', 'a', 'b', 'c']))).toEqual(['added spec.http[0]']);
  });

  test('order counts in pods and in routes, and nowhere else', () => {
    const rules = (verbs: string) =>
      object(`{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r}, rules: [{verbs: ${verbs}}]}`);
    expect(labels(rules('[get, list]'), rules('[list, get]'))).toEqual([]);
    const env = (names: string[]) =>
      pod(`{containers: [{name: a, env: [${names.map((n) => `{name: ${n}, value: x}`).join(', ')}]}]}`);
    expect(labels(env(['A', 'B']), env(['B', 'A']))).toEqual(['moved spec.containers[a].env']);
    expect(
      labels(pod('{containers: [{name: a, args: [x, y]}]}'), pod('{containers: [{name: a, args: [y, x]}]}')),
    ).toEqual(['changed spec.containers[a].args']);
  });
});

describe('what means the same', () => {
  test.each([
    ['null and nothing', pod('{nodeName: null}'), pod('{}')],
    [
      'empty labels and none',
      object('{apiVersion: v1, kind: Pod, metadata: {name: p, labels: {}}}'),
      object('{apiVersion: v1, kind: Pod, metadata: {name: p}}'),
    ],
    [
      '80 and "80" where text is wanted',
      object('{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {A: 80}}'),
      object('{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {A: "80"}}'),
    ],
    [
      'quantities',
      pod('{containers: [{name: a, resources: {limits: {cpu: 0.5, memory: 2048Ki}}}]}'),
      pod('{containers: [{name: a, resources: {limits: {cpu: 500m, memory: 2Mi}}}]}'),
    ],
    [
      'what the cluster writes itself',
      object('{apiVersion: v1, kind: Pod, metadata: {name: p, uid: a}, status: {phase: Running}}'),
      object('{apiVersion: v1, kind: Pod, metadata: {name: p}}'),
    ],
    [
      'a dashboard in other words',
      object('{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a.json: "{\\"a\\":1,\\"b\\":2}"}}'),
      object('{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a.json: "{ \\"b\\": 2, \\"a\\": 1 }"}}'),
    ],
    [
      'policy types written out',
      object(
        '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: {podSelector: {}, egress: [{}]}}',
      ),
      object(
        '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: {podSelector: {}, egress: [{}], policyTypes: [Ingress, Egress]}}',
      ),
    ],
    [
      'a whole default strategy',
      object('{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {}}'),
      object(
        '{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}}}',
      ),
    ],
  ])('%s', (_, before, after) => {
    expect(compareObjects(before, after)).toEqual([]);
    expect(compareObjects(after, before)).toEqual([]);
  });
});

describe('what does not', () => {
  test.each([
    [
      'an empty selector and none',
      object('{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: {podSelector: {}}}'),
      object('{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: n}, spec: {}}'),
    ],
    [
      '512m and 512Mi of memory',
      pod('{containers: [{name: a, resources: {limits: {memory: 512m}}}]}'),
      pod('{containers: [{name: a, resources: {limits: {memory: 512Mi}}}]}'),
    ],
    [
      'a number and a name of a port',
      object('{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 1, targetPort: 80}]}}'),
      object('{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 1, targetPort: "80"}]}}'),
    ],
    [
      'a flag that is off and one that is not set, where no default says so',
      pod('{automountServiceAccountToken: false}'),
      pod('{}'),
    ],
  ])('%s', (_, before, after) => {
    expect(compareObjects(before, after)).toHaveLength(1);
  });
});

test('no object differs from itself', () => {
  for (const { object: one } of changed().manifests) expect(compareObjects(one, structuredClone(one))).toEqual([]);
});

test('whatever two objects hold, comparing them ends, and a difference is seen from both sides', () => {
  const spec = fc.dictionary(fc.constantFrom('containers', 'replicas', 'template', 'a'), fc.jsonValue({ maxDepth: 3 }));
  const objects = fc.record({
    apiVersion: fc.constant('apps/v1'),
    kind: fc.constant('Deployment'),
    metadata: fc.constant({ name: 'x' }),
    spec,
  });
  fc.assert(
    fc.property(objects, objects, (a, b) => {
      const there = compareObjects(a as unknown as KubeObject, b as unknown as KubeObject);
      const back = compareObjects(b as unknown as KubeObject, a as unknown as KubeObject);
      expect(there.length === 0).toBe(back.length === 0);
      expect(compareObjects(a as unknown as KubeObject, structuredClone(a) as unknown as KubeObject)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
