import { type Field, fieldOf } from '../../../manifest/field.js';
import { mapSelector } from '../../../manifest/labels.js';
import { meshService } from '../../../network/mesh-routes.js';
import { hasSidecar } from '../../../network/sidecars.js';
import { type Report, report, rule } from '../../rule.js';

const example = (mode: string) => `
apiVersion: v1
kind: Namespace
metadata:
  name: data
---
apiVersion: v1
kind: Service
metadata:
  name: store
  namespace: data
spec:
  selector: { app: store }
  ports:
    - port: 5432
---
apiVersion: v1
kind: Pod
metadata:
  name: store
  namespace: data
  labels: { app: store }
spec:
  containers:
    - name: app
      image: ghcr.io/team/store:1.0.0
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: store
  namespace: data
spec:
  host: store
  trafficPolicy:
    tls: { mode: ${mode} }
`;

export const mtlsNoSidecar = rule({
  id: 'mtls-no-sidecar',
  severity: 'error',
  what: 'Callers are told to use mutual TLS with pods that have no sidecar',
  why: 'The pod gets a TLS greeting where it expects its own protocol: every call through the mesh fails.',
  fix: 'Set mode: DISABLE for that host, or give its pods a sidecar.',
  exceptions: [
    'Pods of which it is not known whether they have one, and pods that serve TLS themselves (SIMPLE, MUTUAL).',
  ],
  source: 'Istio, concepts/security#mutual-tls-authentication; networking/v1 ClientTLSSettings',
  wrong: example('ISTIO_MUTUAL } # <--').replace('# <-- }', '# <--'),
  right: example('DISABLE'),
  *check({ set }) {
    for (const root of set.fields('DestinationRule')) {
      const host = meshService(root.at('spec.host').text, root.manifest.ref.namespace);
      const service = host && set.find('Service', host.namespace, host.name);
      const pods = service ? set.pods(host.namespace, mapSelector(fieldOf(service, 'spec.selector').value)) : [];
      if (!service || pods.length === 0 || pods.some((pod) => hasSidecar(set, pod) !== false)) continue;
      yield* modes(root, service.ref.name);
    }
  },
});

function* modes(root: Field, name: string): Iterable<Report> {
  const policies = [
    root.at('spec.trafficPolicy'),
    ...root.items('spec.subsets').map((subset) => subset.at('trafficPolicy')),
  ];
  for (const mode of policies.map((policy) => policy.at('tls.mode')))
    if (mode.text === 'ISTIO_MUTUAL') yield report(mode, `ISTIO_MUTUAL for "${name}", whose pods have no sidecar`);
}
