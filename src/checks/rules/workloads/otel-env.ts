import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { Container } from '../../../manifest/pod-template.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { oddOnesOut } from '../../odd-one-out.js';
import { type Report, report, rule } from '../../rule.js';
import { untraced } from '../../workloads/untraced.js';

const example = (value: string) => `
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
          value: ${value}
        - name: OTEL_EXPORTER_OTLP_PROTOCOL
          value: http/protobuf
`;

export const otelEnv = rule({
  id: 'otel-env',
  severity: 'warning',
  what: 'Telemetry is set up as no SDK reads it: a protocol on the port of another, a word that is none, a setting that all others have otherwise or that one has not',
  why: 'The collector does not understand what arrives: no trace is seen, and the exporter tries again in the background.',
  fix: 'http/protobuf goes to port 4318, grpc to 4317.',
  exceptions: [
    'Settings that fewer than four other services have, or of which a fifth differs: they are a choice.',
    'Programs that are told nothing, unless at most one of six of the same owner is: jobs and what a chart brings apart.',
    'Words that an agent or a vendor may add to the list of exporters.',
  ],
  source: 'OpenTelemetry, specs/otel/protocol/exporter, specs/otel/configuration/sdk-environment-variables',
  wrong: example('http://otel.team.io:4317 # <--'),
  right: example('http://otel.team.io:4318'),
  *check({ set, graph }) {
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
          else if (speaks.startsWith('http') && /^[a-z0-9][\w.-]*:\d+/.test(endpoint.value ?? ''))
            yield report(endpoint.field.at('value'), `"${endpoint.value}" is no URL: it begins with no http://`, {
              fix: `Write http://${endpoint.value}.`,
            });
        }
        yield* words(container);
      }
    }
    yield* unlike(set);
    yield* untraced(set, graph);
  },
});

/** What the lists of the specification have, by variable. Exporters of others are a warning only where they are a slip. */
const WORDS: Readonly<Record<string, string>> = {
  OTEL_PROPAGATORS: 'tracecontext baggage b3 b3multi jaeger xray xray-lambda ottrace none',
  OTEL_TRACES_EXPORTER: 'otlp zipkin console logging jaeger otlp_proto_grpc otlp_proto_http none',
  OTEL_METRICS_EXPORTER: 'otlp prometheus console logging otlp_proto_grpc otlp_proto_http none',
  OTEL_LOGS_EXPORTER: 'otlp console logging otlp_proto_grpc otlp_proto_http none',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc http/protobuf http/json',
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc http/protobuf http/json',
  OTEL_TRACES_SAMPLER:
    'always_on always_off traceidratio parentbased_always_on parentbased_always_off parentbased_traceidratio jaeger_remote xray',
};

function* words({ env }: Container): Iterable<Report> {
  const sampler = env.find(({ name }) => name === 'OTEL_TRACES_SAMPLER')?.value;
  for (const { name, value, field } of env) {
    if (value === undefined || value === '' || /[$]\(|\{\{/.test(value)) continue;
    if (
      name === 'OTEL_TRACES_SAMPLER_ARG' &&
      sampler?.endsWith('traceidratio') &&
      !(Number(value) >= 0 && Number(value) <= 1)
    )
      yield report(field.at('value'), `"${value}" is no share of traces: from 0 to 1 is allowed`, {
        why: 'The SDK takes its default: every trace is kept.',
        fix: '0.1 keeps one trace in ten.',
      });
    const known = Object.hasOwn(WORDS, name) ? WORDS[name]?.split(' ') : undefined;
    for (const word of known ? value.split(',').map((one) => one.trim()) : []) {
      if (!known || known.includes(word)) continue;
      const near =
        known.find((one) => one.replaceAll(/\W/g, '') === word.replaceAll(/\W/g, '')) ?? didYouMean(word, known);
      const isClosed = !name.endsWith('_EXPORTER') && name !== 'OTEL_PROPAGATORS';
      if (!isClosed && near === undefined) continue;
      yield report(field.at('value'), `"${word}" is none that ${name} may have`, {
        why: 'The SDK refuses it, or leaves it out with a line in the log: nothing is sent, or traces end at this service.',
        fix: near ? `Did you mean "${near}"?` : `One of ${known.join(', ')}.`,
      });
    }
  }
}

/** Settings that are the same for all who take part in a trace: what one has otherwise, or lacks. */
function* unlike(set: ManifestSet): Iterable<Report> {
  const senders = set
    .podTemplates()
    .flatMap(({ containers }) =>
      containers.filter(({ env }) => env.some(({ name, value }) => name === 'OTEL_EXPORTER_OTLP_ENDPOINT' && value)),
    );
  const choices = ['OTEL_PROPAGATORS', 'OTEL_METRICS_EXPORTER', 'OTEL_LOGS_EXPORTER'];
  for (const name of choices) {
    const chosen = senders.flatMap((one) => variable(one, name) ?? []).filter(({ value }) => value !== undefined);
    const found = oddOnesOut(chosen, ({ value }) => value);
    const [first, ...rest] = found?.odd ?? [];
    if (!found || !first) continue;
    yield report(
      first.field.at('value'),
      `${name} is "${first.value}" here, and "${found.usual}" for ${found.count} others`,
      {
        why: 'Who takes part in a trace must write and read it the same way: here it breaks off, or something else is sent.',
        fix: `Write ${found.usual}.`,
        also: rest.map(({ field }) => field.at('value')),
      },
    );
  }
  const found = oddOnesOut(senders, (one) => (variable(one, PROTOCOL) ? 'set' : 'not set'));
  const [first, ...rest] = found?.usual === 'set' ? found.odd : [];
  if (!first || !found) return;
  yield report(first.field.at('env'), `${PROTOCOL} is not set here, and ${found.count} others set it`, {
    why: 'The SDK takes the default of its language, which is grpc for some: the port of the endpoint may speak the other one.',
    fix: 'Set it as the others do.',
    also: rest.map(({ field }) => field.at('env')),
  });
}

const PROTOCOL = 'OTEL_EXPORTER_OTLP_PROTOCOL';

function variable({ env }: Container, name: string) {
  return env.find((one) => one.name === name);
}
