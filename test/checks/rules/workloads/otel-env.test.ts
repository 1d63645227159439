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
