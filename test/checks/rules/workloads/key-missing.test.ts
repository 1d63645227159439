import { keyMissing } from '../../../../src/checks/rules/workloads/key-missing.js';
import { deployment, findings } from '../../findings.js';

const env = (key: string) =>
  deployment(
    'shop',
    `initContainers: [{name: i, image: x, env: [{name: A, valueFrom: {secretKeyRef: {name: db, key: ${key}}}}]}]`,
  );
const external = (spec: string) =>
  `{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: db, namespace: api}, spec: ${spec}}\n`;
const field = 'spec.template.spec.initContainers[0].env[0].valueFrom.secretKeyRef.key';

test('a key that resembles one that is there is reported where it is read', () => {
  const text = external('{data: [{secretKey: REDIS_CACHE_URL, remoteRef: {key: k}}]}');
  expect(findings(keyMissing, text + env('REDIS_CACHE_URL'))).toEqual([]);
  expect(findings(keyMissing, text + env('REDIS_URL'))).toEqual([
    `error ${field}: key "REDIS_URL" is not in Secret "db", which ExternalSecret "db" makes`,
  ]);
});

test('one that nothing resembles is missing in its source, once for all that read it', () => {
  const text = external('{data: [{secretKey: REDIS_URL, remoteRef: {key: k}}]}');
  expect(findings(keyMissing, text + env('AMQP') + env('AMQP').replace('name: shop', 'name: basket'))).toEqual([
    'error spec.data: key "AMQP" is not in Secret "db", where Deployment api/shop and 1 more read it',
  ]);
});

test('a template leaves only its own keys', () => {
  const text = external('{data: [{secretKey: password, remoteRef: {key: k}}], target: {template: {data: {URL: x}}}}');
  expect(findings(keyMissing, text + env('password'))).toHaveLength(1);
  const merged = text.replace('template: {', 'template: {mergePolicy: Merge, ');
  expect(findings(keyMissing, merged + env('password'))).toEqual([]);
});

test('what a store decides is not known', () => {
  expect(findings(keyMissing, external('{dataFrom: [{extract: {key: k}}]}') + env('URL'))).toEqual([]);
});

test('files of a volume', () => {
  const text = `{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}, data: {a.yaml: x}}\n${deployment('shop', 'volumes: [{name: c, configMap: {name: c, items: [{key: a.yaml, path: a}, {key: a.yml, path: b}]}}]')}`;
  expect(findings(keyMissing, text)).toEqual([
    'error spec.template.spec.volumes[0].configMap.items[1].key: key "a.yml" is not in ConfigMap "c"',
  ]);
});

test('a Secret that Git leaves empty is filled by somebody', () => {
  expect(
    findings(keyMissing, `{apiVersion: v1, kind: Secret, metadata: {name: db, namespace: api}}\n${env('URL')}`),
  ).toEqual([]);
});

test('declared keys of a Secret outside Git', () => {
  const facts = { external: [{ apiVersion: 'v1', kind: 'Secret', namespace: 'api', name: 'db', keys: ['URL'] }] };
  expect(findings(keyMissing, env('DSN'), facts)).toHaveLength(1);
});

test('a single file that the ConfigMap does not have', () => {
  const config = '{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}, data: {app.json: "{}"}}\n';
  const mounted = (subPath: string, items = '') =>
    config +
    deployment('shop', `volumes: [{name: v, configMap: {name: c${items}}}]`).replace(
      'image: "x:1"',
      `image: "x:1", volumeMounts: [{name: v, mountPath: /x, subPath: ${subPath}}]`,
    );
  expect(findings(keyMissing, mounted('ap.json'))).toEqual([
    'error spec.template.spec.containers[0].volumeMounts[0].subPath: key "ap.json" is not in ConfigMap "c"',
  ]);
  expect(findings(keyMissing, mounted('app.json'))).toEqual([]);
  expect(findings(keyMissing, mounted('other.json', ', items: [{key: app.json, path: other.json}]'))).toEqual([]);
  expect(findings(keyMissing, mounted('ap.json', ', optional: true'))).toEqual([]);
});

test('one that resembles another is reported at its source too, where three read it alike', () => {
  const text = external('{data: [{secretKey: REDIS_CACHE_URL, remoteRef: {key: k}}]}');
  const reader = (name: string) => env('REDIS_URL').replace('name: shop', `name: ${name}`);
  const source = 'error spec.data: key "REDIS_URL" is not in Secret "db", where Deployment api/a and 2 more read it';
  const found = findings(keyMissing, text + reader('a') + reader('b') + reader('c'));
  expect(found).toHaveLength(4);
  expect(found).toContain(source);
  expect(findings(keyMissing, text + reader('a') + reader('a-canary') + reader('c'))).toHaveLength(3);
});
