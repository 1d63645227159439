import { fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import { mutualTlsOf } from '../../../network/mutual-tls.js';
import { scrapes } from '../../../network/platform-calls.js';
import { hasSidecar, injects } from '../../../network/sidecars.js';
import { report, rule } from '../../rule.js';

const example = (more: string) => `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: { istio-injection: enabled }
---
apiVersion: v1
kind: Namespace
metadata:
  name: monitoring
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: strict
  namespace: shop
spec:
  selector:
    matchLabels: { app: cart }
  mtls: { mode: STRICT }${more}
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata:
  name: main
  namespace: monitoring
spec:
  serviceMonitorSelector: {}
  podMonitorSelector: {}
  podMonitorNamespaceSelector: {}
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata:
  name: cart
  namespace: shop
spec:
  selector:
    matchLabels: { app: cart }
  podMetricsEndpoints:
    - port: http
---
apiVersion: v1
kind: Pod
metadata:
  name: cart
  namespace: shop
  labels: { app: cart }
spec:
  containers:
    - name: app
      image: ghcr.io/team/cart:1.0.0
      ports:
        - name: http
          containerPort: 8000
`;

/** Ports of the sidecar itself: it answers there without mutual TLS. Source: Istio, ops/deployment/application-requirements. */
const OF_SIDECAR = new Set([15020, 15021, 15090]);

export const mtlsScrape = rule({
  id: 'mtls-scrape',
  severity: 'warning',
  what: 'Prometheus without a sidecar scrapes pods that take nothing but mutual TLS',
  why: 'The sidecar resets the connection: the target is down, and every alert that rests on its metrics is blind.',
  fix: 'Scrape the merged metrics on port 15020, or make that port PERMISSIVE in portLevelMtls of a policy with a selector.',
  exceptions: ['Monitors that present a certificate (tlsConfig), and a Prometheus whose namespace is not shown.'],
  source: 'Istio, ops/integrations/prometheus#tls-settings; security/v1 PeerAuthentication',
  wrong: example('').replace('{ mode: STRICT }', '{ mode: STRICT } # <--'),
  right: example('\n  portLevelMtls:\n    8000: { mode: PERMISSIVE }'),
  *check({ set }) {
    const closed = scrapes(set).flatMap(({ from, to, port, by }) => {
      if (from?.kind !== 'hidden' || to.kind !== 'pods' || OF_SIDECAR.has(port)) return [];
      if (injects(set, from.namespace) !== false || !to.template || hasSidecar(set, to.template) !== true) return [];
      const policy = mutualTlsOf(to, port, set);
      return policy?.text === 'STRICT' && !presents(by) ? [{ policy, by, to, port }] : [];
    });
    for (const [first, ...rest] of groupBy(closed, ({ policy }) => policy.manifest).values()) {
      if (!first) continue;
      const { policy, by, to, port } = first;
      yield report(
        policy,
        `${describeRef(by.ref)} scrapes "${to.name}" on port ${port} without a sidecar, and it takes mutual TLS only`,
        { also: rest.map((one) => fieldOf(one.by)) },
      );
    }
  },
});

function presents(monitor: Manifest): boolean {
  return JSON.stringify(monitor.object.spec ?? {}).includes('"tlsConfig"');
}
