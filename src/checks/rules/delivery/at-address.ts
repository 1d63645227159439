import { type Field, fieldOf } from '../../../manifest/field.js';
import { type AnalysisUse, analysesOf, templatesOf } from '../../delivery/rollouts.js';
import { otherAddresses } from '../../monitoring/prometheus-address.js';
import { type Report, report, rule } from '../../rule.js';

const template = (address: string) => `
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: errors
  namespace: api
spec:
  metrics:
    - name: errors
      interval: 1m
      count: 3
      successCondition: len(result) == 0 || result[0] < 1
      provider:
        prometheus:
          address: ${address}
          query: sum(rate(errors_total{job="shop"}[1m]))
`;

export const atAddress = rule({
  id: 'at-address',
  severity: 'warning',
  what: 'Prometheus is asked at an address where it is not, or that means something else where it is asked from',
  why: 'The controller asks, from its own namespace: there a short name is another Service, or none, and each measurement is an error.',
  fix: 'Write the full name, as http://prometheus.monitoring.svc.cluster.local:9090.',
  exceptions: ['Addresses that arguments fill in, and those of this machine.'],
  source: 'Kubernetes, concepts/services-networking/dns-pod-service; Argo Rollouts, analysis/prometheus',
  wrong: template('http://prometheus:9090 # <--'),
  right: template('http://prometheus.monitoring.svc.cluster.local:9090'),
  *check({ set }) {
    for (const found of templatesOf(set)) {
      for (const metric of fieldOf(found).items('spec.metrics')) {
        for (const path of ADDRESSES) yield* short(metric.at(path));
      }
    }
    for (const one of set.fields('MetricTemplate')) yield* short(one.at('spec.provider.address'));
    yield* otherAddresses(set);
    for (const rollout of set.kind('Rollout'))
      for (const { args, templates } of analysesOf(rollout, set)) yield* passed(args, templates);
  },
});

const ADDRESSES = ['provider.prometheus.address', 'provider.web.url'];

function* short(address: Field): Iterable<Report> {
  const host = /^https?:\/\/([a-z0-9-]+)(?:[:/]|$)/.exec(address.text ?? '')?.[1];
  if (host === undefined || host === 'localhost') return;
  yield report(address, `"${host}" is a short name, which the controller resolves in its own namespace`);
}

/** An argument with which the address begins. */
function* passed(args: AnalysisUse['args'], templates: AnalysisUse['templates']): Iterable<Report> {
  const asked = templates.flatMap(({ template }) =>
    (template ? fieldOf(template).items('spec.metrics') : []).flatMap((metric) =>
      ADDRESSES.flatMap((path) => /^\{\{\s*args\.([\w-]+)/.exec(metric.at(path).text ?? '')?.[1] ?? []),
    ),
  );
  for (const arg of args) if (asked.includes(arg.at('name').text ?? '')) yield* short(arg.at('value'));
}
