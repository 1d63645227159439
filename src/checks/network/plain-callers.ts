import { type Field, fieldOf } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import { mapSelector } from '../../manifest/labels.js';
import { describeRef, type Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import { type ReferenceGraph, targetManifest } from '../../manifest/references.js';
import { isAlb } from '../../network/alb.js';
import { backendPort } from '../../network/backend-port.js';
import { mutualTlsOf } from '../../network/mutual-tls.js';
import { hasSidecar } from '../../network/sidecars.js';
import { podPort, visibleCalls } from '../../network/visible-calls.js';
import { type Report, report } from '../rule.js';

/** Somebody who speaks plain text to a port of a pod. */
interface PlainCall {
  readonly by: Manifest;
  readonly who: string;
  readonly to: PodTemplate;
  readonly port: number;
  /** It stands in settings that several workloads get as a whole: this one may never call. */
  readonly unsure: boolean;
}

/** Policies that take nothing but mutual TLS of callers who have no sidecar to speak it. */
export function* plainCallers(set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
  const closed = [...podsWithout(set), ...balancers(set, graph)].flatMap((call) => {
    const policy = strictOn(call.to, call.port, set);
    return policy ? [{ ...call, policy }] : [];
  });
  for (const all of groupBy(closed, ({ policy }) => policy.manifest).values()) {
    const [first, ...rest] = all.toSorted((a, b) => Number(a.unsure) - Number(b.unsure));
    if (!first) continue;
    const { policy, who, to, port } = first;
    const more = rest.length > 0 ? `; so do ${rest.length} more` : '';
    yield report(
      policy,
      `STRICT for "${to.manifest.ref.name}", which ${who} calls on port ${port} without a sidecar${more}`,
      {
        severity: first.unsure ? 'warning' : undefined,
        why: 'Without a sidecar the caller speaks plain text: that of the pod resets the connection, and every call fails.',
        fix: 'Give the caller a sidecar, or make the policy PERMISSIVE; portLevelMtls beside a selector lets off one port.',
        also: rest.map(({ by }) => fieldOf(by)),
      },
    );
  }
}

function podsWithout(set: ManifestSet): PlainCall[] {
  return visibleCalls(set).flatMap(({ from, to, port, shared: unsure }): PlainCall[] => {
    if (!from.template || to.kind !== 'pods' || !to.template || hasSidecar(set, from.template) !== false) return [];
    return [{ by: from.template.manifest, who: `"${from.name}"`, to: to.template, port, unsure }];
  });
}

/** Load balancers of AWS: they stand outside the mesh. */
function balancers(set: ManifestSet, graph: ReferenceGraph): PlainCall[] {
  const edges = set
    .kind('Ingress')
    .filter(isAlb)
    .flatMap((ingress) => graph.from(ingress));
  return edges.flatMap((edge): PlainCall[] => {
    const service = targetManifest(edge);
    if (service?.ref.kind !== 'Service') return [];
    const entry = backendPort(fieldOf(service), fieldOf(edge.from, edge.path.slice(0, -1)).at('port'));
    return set
      .pods(service.ref.namespace, mapSelector(fieldOf(service, 'spec.selector').value))
      .flatMap((to): PlainCall[] => {
        const port = podPort(to, entry, entry?.at('port').number ?? 0);
        if (!entry || port === undefined) return [];
        return [{ by: edge.from, who: `the load balancer of ${describeRef(edge.from.ref)}`, to, port, unsure: false }];
      });
  });
}

/** What makes a pod with a sidecar refuse plain text on a port, unless that passes the sidecar by. */
function strictOn(pod: PodTemplate, port: number, set: ManifestSet): Field | undefined {
  const { namespace } = pod.manifest.ref;
  const isPassed = ['includeInboundPorts', 'excludeInboundPorts'].some(
    (key) => pod.field.at(['metadata', 'annotations', `traffic.sidecar.istio.io/${key}`]).exists,
  );
  if (namespace === undefined || isPassed || hasSidecar(set, pod) !== true) return undefined;
  const mode = mutualTlsOf({ namespace, labels: pod.labels }, port, set);
  return mode?.text === 'STRICT' ? mode : undefined;
}
