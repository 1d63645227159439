import { logPipeline } from '../../../../src/checks/rules/workloads/log-pipeline.js';
import { findings } from '../../findings.js';

const CONFIG = `[SERVICE]
  HTTP_Server On
  HTTP_Port 2020
  Parsers_File parsers.conf
[INPUT]
  Name tail
  Tag kube.*
  Path /var/log/containers/*.log
  Parser cri
  DB /fluent-bit/db/tail.db
# Names of pods.
[FILTER]
  Name kubernetes
  Match kube.*
  Kube_Tag_Prefix kube.var.log.containers.
[FILTER]
  Name lua
  Match *
  script /fluent-bit/etc/add.lua
  call add
[OUTPUT]
  Name es
  Match kube.*
  Host logs-es-http.logging.svc
  Port 9200
  HTTP_User \${ES_USER}`;
const PARSERS = '[PARSER]\n  Name cri\n  Format regex';
const LUA = 'function add(tag, time, record)\n  return 0, time, record\nend';

const block = (text: string) => text.replaceAll('\n', '\n    ');
const store = (tls: string) => `---
{apiVersion: elasticsearch.k8s.elastic.co/v1, kind: Elasticsearch, metadata: {name: logs, namespace: logging}, spec: {version: 8.11.0, ${tls} nodeSets: []}}
`;
const PLAIN = store('http: {tls: {selfSignedCertificate: {disabled: true}}},');

const MOUNTS = ['config, mountPath: /fluent-bit/etc/', 'db, mountPath: /fluent-bit/db', 'logs, mountPath: /var/log'];
const pipeline = (config: string, mounts = MOUNTS, more = '') => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: logs, namespace: logging}
data:
  fluent-bit.conf: |
    ${block(config)}
  parsers.conf: |
    ${block(PARSERS)}
  add.lua: |
    ${block(LUA)}
---
apiVersion: v1
kind: Pod
metadata: {name: logs, namespace: logging}
spec:
  containers:
    - name: app
      image: fluent/fluent-bit:2.2.0
      ${more}
      env: [{name: ES_USER, value: writer}]
      ports: [{containerPort: 2020}]
      volumeMounts: [${mounts.map((one) => `{name: ${one}}`).join(', ')}]
  volumes: [{name: config, configMap: {name: logs}}, {name: db, emptyDir: {}}, {name: logs, hostPath: {path: /var/log}}]
`;
const check = (from: string, to: string) => findings(logPipeline, pipeline(CONFIG.replace(from, to)) + PLAIN);

test.each([
  ['Parsers_File parsers', 'Parsers_File parser', 'Parsers_file "parser.conf" does not exist: the folder has'],
  ['Parser cri', 'Parser containerd', 'no parser is called "containerd": there are "cri"'],
  ['etc/add.lua', 'scripts/add.lua', 'script "/fluent-bit/scripts/add.lua" does not exist: nothing is mounted there'],
  ['call add', 'call enrich', '"/fluent-bit/etc/add.lua" has no function "enrich"'],
  ['[OUTPUT]\n  Name es\n  Match kube', '[OUTPUT]\n  Name es\n  Match k8s', 'the output "es" matches "k8s.*"'],
  ['Prefix kube.var.log.containers', 'Prefix kube.var.log.pods', 'cuts "kube.var.log.pods." off the tag, which begins'],
  ['[OUTPUT]', '[OUTPUTS]', 'Fluent Bit has no section [OUTPUTS]'],
  ['Name lua', 'Name luaa', 'Fluent Bit has no filter "luaa"'],
  ['ES_USER', 'ES_USERNAME', '"app" has no variable "ES_USERNAME"'],
  ['Port 9200', 'Port 9300', 'the output "es" calls port 9300: Elasticsearch logging/logs answers on 9200'],
  ['Port 9200', 'Port 9200\n  tls On', 'has tls On: Elasticsearch logging/logs has TLS turned off'],
  ['HTTP_Port 2020', 'HTTP_Port 2021', 'HTTP_Port is 2021, and the container declares 2020'],
  ['/fluent-bit/db/tail', '/fluent-bit/state/tail', '"/fluent-bit/state/tail.db" is written, and no volume of "app"'],
  ['/var/log/containers/', '/var/log/pods/', 'begins with "kube.var.log.pods."'],
])('%s -> %s', (from, to, said) => {
  expect(check(from, to)).toEqual([expect.stringContaining(said)]);
});

test('a tag that nothing takes is said once', () => {
  const config = CONFIG.replace('Match *', 'Match kube.*').replace('Tag kube', 'Tag k8s');
  expect(findings(logPipeline, pipeline(config) + PLAIN)).toEqual([
    expect.stringContaining('nothing takes what is read as "k8s.*": all match "kube.*"'),
  ]);
});

test('a store that speaks TLS, as it does unless it is told not to', () => {
  expect(findings(logPipeline, pipeline(CONFIG) + store(''))).toEqual([
    expect.stringContaining('has tls Off: Elasticsearch logging/logs has TLS turned on'),
  ]);
  expect(findings(logPipeline, pipeline(CONFIG.replace('Port 9200', 'Port 9200\n  tls On')) + store(''))).toEqual([]);
});

test('where the files lie', () => {
  const [config = '', db = '', logs = ''] = MOUNTS;
  const of = (...mounts: string[]) => findings(logPipeline, pipeline(CONFIG, mounts) + PLAIN);
  expect(of(config.replace('etc', 'config'), db, logs)).toEqual([
    expect.stringContaining('Fluent Bit reads "/fluent-bit/etc/fluent-bit.conf", and the file lies at'),
  ]);
  expect(of(config, db)).toEqual([expect.stringContaining('"/var/log/containers/*.log" is read, and no volume')]);
  const other = pipeline(CONFIG).replace('path: /var/log}', 'path: /var/logs}');
  expect(findings(logPipeline, other + PLAIN)).toEqual([
    expect.stringContaining('spec.volumes[2].hostPath.path: the logs of containers lie in "/var/log" of a node'),
  ]);
});

test.each([
  ['the whole', pipeline(CONFIG) + PLAIN],
  ['no store in the set', pipeline(CONFIG)],
  [
    'tags that a filter makes',
    pipeline(`${CONFIG.replace('Match kube', 'Match k8s')}\n[FILTER]\n  Name rewrite_tag\n  Match *`),
  ],
  ['what another sends', pipeline(`${CONFIG.replace('Match kube', 'Match k8s')}\n[INPUT]\n  Name forward\n  Tag own`)],
  [
    'another configuration',
    pipeline(CONFIG.replace('call add', 'call none'), MOUNTS, 'args: [-c, /own/fluent-bit.yaml]'),
  ],
  ['own words', pipeline(CONFIG.replace('call add', 'call none'), MOUNTS, 'command: [sh, -c, run]')],
  [
    'a file of the image',
    pipeline(
      CONFIG.replace('Parsers_File parsers.conf', 'Parsers_File /etc/parsers.conf').replace('Parser cri', 'Parser own'),
    ),
  ],
  ['another tag on both sides', pipeline(CONFIG.replaceAll('kube.', 'node.'))],
])('silent: %s', (_, text) => {
  expect(findings(logPipeline, text)).toEqual([]);
});
