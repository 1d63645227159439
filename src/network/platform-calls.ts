import { type Field, fieldOf } from '../manifest/field.js';
import { labelSelector, mapSelector } from '../manifest/labels.js';
import type { Manifest } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { monitorSpecs } from '../manifest/monitor-specs.js';
import type { PodTemplate } from '../manifest/pod-template.js';
import { referencesOf, targetManifest } from '../manifest/references.js';
import { type End, type HiddenEnd, type PodEnd, podEnd } from './ends.js';
import { gatewayPods, isKnown } from './gateway-pods.js';
import { hiddenBehind, podPort } from './visible-calls.js';

/** A connection that the platform needs and a manifest asks for: by an Ingress, a monitor, a mesh, a webhook. */
export interface PlatformCall {
  readonly by: Manifest;
  /** What does not happen when it is closed. */
  readonly loss: 'requests' | 'metrics' | 'sidecar' | 'webhook' | 'operator' | 'store';
  /** Undefined: somebody outside the pod's namespace, nobody knows who. */
  readonly from: End | undefined;
  readonly to: End;
  readonly port: number;
}

/** What manifests ask of the platform, without facts. */
export function platformCalls(set: ManifestSet): readonly PlatformCall[] {
  return [...ingresses(set), ...routes(set), ...scrapes(set), ...sidecars(set), ...webhooks(set)];
}

function ingresses(set: ManifestSet): PlatformCall[] {
  return set.kind('Ingress').flatMap((by) =>
    referencesOf(set)
      .from(by)
      .filter(({ to }) => to.kind === 'Service')
      .flatMap((reference) => {
        const service = targetManifest(reference);
        const port = fieldOf(by).at(reference.path.slice(0, -1)).at('port');
        if (!service || !fieldOf(by, 'spec.rules').exists) return [];
        return behind(set, service, port.at('number').number ?? port.at('name').text).map(
          ({ to, port: number }): PlatformCall => ({ by, loss: 'requests', from: undefined, to, port: number }),
        );
      }),
  );
}

/** What a VirtualService of a gateway sends to. The gateway's pods stand where its chart puts them. */
function routes(set: ManifestSet): PlatformCall[] {
  return set.kind('VirtualService').flatMap((by) => {
    const gateways = fieldOf(by)
      .items('spec.gateways')
      .flatMap(({ text }) => (text && text !== 'mesh' ? [text] : []));
    if (gateways.length === 0) return [];
    const from = gatewayEnd(set);
    return referencesOf(set)
      .from(by)
      .filter(({ to }) => to.kind === 'Service')
      .flatMap((reference) => {
        const service = targetManifest(reference);
        const wanted = fieldOf(by).at(reference.path.slice(0, -1)).at('port.number').number;
        const { target, to } = reference;
        const { name, namespace } = to;
        // Without the gateway's labels nobody knows whom the operator's pods would have to let in.
        if (target.is === 'made' && from && wanted !== undefined && namespace !== undefined)
          return [{ by, loss: 'requests' as const, from, to: hiddenBehind({ name, namespace }, target), port: wanted }];
        if (service?.ref.kind !== 'Service') return [];
        return behind(set, service, wanted).map(
          ({ to, port }): PlatformCall => ({ by, loss: 'requests', from, to, port }),
        );
      });
  });
}

/** The one gateway that a chart of Istio makes; undefined where there are several, or its labels are not known. */
function gatewayEnd(set: ManifestSet): HiddenEnd | undefined {
  const [made, ...others] = gatewayPods(set) ?? [];
  const namespace = made?.by.namespace;
  if (!made || others.length > 0 || !isKnown(made) || namespace === undefined) return undefined;
  return { kind: 'hidden', name: made.by.release, namespace, labels: made.labels };
}

/** What Prometheus asks, by its monitors. */
export function scrapes(set: ManifestSet): readonly PlatformCall[] {
  const scraper = prometheus(set);
  return monitorSpecs(set).flatMap(({ manifest: by, spec, isPods, endpoints, namespaces = ['*'] }) => {
    const selector = labelSelector(spec.at('selector').value);
    const called = (endpoint: Field) => {
      const port = endpoint.at('port').text;
      return namespaces.flatMap((namespace) =>
        isPods
          ? set.pods(namespace, selector).flatMap((template) => ownPort(template, port))
          : set.labelled('Service', namespace, selector).flatMap((service) => behind(set, service, port)),
      );
    };
    return endpoints.flatMap((endpoint) =>
      called(endpoint).flatMap(({ to, port }) => scrape(by, endpoint, scraper, to, port)),
    );
  });
}

/** A monitor asks the port that its endpoint names, unless it puts another into the address. */
function scrape(by: Manifest, endpoint: Field, from: End | undefined, to: End, port: number): PlatformCall[] {
  const [address] = endpoint.items('relabelings').filter((one) => one.at('targetLabel').text === '__address__');
  if (!address) return [{ by, loss: 'metrics', from, to, port }];
  const [, put] = /:(\d+)$/.exec(address.at('replacement').text ?? '') ?? [];
  // Which port comes out of an annotation of the pod is not followed.
  return put === undefined ? [] : [{ by, loss: 'metrics', from, to, port: Number(put) }];
}

/** Where Prometheus runs, where the set shows it. */
function prometheus(set: ManifestSet): End | undefined {
  const [own] = set.kind('Prometheus');
  if (own?.ref.namespace !== undefined) return { kind: 'hidden', name: own.ref.name, namespace: own.ref.namespace };
  const chart = set.kind('Application').find((one) => /prometheus/.test(fieldOf(one, 'spec.source.chart').text ?? ''));
  const namespace = chart && fieldOf(chart, 'spec.destination.namespace').text;
  return namespace === undefined ? undefined : { kind: 'hidden', name: 'prometheus', namespace };
}

/** A sidecar asks istiod for its configuration and certificate before anything else. */
function sidecars(set: ManifestSet): PlatformCall[] {
  return set.kind('Namespace').flatMap((by) => {
    if (fieldOf(by, ['metadata', 'labels', 'istio-injection']).text !== 'enabled') return [];
    return set.pods(by.ref.name, { labels: new Map(), expressions: [] }).flatMap((template): PlatformCall[] => {
      const from = podEnd(template);
      const off = [template.field.at(['metadata', 'labels']), template.field.at(['metadata', 'annotations'])];
      if (!from || off.some((map) => map.at(['sidecar.istio.io/inject']).text === 'false')) return [];
      return [
        { by, loss: 'sidecar', from, to: { kind: 'hidden', name: 'istiod', namespace: 'istio-system' }, port: 15012 },
      ];
    });
  });
}

function webhooks(set: ManifestSet): PlatformCall[] {
  return [...set.kind('ValidatingWebhookConfiguration'), ...set.kind('MutatingWebhookConfiguration')].flatMap((by) =>
    fieldOf(by)
      .items('webhooks')
      .flatMap((webhook) => {
        const at = webhook.at('clientConfig.service');
        const service = set.find('Service', at.at('namespace').text, at.at('name').text ?? '');
        if (!service) return [];
        return behind(set, service, at.at('port').number ?? 443).map(
          ({ to, port }): PlatformCall => ({ by, loss: 'webhook', from: undefined, to, port }),
        );
      }),
  );
}

/** The pods behind a port of a Service, by its number or name; behind its only port when none is said. */
function behind(
  set: ManifestSet,
  service: Manifest,
  port: number | string | undefined,
): { to: PodEnd; port: number }[] {
  const spec = fieldOf(service, 'spec');
  const selector = mapSelector(spec.at('selector').value);
  const ports = spec.items('ports');
  const entry = ports.find(
    (one) =>
      (port === undefined && ports.length === 1) || one.at(typeof port === 'string' ? 'name' : 'port').value === port,
  );
  const number = entry?.at('port').number;
  if (!selector || number === undefined) return [];
  return set.pods(service.ref.namespace, selector).flatMap((template) => {
    // A task that carries the labels of its service serves nobody.
    if (template.manifest.ref.kind === 'Job' || template.manifest.ref.kind === 'CronJob') return [];
    const to = podEnd(template);
    const target = podPort(template, entry, number);
    return to && target !== undefined ? [{ to, port: target }] : [];
  });
}

function ownPort(template: PodTemplate, name: string | undefined): { to: PodEnd; port: number }[] {
  const to = podEnd(template);
  const port = template.containers.flatMap(({ ports }) => ports).find((one) => one.name === name)?.port;
  return to && port !== undefined ? [{ to, port }] : [];
}
