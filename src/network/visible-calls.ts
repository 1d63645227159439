import { type Field, fieldOf } from '../manifest/field.js';
import { callsOf, nameOf, portOf, type Call as Told } from '../manifest/hosts/calls.js';
import { rowOf } from '../manifest/kinds.js';
import { mapSelector } from '../manifest/labels.js';
import type { Manifest } from '../manifest/manifest.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';
import type { PodTemplate } from '../manifest/pod-template.js';
import { referencesOf, type Target, targetManifest } from '../manifest/references.js';
import { type HiddenEnd, type PodEnd, podEnd } from './ends.js';

/** A call that manifests show: a pod is told the host of a Service, and behind it are pods. */
export interface VisibleCall {
  readonly from: PodEnd;
  readonly to: PodEnd | HiddenEnd;
  /** Of the pod that is called. */
  readonly port: number;
  /** The text that tells it. */
  readonly at: Field;
  /** The variable or key before the text; the host itself in arguments. */
  readonly name: string;
  /** The text is handed to several workloads as part of a whole file: this one may never call. */
  readonly shared: boolean;
}

/** Every call that the set's manifests show, each once: by the text that tells it first. */
export const visibleCalls = perSet((set: ManifestSet): readonly VisibleCall[] => {
  const seen = new Set<string>();
  return callsOf(set).flatMap((told) => {
    const from = podEnd(told.pod);
    if (!from) return [];
    const readers = readersOf(set, told);
    const meant = meantBy(readers, told);
    if (meant && meant !== told.pod.manifest) return [];
    const shared = readers.length > 1 && !meant;
    return targetsOf(set, told)
      .filter(({ to, port }) => {
        const key = `${from.namespace}/${from.name} ${to.kind} ${to.namespace}/${to.name} ${port}`;
        return !seen.has(key) && seen.add(key);
      })
      .map((target) => ({ ...target, from, at: told.at, name: nameOf(told), shared }));
  });
});

type Called = Pick<VisibleCall, 'to' | 'port'>;

function targetsOf(set: ManifestSet, told: Told): Called[] {
  const { target, service, host } = told;
  const port = portOf(told);
  if (target.is === 'manifest') return behind(set, target.manifest, port, told.pod);
  const { name, namespace } = service;
  if (namespace === undefined || port === undefined) return [];
  // A chart or an operator may bring it; a Service of another cluster it may be too, where nothing says `.svc`.
  const brought = target.is === 'made' || target.is === 'known' || (target.is === 'missing' && !target.sure);
  return brought && (target.is !== 'missing' || host.form === 'cluster')
    ? [{ to: hiddenBehind({ name, namespace }, target), port }]
    : [];
}

/** The pods behind a Service that no manifest shows, with the labels that an operator puts on them. */
export function hiddenBehind(
  service: { readonly name: string; readonly namespace: string },
  target: Target,
): HiddenEnd {
  const end: HiddenEnd = { kind: 'hidden', name: service.name, namespace: service.namespace };
  if (target.is !== 'made') return end;
  const pods = rowOf(target.by.object)?.pods?.(target.by.object) ?? [];
  const [first, ...rest] = pods.filter(({ services }) => services?.test(service.name) !== false);
  if (!first) return end;
  const certain = [...first.labels].filter(([key, value]) => rest.every(({ labels }) => labels.get(key) === value));
  return { ...end, labels: new Map(certain) };
}

/** The pods behind a port of a Service. Its own Service is where a program is reached, not what it calls. */
function behind(set: ManifestSet, service: Manifest, wanted: number | undefined, caller: PodTemplate): Called[] {
  const spec = fieldOf(service, 'spec');
  const ports = spec.items('ports');
  const entry =
    wanted === undefined && ports.length === 1 ? ports[0] : ports.find((one) => one.at('port').number === wanted);
  const port = entry?.at('port').number ?? wanted;
  const { name, namespace } = service.ref;
  if (port === undefined || namespace === undefined || spec.at('type').text === 'ExternalName') return [];
  const templates = set.pods(namespace, mapSelector(spec.at('selector').value));
  if (templates.includes(caller)) return [];
  if (templates.length === 0) {
    const target = entry?.at('targetPort');
    const number = target?.exists ? target.number : port;
    return number === undefined ? [] : [{ to: { kind: 'hidden', name, namespace }, port: number }];
  }
  return templates.flatMap((template) => {
    const to = podEnd(template);
    const number = spec.at('clusterIP').text === 'None' ? port : podPort(template, entry, port);
    return to && number !== undefined ? [{ to, port: number }] : [];
  });
}

/** The port of a pod that a Service's port leads to. */
export function podPort(template: PodTemplate, port: Field | undefined, number: number): number | undefined {
  const target = port?.at('targetPort');
  if (!target?.exists) return number;
  if (target.text === undefined) return target.number;
  return template.containers.flatMap(({ ports }) => ports).find(({ name }) => name === target.text)?.port;
}

/** The workloads that are given the text as part of a whole file; none where they name its key. */
function readersOf(set: ManifestSet, { at, pod }: Told): readonly Manifest[] {
  if (at.manifest === pod.manifest) return [];
  const graph = referencesOf(set);
  const whole = graph.from(pod.manifest).some((edge) => targetManifest(edge) === at.manifest && edge.keys.length === 0);
  return whole ? [...new Set(graph.to(at.manifest).map(({ from }) => from))] : [];
}

/** The one of several readers that a variable is named after: `CART_WORKER_STOCK_HOST` is for `cart-worker`. */
function meantBy(readers: readonly Manifest[], told: Told): Manifest | undefined {
  const name = nameOf(told);
  const prefix = ({ ref }: Manifest) => `${ref.name.replaceAll('-', '_').toUpperCase()}_`;
  return readers
    .filter((reader) => name.startsWith(prefix(reader)))
    .toSorted((a, b) => b.ref.name.length - a.ref.name.length)[0];
}
