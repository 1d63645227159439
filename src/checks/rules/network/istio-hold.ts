import { get, text } from '../../../manifest/access.js';
import { callsOf } from '../../../manifest/hosts/calls.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { meshConfigs } from '../../../network/mesh-config.js';
import { hasSidecar } from '../../../network/sidecars.js';
import { listed } from '../../../values/listed.js';
import { HOLD, sidecarSettings } from '../../network/sidecar-settings.js';
import { folded, type Report, report, rule } from '../../rule.js';

const example = (annotation: string) => `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels: { istio-injection: enabled }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: mailer
  namespace: shop
spec:
  selector:
    matchLabels: { app: mailer }
  template:
    metadata:
      labels: { app: mailer }${annotation}
    spec:
      containers:
        - name: app
          image: ghcr.io/team/mailer:1.0.0
          env:
            - name: QUEUE_URL
              value: amqp://queue.shop.svc.cluster.local:5672
---
apiVersion: v1
kind: Service
metadata:
  name: queue
  namespace: shop
spec:
  selector: { app: queue }
  ports:
    - port: 5672
---
apiVersion: v1
kind: Pod
metadata:
  name: queue
  namespace: shop
  labels: { app: queue }
spec:
  containers:
    - name: app
      image: ghcr.io/team/queue:1.0.0
`;

export const istioHold = rule({
  id: 'istio-hold',
  severity: 'warning',
  what: 'A worker calls out before its sidecar is there',
  why: 'The container starts first, all its traffic goes to a proxy that does not listen yet, and it exits or stops trying.',
  fix: `Annotate the pod template with proxy.istio.io/config: '{"${HOLD}": true}', or set it in meshConfig.defaultConfig.`,
  exceptions: [
    'Pods that serve requests, whose readiness shows when they can, unless their canary waits for its sidecar.',
    'Sidecars that are init containers (ENABLE_NATIVE_SIDECARS).',
    'Tasks that end: a Job is tried again.',
  ],
  source: 'Istio, ops/common-problems/injection; istio/api, mesh/v1alpha1 ProxyConfig',
  wrong: example('').replace('    metadata:\n      labels', '    metadata: # <--\n      labels'),
  right: example(`
      annotations:
        proxy.istio.io/config: '{"holdApplicationUntilProxyStarts": true}'`),
  *check({ set }) {
    if (meshConfigs(set).some(({ config, values }) => holds(config) || startsFirst(values))) return;
    const callers = [...new Set(callsOf(set).map(({ pod }) => pod))].filter(
      (pod) => isWorker(pod, set) && hasSidecar(set, pod) === true && !isHeld(pod),
    );
    // One setting of the mesh mends them all. The one that calls most is told: it waits for most.
    const calls = new Map<PodTemplate, number>();
    for (const { pod } of callsOf(set)) calls.set(pod, (calls.get(pod) ?? 0) + 1);
    const ordered = callers.toSorted((a, b) => (calls.get(b) ?? 0) - (calls.get(a) ?? 0));
    yield* early(ordered);
    for (const pod of set.podTemplates()) {
      yield* sidecarSettings(pod);
      const twin = callers.includes(pod) || isHeld(pod) ? undefined : heldTwin(pod, set);
      if (twin && hasSidecar(set, pod) === true)
        yield report(
          pod.field.at('metadata'),
          `"${pod.manifest.ref.name}" may start before its sidecar, for which "${twin.manifest.ref.name}" waits`,
        );
    }
  },
});

function* early(callers: readonly PodTemplate[]): Iterable<Report> {
  yield* folded(
    callers,
    ({ field }) => field.at('metadata'),
    ([first, ...rest]) => {
      const names = listed([first, ...rest].map(({ manifest }) => `"${manifest.ref.name}"`));
      const their = rest.length > 0 ? 'their sidecars, through which they call' : 'its sidecar, through which it calls';
      return report(first.field.at('metadata'), `${names} may start before ${their}`);
    },
  );
}

/** The canary of a workload, or the workload of a canary, where that waits for its sidecar. */
function heldTwin({ manifest }: PodTemplate, set: ManifestSet): PodTemplate | undefined {
  const { kind, name, namespace } = manifest.ref;
  const twin = set.find(kind, namespace, name.endsWith(CANARY) ? name.slice(0, -CANARY.length) : name + CANARY);
  const pod = twin && set.podTemplate(twin);
  return pod && isHeld(pod) ? pod : undefined;
}

const CANARY = '-canary';

function holds(config: Parameters<typeof get>[0]): boolean {
  return get(config, `defaultConfig.${HOLD}`) === true;
}

function startsFirst(values: Parameters<typeof get>[0]): boolean {
  return String(get(values, 'pilot.env.ENABLE_NATIVE_SIDECARS')) === 'true';
}

function isWorker({ manifest, containers, labels }: PodTemplate, set: ManifestSet): boolean {
  if (!['Deployment', 'StatefulSet', 'Rollout', 'DaemonSet'].includes(manifest.ref.kind)) return false;
  if (containers.some(({ ports }) => ports.length > 0) || labels.size === 0) return false;
  return !set.inNamespace('Service', manifest.ref.namespace).some(({ object }) => {
    const selector = Object.entries(get(object, 'spec.selector') ?? {});
    return selector.length > 0 && selector.every(([key, value]) => labels.get(key) === value);
  });
}

function isHeld({ field }: PodTemplate): boolean {
  const written = text(field.value, ['metadata', 'annotations', 'proxy.istio.io/config']) ?? '';
  return new RegExp(`${HOLD}["']?\\s*:\\s*true`).test(written);
}
