import { otelEnv } from '../../../../src/checks/rules/workloads/otel-env.js';
import { deployment, findings } from '../../findings.js';

const check = (endpoint: string, protocol: string, signal = '') =>
  findings(
    otelEnv,
    deployment('a').replace(
      'image: "x:1"',
      `image: "x:1", env: [{name: OTEL_EXPORTER_OTLP_${signal}ENDPOINT, value: "${endpoint}"}, {name: OTEL_EXPORTER_OTLP_PROTOCOL, value: ${protocol}}]`,
    ),
  );
const at = 'warning spec.template.spec.containers[0].env[0].value';

test('each protocol has its port', () => {
  expect(check('http://c:4317', 'http/protobuf')).toEqual([
    `${at}: "http/protobuf" is sent to port 4317, where the other protocol is spoken`,
  ]);
  expect(check('http://c:4318/v1/traces', 'grpc', 'TRACES_')).toHaveLength(1);
});

test.each([
  ['http://c:4318', 'http/protobuf'],
  ['http://c:4317', 'grpc'],
  ['http://c:9000', 'http/json'],
])('silent: %s, %s', (endpoint, protocol) => {
  expect(check(endpoint, protocol)).toEqual([]);
});

const pod = (name: string, env: Readonly<Record<string, string>>) =>
  deployment(name).replace(
    'image: "x:1"',
    `image: "x:1", env: ${JSON.stringify(Object.entries(env).map(([key, value]) => ({ name: key, value })))}`,
  );

test.each([
  ['OTEL_PROPAGATORS', 'trace-context,baggage', '"trace-context" is none that OTEL_PROPAGATORS may have'],
  ['OTEL_TRACES_EXPORTER', 'oltp', '"oltp" is none'],
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'http', '"http" is none'],
  ['OTEL_TRACES_SAMPLER', 'sometimes', '"sometimes" is none'],
])('a word that is none: %s=%s', (name, value, message) => {
  expect(findings(otelEnv, pod('a', { [name]: value }))).toEqual([expect.stringContaining(message)]);
});

test('a share of traces, and words that may be those of a vendor', () => {
  const sampled = (arg: string) => pod('a', { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: arg });
  expect(findings(otelEnv, sampled('10'))).toEqual([expect.stringContaining('"10" is no share of traces')]);
  expect(findings(otelEnv, sampled('0.1'))).toEqual([]);
  expect(findings(otelEnv, pod('a', { OTEL_TRACES_EXPORTER: 'gcp_trace', OTEL_PROPAGATORS: 'baggage' }))).toEqual([]);
});

test('an endpoint of http without its scheme', () => {
  expect(check('c:4318', 'http/protobuf')).toEqual([expect.stringContaining('it begins with no http://')]);
  expect(check('c:4317', 'grpc')).toEqual([]);
});

test('a setting that all others have otherwise, or have', () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' };
  const protocol = { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' };
  const others = ['b', 'c', 'd', 'e']
    .map((one) => pod(one, { ...endpoint, ...protocol, OTEL_PROPAGATORS: 'baggage' }))
    .join('');
  expect(findings(otelEnv, others + pod('a', { ...endpoint, ...protocol, OTEL_PROPAGATORS: 'b3' }))).toEqual([
    expect.stringContaining('OTEL_PROPAGATORS is "b3" here, and "baggage" for 4 others'),
  ]);
  expect(findings(otelEnv, others + pod('a', endpoint))).toEqual([
    expect.stringContaining('OTEL_EXPORTER_OTLP_PROTOCOL is not set here, and 4 others set it'),
  ]);
  expect(findings(otelEnv, others + pod('a', {}))).toEqual([]);
});

describe('a program that is told nothing of OpenTelemetry', () => {
  const calls = { DATABASE: 'postgres://db.data.svc.cluster.local:5432/shop' };
  const program = (name: string, env: Readonly<Record<string, string>>, image = name) =>
    pod(name, { ...calls, ...env }).replace('x:1', `ghcr.io/team/${image}:1.0.0`);
  const told = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' };
  const five = ['b', 'c', 'd', 'e', 'f'].map((name) => program(name, told)).join('');
  const says = (names: string) => [
    `warning spec.template.spec.containers[0].env: ${names} told nothing of OpenTelemetry, and 5 other programs of "ghcr.io/team" are`,
  ];

  it('is one of at least six', () => {
    expect(findings(otelEnv, five + program('a', {}))).toEqual(says('"a" is'));
    expect(findings(otelEnv, five + program('a', {}) + program('a-canary', {}, 'a'))).toEqual(says('"a" is'));
    expect(findings(otelEnv, five + program('a', {}) + program('g', {}))).toEqual([]);
  });

  it.each([
    ['a second workload of a program', program('b-sync', {}, 'b')],
    ['a canary', program('b-canary', {}, 'b-next')],
    ['one that calls nobody', program('a', { DATABASE: 'none' })],
    ['of another owner', program('a', {}).replace('team', 'redis')],
    ['a job', program('a', {}).replace('kind: Deployment', 'kind: Job')],
    ['by other names', program('a', { OTEL_SERVICE_NAME: 'a' })],
    [
      'variables that are not known',
      program('a', {}).replace('name: app,', 'name: app, envFrom: [{secretRef: {name: s}}],'),
    ],
    [
      'an operator that puts it in',
      program('a', {}).replace(
        'metadata: {labels',
        'metadata: {annotations: {instrumentation.opentelemetry.io/inject-java: "true"}, labels',
      ),
    ],
  ])('silent: %s', (_, text) => {
    expect(findings(otelEnv, five + text)).toEqual([]);
  });
});
