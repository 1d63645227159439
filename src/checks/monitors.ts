import { type Field, fieldOf } from '../manifest/field.js';
import { labelSelector, mapSelector, type Selector } from '../manifest/labels.js';
import type { Manifest } from '../manifest/manifest.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';
import type { PodTemplate } from '../manifest/pod-template.js';
import { type Selection, selectionsOf } from '../manifest/selections.js';

/** A ServiceMonitor or PodMonitor, and what it finds. */
export interface Monitor {
  readonly manifest: Manifest;
  readonly selector: Selector;
  /** Namespaces in which it looks; undefined for all. */
  readonly namespaces: readonly string[] | undefined;
  /** Services that it selects; none of a PodMonitor. */
  readonly services: readonly Manifest[];
  /** Pods that it scrapes, through Services or itself. */
  readonly pods: readonly PodTemplate[];
  readonly endpoints: readonly Field[];
}

/** Every monitor of a set. */
export const monitorsOf = perSet((set: ManifestSet): readonly Monitor[] => {
  const selections = new Map(selectionsOf(set).map((one) => [one.from, one]));
  return [...set.kind('ServiceMonitor'), ...set.kind('PodMonitor')].flatMap((manifest): Monitor[] => {
    const selection = selections.get(manifest);
    const selector = labelSelector(fieldOf(manifest, 'spec.selector').value);
    if (!selection || !selector) return [];
    const isPods = manifest.ref.kind === 'PodMonitor';
    return [
      {
        manifest,
        selector,
        namespaces: namespacesOf(manifest),
        services: selection.manifests,
        pods: isPods ? selection.pods : podsBehind(set, selection),
        endpoints: fieldOf(manifest).items(isPods ? 'spec.podMetricsEndpoints' : 'spec.endpoints'),
      },
    ];
  });
});

function namespacesOf(manifest: Manifest): readonly string[] | undefined {
  const listed = fieldOf(manifest, 'spec.namespaceSelector');
  if (listed.at('any').flag === true) return undefined;
  const names = listed.items('matchNames').flatMap(({ text }) => text ?? []);
  if (names.length > 0) return names;
  return manifest.ref.namespace === undefined ? undefined : [manifest.ref.namespace];
}

function podsBehind(set: ManifestSet, { manifests }: Selection): readonly PodTemplate[] {
  return manifests.flatMap((service) => {
    const selector = mapSelector(fieldOf(service, 'spec.selector').value);
    return selector && selector.labels.size > 0 ? set.pods(service.ref.namespace, selector) : [];
  });
}

/** Whether a monitor scrapes a port of these pods: by the name of a Service's port, or of a container's. */
export function scrapes(monitor: Monitor, template: PodTemplate, port: number | undefined): boolean {
  if (!monitor.pods.includes(template)) return false;
  if (port === undefined) return true;
  return monitor.endpoints.some((endpoint) => {
    const name = endpoint.at('port').text;
    if (name === undefined) return true;
    if (monitor.manifest.ref.kind === 'PodMonitor') return containerPort(template, name) === port;
    return monitor.services
      .flatMap((service) => fieldOf(service).items('spec.ports'))
      .filter((one) => one.at('name').text === name)
      .some((one) => {
        const target = one.at('targetPort').scalar ?? one.at('port').scalar;
        return target === String(port) || (target !== undefined && containerPort(template, target) === port);
      });
  });
}

/** Number of the container port of a name. */
function containerPort({ spec }: PodTemplate, name: string): number | undefined {
  return portsOf(spec)
    .find((port) => port.at('name').text === name)
    ?.at('containerPort').number;
}

/** Every port that containers of a pod declare. */
export function portsOf(spec: Field): Field[] {
  return [...spec.items('containers'), ...spec.items('initContainers')].flatMap((one) => one.items('ports'));
}
