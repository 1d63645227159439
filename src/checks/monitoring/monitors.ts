import { type Field, fieldOf } from '../../manifest/field.js';
import { labelSelector, mapSelector, type Selector } from '../../manifest/labels.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { type MonitorSpec, monitorSpecs } from '../../manifest/monitor-specs.js';
import type { PodTemplate } from '../../manifest/pod-template.js';

/** A ServiceMonitor or PodMonitor, and what it finds. */
export interface Monitor extends MonitorSpec {
  readonly selector: Selector;
  /** Services that it selects; none of a PodMonitor. */
  readonly services: readonly Manifest[];
  /** Pods that it scrapes, through Services or itself. */
  readonly pods: readonly PodTemplate[];
}

/** Every monitor of a set. */
export const monitorsOf = perSet((set: ManifestSet): readonly Monitor[] =>
  monitorSpecs(set).flatMap((monitor): Monitor[] => {
    const selector = labelSelector(monitor.spec.at('selector').value);
    if (!selector) return [];
    const looked = monitor.namespaces ?? [...set.namespaces(), undefined];
    const services = monitor.isPods ? [] : looked.flatMap((name) => set.labelled('Service', name, selector));
    const pods = monitor.isPods ? looked.flatMap((name) => set.pods(name, selector)) : podsBehind(set, services);
    return [{ ...monitor, selector, services, pods }];
  }),
);

function podsBehind(set: ManifestSet, services: readonly Manifest[]): readonly PodTemplate[] {
  return services.flatMap((service) => {
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
    if (monitor.isPods) return containerPort(template, name) === port;
    return monitor.services
      .flatMap((service) => fieldOf(service).items('spec.ports'))
      .filter((one) => one.at('name').text === name)
      .some((one) => {
        const target = one.at('targetPort').scalar ?? one.at('port').scalar;
        return target === String(port) || (target !== undefined && containerPort(template, target) === port);
      });
  });
}

/** The Service through which a monitor looks for pods, where it sends to a port that none of them has. */
export function strayService(
  { endpoints, services }: Monitor,
  templates: readonly PodTemplate[],
): Manifest | undefined {
  const names = endpoints.flatMap((endpoint) => endpoint.at('port').text ?? []);
  const has = (target: string) => (port: Field) =>
    [port.at('name').text, port.at('containerPort').scalar].includes(target);
  return services.find((service) =>
    fieldOf(service)
      .items('spec.ports')
      .filter((port) => names.includes(port.at('name').text ?? ''))
      .flatMap((port) => port.at('targetPort').scalar ?? port.at('port').scalar ?? [])
      .some((target) => !templates.some(({ spec }) => portsOf(spec).some(has(target)))),
  );
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
