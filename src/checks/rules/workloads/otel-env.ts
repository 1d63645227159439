import type { Container } from '../../../manifest/pod-template.js';
import { report, rule } from '../../rule.js';

export const otelEnv = rule({
  id: 'otel-env',
  severity: 'warning',
  what: 'Traces are sent with one protocol to the port of another',
  why: 'The collector does not understand what arrives: no trace is seen, and the exporter tries again in the background.',
  fix: 'http/protobuf goes to port 4318, grpc to 4317.',
  source: 'OpenTelemetry, specs/otel/protocol/exporter: OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL',
  wrong: `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      env:
        - name: OTEL_EXPORTER_OTLP_ENDPOINT
          value: http://otel.team.io:4317 # <--
        - name: OTEL_EXPORTER_OTLP_PROTOCOL
          value: http/protobuf
`,
  right: `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      env:
        - name: OTEL_EXPORTER_OTLP_ENDPOINT
          value: http://otel.team.io:4318
        - name: OTEL_EXPORTER_OTLP_PROTOCOL
          value: http/protobuf
`,
  *check({ set }) {
    for (const { containers } of set.podTemplates()) {
      for (const container of containers) {
        for (const signal of ['', 'TRACES_', 'METRICS_', 'LOGS_']) {
          const endpoint = variable(container, `OTEL_EXPORTER_OTLP_${signal}ENDPOINT`);
          const protocol =
            variable(container, `OTEL_EXPORTER_OTLP_${signal}PROTOCOL`) ??
            variable(container, 'OTEL_EXPORTER_OTLP_PROTOCOL');
          const port = /:(\d+)(?:\/|$)/.exec(endpoint?.value ?? '')?.[1];
          const speaks = protocol?.value;
          if (!endpoint || speaks === undefined) continue;
          const isWrong = speaks.startsWith('http') ? port === '4317' : speaks === 'grpc' && port === '4318';
          if (isWrong)
            yield report(
              endpoint.field.at('value'),
              `"${speaks}" is sent to port ${port}, where the other protocol is spoken`,
            );
        }
      }
    }
  },
});

function variable({ env }: Container, name: string) {
  return env.find((one) => one.name === name);
}
