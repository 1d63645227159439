import { type Field, fieldOf } from '../manifest/field.js';
import { labelSelector } from '../manifest/labels.js';
import type { Manifest } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { monitorSpecs } from '../manifest/monitor-specs.js';
import type { PodTemplate } from '../manifest/pod-template.js';
import { behindPort } from './behind-port.js';
import { type End, type PodEnd, podEnd } from './ends.js';
import type { PlatformCall } from './platform-call.js';

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
          : set.labelled('Service', namespace, selector).flatMap((service) => behindPort(set, service, port)),
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

function ownPort(template: PodTemplate, name: string | undefined): { to: PodEnd; port: number }[] {
  const to = podEnd(template);
  const port = template.containers.flatMap(({ ports }) => ports).find((one) => one.name === name)?.port;
  return to && port !== undefined ? [{ to, port }] : [];
}
