import { fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { mapSelector, selects } from '../../../manifest/labels.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { PodEnd } from '../../../network/ends.js';
import { mutualTlsOf } from '../../../network/mutual-tls.js';
import { scrapes } from '../../../network/scrapes.js';
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
  what: 'Prometheus scrapes, without a certificate, pods that take nothing but mutual TLS',
  why: 'The sidecar resets the connection: the target is down, and every alert that rests on its metrics is blind.',
  fix: 'Scrape the merged metrics on port 15020, or make that port PERMISSIVE in portLevelMtls of a policy with a selector.',
  exceptions: [
    'Monitors that present a certificate (tlsConfig).',
    'Pods of a headless Service, where the namespace of Prometheus is not known to be without sidecars.',
  ],
  source: 'Istio, ops/integrations/prometheus#tls-settings; security/v1 PeerAuthentication; istio/istio#37431',
  wrong: example('').replace('{ mode: STRICT }', '{ mode: STRICT } # <--'),
  right: example('\n  portLevelMtls:\n    8000: { mode: PERMISSIVE }'),
  *check({ set }) {
    const closed = scrapes(set).flatMap(({ from, to, port, by }) => {
      if (from?.kind !== 'hidden' || to.kind !== 'pods' || OF_SIDECAR.has(port)) return [];
      if (!to.template || hasSidecar(set, to.template) !== true) return [];
      // A sidecar beside Prometheus passes on what goes to the address of a pod as it is, unless a Service is headless.
      if (injects(set, from.namespace) !== false && isHeadless(to, set)) return [];
      const policy = mutualTlsOf(to, port, set);
      return policy?.text === 'STRICT' && !presents(by) ? [{ policy, by, to, port }] : [];
    });
    for (const [first, ...rest] of groupBy(closed, ({ policy }) => policy.manifest).values()) {
      if (!first) continue;
      const { policy, by, to, port } = first;
      yield report(
        policy,
        `${describeRef(by.ref)} scrapes "${to.name}" on port ${port} without a certificate, and it takes mutual TLS only`,
        { also: rest.map((one) => fieldOf(one.by)) },
      );
    }
  },
});

/** Whether a sidecar knows the addresses of pods: it speaks mutual TLS to them itself then. */
function isHeadless({ namespace, labels }: PodEnd, set: ManifestSet): boolean {
  return set.fields('Service').some((service) => {
    const selector = mapSelector(service.at('spec.selector').value);
    const isOwn = service.manifest.ref.namespace === namespace && service.at('spec.clusterIP').text === 'None';
    return isOwn && selector !== undefined && selects(selector, labels);
  });
}

function presents(monitor: Manifest): boolean {
  return JSON.stringify(monitor.object.spec ?? {}).includes('"tlsConfig"');
}
