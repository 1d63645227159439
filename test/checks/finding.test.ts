import { checkTree } from '../../src/checks/check.js';
import { finding } from '../../src/checks/finding.js';
import { report, rule } from '../../src/checks/rule.js';
import { celeryProbe } from '../../src/checks/rules/workloads/celery-probe.js';
import { keyMissing } from '../../src/checks/rules/workloads/key-missing.js';
import { fieldOf } from '../../src/manifest/field.js';
import { partFiles } from '../../src/manifest/files/sets.js';
import type { Manifest } from '../../src/manifest/manifest.js';

const example = rule({ id: 'x', severity: 'warning', what: '', why: '', fix: '', source: '', wrong: '', right: '' });

function pod(name: string, file = 'a.yaml'): Manifest {
  const ref = { apiVersion: 'v1', kind: 'Pod', namespace: 'api', name };
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'api', name } };
  return { ref, object, origin: { file, at: () => ({ file, line: 1, column: 1 }) } };
}

test('each other place once, and not the one that is reported', () => {
  const [a, b] = [fieldOf(pod('a'), 'metadata.name'), fieldOf(pod('b'), 'metadata.name')];
  const found = finding(example, report(a, 'm', { also: [a, b, b] }), {});
  expect(found.object?.name).toBe('a');
  expect(found.also).toEqual([
    { object: b.manifest.ref, field: 'metadata.name', at: { file: 'a.yaml', line: 1, column: 1 } },
  ]);
  expect(finding(example, report(a, 'm', { also: [a] }), {})).not.toHaveProperty('also');
});

test('the same object in another file is another place', () => {
  const [here, there] = [fieldOf(pod('a')), fieldOf(pod('a', 'b.yaml'))];
  expect(finding(example, report(here, 'm', { also: [there] }), {}).also?.[0]?.at?.file).toBe('b.yaml');
});

test('what a report about a missing object is seen at is a place of its own', () => {
  const at = fieldOf(pod('a'), 'metadata.namespace');
  const about = { apiVersion: 'v1', kind: 'Namespace', name: 'api' };
  const found = finding(example, { ...report(at, 'm', { also: [at] }), about }, {});
  expect(found.object).toEqual(about);
  expect(found.also?.map(({ object }) => object?.name)).toEqual(['a']);
});

const run = (one: typeof keyMissing, text: string) =>
  checkTree(partFiles([{ file: 'a.yaml', path: 'a.yaml', text }]), {}, { rules: [one] }).findings;

test('whoever reads a key that is missing is named', () => {
  const reader = (name: string) => `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: api}
spec: {containers: [{name: a, image: "x:1", env: [{name: A, valueFrom: {configMapKeyRef: {name: c, key: PORT}}}]}]}
`;
  const config = '{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}, data: {HOST: h}}\n';
  const [found] = run(keyMissing, config + ['a', 'b', 'c'].map(reader).join(''));
  expect(found?.object?.kind).toBe('ConfigMap');
  expect(found?.also?.map(({ object, at }) => [object?.name, at?.line])).toEqual([
    ['a', 6],
    ['b', 11],
    ['c', 16],
  ]);
});

test('workers whose probes are alike are named with the one that is told', () => {
  const worker = (name: string) => `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: api}
spec:
  containers:
    - name: a
      image: "x:1"
      livenessProbe: {exec: {command: [celery, inspect, ping, -t, "20"]}, timeoutSeconds: 30, initialDelaySeconds: 200}
`;
  const found = run(celeryProbe, worker('a') + worker('b'));
  expect(found.map(({ object, also }) => [object?.name, also?.map((one) => one.object?.name)])).toEqual([['a', ['b']]]);
});
