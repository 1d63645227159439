import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAll } from '../../src/checks/run.js';
import { causesOf } from '../../src/diagnostic/causes.js';
import { fleet } from '../../src/fleet/index';
import { partFiles } from '../../src/manifest/files/sets.js';
import { compose } from '../../src/service/environment/compose.js';

// What a hand may break in the fleet's YAML: the chain from an alert to the pods. eco check says where it broke.
const root = join(__dirname, '../../dist/prod');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .map((path) => ({ path: `dist/prod/${path}`, text: readFileSync(join(root, path), 'utf8') }));
const { facts } = compose(fleet, 'prod', new Map());
const watched =
  /^(?:monitor-selector|prom-picks-up|metric-unknown|service-targetport|service-selects-nothing|rule-schema)$/;

/** What is found when one file is changed; `undefined` takes the file away. */
function found(path: string, change: (text: string) => string | undefined) {
  const changed = files.flatMap((one) => {
    if (!one.path.endsWith(path)) return [one];
    const text = change(one.text);
    expect(text).not.toBe(one.text);
    return text === undefined ? [] : [{ ...one, text }];
  });
  return runAll(partFiles(changed.map((one) => ({ ...one, file: one.path }))), facts).findings;
}

/** Errors of the chain, a line each. */
function said(path: string, change: (text: string) => string | undefined) {
  return found(path, change)
    .filter(({ rule, severity }) => watched.test(rule) && severity === 'error')
    .map(({ rule, message, why }) => `${rule}: ${message} | ${why}`);
}

const swap = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);

test('the fleet itself is without findings', () => {
  expect(said('no such file', (text) => text)).toEqual([]);
});

test.each([
  [
    'a port of the Service is renamed',
    'waste-api/service.waste-api.yaml',
    swap('name: http', 'name: web'),
    /monitor-selector: port "http".*HighErrorRate|monitor-selector: port "http".*TargetDown/,
  ],
  [
    'a label of the Service is renamed',
    'waste-api/service.waste-api.yaml',
    swap('app.kubernetes.io/name: waste-api', 'app.kubernetes.io/name: waste'),
    /monitor-selector: selector.*matches no Service.*The chain breaks here/,
  ],
  [
    'the port of a monitor is renamed',
    'waste-api/servicemonitor.waste-api.yaml',
    swap('port: http', 'port: metrics'),
    /monitor-selector: port "metrics".*The chain breaks here/,
  ],
  [
    'the selector of a monitor is changed',
    'storage-worker/podmonitor.storage-worker.yaml',
    swap(/(selector:\n\s+matchLabels:\n\s+app.kubernetes.io\/name: )storage-worker/, '$1other'),
    /monitor-selector: selector.*matches no pod/,
  ],
  [
    'a monitor loses the label of the release',
    'waste-api/servicemonitor.waste-api.yaml',
    swap('    release: kube-prometheus-stack\n', ''),
    /prom-picks-up/,
  ],
  [
    'rules lose the label of the release',
    'redis/prometheusrule.redis.yaml',
    swap('release: kube-prometheus-stack', 'release: other'),
    /prom-picks-up/,
  ],
  [
    'a monitor is deleted',
    'storage-worker/podmonitor.storage-worker.yaml',
    () => undefined,
    /metric-unknown:.*no monitor scrapes the pods of "storage-worker".*-> celery ->/,
  ],
  [
    'a service is misspelt in an alert',
    'waste-api/prometheusrule.waste-api.yaml',
    swap(/service="waste-api"/g, 'service="waste"'),
    /metric-unknown:.*nobody there yields it/,
  ],
  [
    'a namespace is misspelt in an alert',
    'redis/prometheusrule.redis.yaml',
    swap(/(redis_up\{job="redis-pods", namespace=)"data"/, '$1"date"'),
    /metric-unknown:.*nobody there yields it/,
  ],
  [
    'a Service leads to a port that the pods lack',
    'waste-api/service.waste-api.yaml',
    swap('targetPort: http', 'targetPort: web'),
    /service-targetport/,
  ],
  [
    'a Service selects other pods',
    'waste-api/service.waste-api.yaml',
    swap(/(selector:\n\s+app.kubernetes.io\/name: )waste-api/, '$1waste'),
    /service-selects-nothing/,
  ],
  [
    'the pods of a worker rename their port',
    'storage-worker/statefulset.storage-worker.yaml',
    swap('- name: metrics', '- name: stats'),
    /monitor-selector: port "metrics"/,
  ],
])('%s', (_, path, change, expected) => {
  const lines = said(path, change);
  expect(lines.filter((line) => expected.test(line)).length).toBeGreaterThan(0);
});

test.each(['targetPort: web', 'targetPort: 8001'])('alerts that a Service blinds are told with it: %s', (port) => {
  const [first] = causesOf(found('waste-api/service.waste-api.yaml', swap('targetPort: http', port)));
  expect(first?.head).toMatchObject({ rule: 'service-targetport', field: 'spec.ports[0].targetPort' });
  expect(first?.consequences.length).toBeGreaterThan(5);
  expect(new Set(first?.consequences.map(({ rule }) => rule))).toContain('metric-unknown');
});
