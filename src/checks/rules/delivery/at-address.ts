import { fieldOf } from '../../../manifest/field.js';
import { templatesOf } from '../../delivery/rollouts.js';
import { report, rule } from '../../rule.js';

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
  what: 'An analysis asks an address that means something else where it is asked from',
  why: 'The controller asks, from its own namespace: there a short name is another Service, or none, and each measurement is an error.',
  fix: 'Write the full name, as http://prometheus.monitoring.svc.cluster.local:9090.',
  exceptions: ['Addresses that arguments fill in, and those of this machine.'],
  source: 'Kubernetes, concepts/services-networking/dns-pod-service; Argo Rollouts, analysis/prometheus',
  wrong: template('http://prometheus:9090 # <--'),
  right: template('http://prometheus.monitoring.svc.cluster.local:9090'),
  *check({ set }) {
    for (const found of templatesOf(set)) {
      for (const metric of fieldOf(found).items('spec.metrics')) {
        for (const path of ['provider.prometheus.address', 'provider.web.url']) {
          const address = metric.at(path);
          const host = /^https?:\/\/([a-z0-9-]+)(?:[:/]|$)/.exec(address.text ?? '')?.[1];
          if (host === undefined || host === 'localhost') continue;
          yield report(address, `"${host}" is a short name, which the controller resolves in its own namespace`);
        }
      }
    }
  },
});
