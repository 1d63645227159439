import { type Field, fieldOf } from '../../../manifest/field.js';
import { mapSelector } from '../../../manifest/labels.js';
import { describeRef } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { meshService } from '../../../network/mesh-routes.js';
import { mutualTlsOf } from '../../../network/mutual-tls.js';
import { hasSidecar } from '../../../network/sidecars.js';
import { plainCallers } from '../../network/plain-callers.js';
import { report, rule } from '../../rule.js';

const example = (mode: string, mark = '') => `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: { istio-injection: enabled }
---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: default
  namespace: shop
spec:
  mtls: { mode: STRICT }
---
apiVersion: v1
kind: Service
metadata:
  name: cart
  namespace: shop
spec:
  selector: { app: cart }
  ports:
    - port: 8000
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
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: cart
  namespace: shop
spec:
  host: cart
  trafficPolicy:
    tls: { mode: ${mode} }${mark}
`;

export const mtlsRefused = rule({
  id: 'mtls-refused',
  severity: 'error',
  what: 'Plain text is sent to pods that take nothing but mutual TLS',
  why: 'The sidecar of the pod resets every connection that presents no certificate of the mesh: each call gives 503.',
  fix: 'Set mode: ISTIO_MUTUAL for that host, or make the policy PERMISSIVE.',
  exceptions: [
    'Pods of which it is not known whether they have a sidecar.',
    'Policies that have a mode of its own for a port (portLevelMtls), and ports that pass the sidecar by.',
    'Callers that something unseen makes. A host in settings that several workloads get as a whole is a warning.',
  ],
  source: 'Istio, concepts/security#mutual-tls-authentication; ops/common-problems/network-issues',
  wrong: example('DISABLE', ' # <--'),
  right: example('ISTIO_MUTUAL'),
  *check({ set, graph }) {
    if (set.kind('PeerAuthentication').length === 0) return;
    yield* plainCallers(set, graph);
    for (const root of set.fields('DestinationRule')) {
      const mode = root.at('spec.trafficPolicy.tls.mode');
      const host = meshService(root.at('spec.host').text, root.manifest.ref.namespace);
      const service = mode.text === 'DISABLE' && host && set.find('Service', host.namespace, host.name);
      if (!service) continue;
      const pods = set.pods(host.namespace, mapSelector(fieldOf(service, 'spec.selector').value));
      const [policy, ...others] = pods.map((pod) => strictPolicy(pod, set));
      if (policy && others.every((one) => one !== undefined))
        yield report(
          mode,
          `DISABLE for "${service.ref.name}", of whose pods ${describeRef(policy.manifest.ref)} asks STRICT`,
        );
    }
  },
});

/** What makes a pod with a sidecar refuse plain text on all its ports. */
function strictPolicy(pod: PodTemplate, set: ManifestSet): Field | undefined {
  if (hasSidecar(set, pod) !== true) return undefined;
  const mode = mutualTlsOf({ namespace: pod.manifest.ref.namespace ?? '', labels: pod.labels }, undefined, set);
  if (mode?.text !== 'STRICT' || fieldOf(mode.manifest, 'spec.portLevelMtls').exists) return undefined;
  return mode;
}
