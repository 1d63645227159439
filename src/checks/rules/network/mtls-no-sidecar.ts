import type { Field } from '../../../manifest/field.js';
import { labelSelector } from '../../../manifest/labels.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { type MeshService, meshService } from '../../../network/mesh-routes.js';
import { lackSidecars, refusesSidecars } from '../../../network/sidecars.js';
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
  what: 'Mutual TLS is asked of pods that have no sidecar',
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
      const host = targetOf(root);
      if (!host) continue;
      if (refusesSidecars(set, host.namespace)) {
        yield* modes(root, `whose namespace "${host.namespace}" has istio-injection: disabled`);
        continue;
      }
      if (lackSidecars(set, host)) yield* modes(root, 'whose pods have no sidecar');
    }
    for (const root of set.fields('PeerAuthentication')) yield* strict(root, set);
  },
});

/** The Service that a rule is for; of a wildcard the namespace counts. */
function targetOf(root: Field): MeshService | undefined {
  return meshService(root.at('spec.host').text?.replace(/^\*\./, 'any.'), root.manifest.ref.namespace);
}

function* modes(root: Field, whose: string): Iterable<Report> {
  const own = [
    root.at('spec.trafficPolicy'),
    ...root.items('spec.subsets').map((subset) => subset.at('trafficPolicy')),
  ];
  const policies = own.flatMap((policy) => [policy, ...policy.items('portLevelSettings')]);
  for (const mode of policies.map((policy) => policy.at('tls.mode')))
    if (mode.text === 'ISTIO_MUTUAL') yield report(mode, `ISTIO_MUTUAL for "${root.at('spec.host').text}", ${whose}`);
}

/** A policy that no sidecar is there to enforce: what comes in is not asked for a certificate. */
function* strict(root: Field, set: ManifestSet): Iterable<Report> {
  const mode = root.at('spec.mtls.mode');
  const { namespace } = root.manifest.ref;
  if (mode.text !== 'STRICT' || namespace === undefined) return;
  const selector = labelSelector(root.at('spec.selector').value);
  const pods = selector ? set.pods(namespace, selector) : [];
  const refused = refusesSidecars(set, namespace);
  if (!refused && (pods.length === 0 || pods.some((pod) => !refuses(pod)))) return;
  const whose = refused
    ? `namespace "${namespace}", which has istio-injection: disabled`
    : 'pods that refuse a sidecar';
  yield report(mode, `STRICT for ${whose}`, {
    severity: 'warning',
    why: 'The sidecar is what enforces the policy: without one the pods take plain text from everybody.',
    fix: 'Give the pods a sidecar, or take the policy out.',
  });
}

function refuses({ field }: PodTemplate): boolean {
  return [field.at('metadata.labels'), field.at('metadata.annotations')].some(
    (map) => map.at(['sidecar.istio.io/inject']).text === 'false',
  );
}
