import { fieldOf } from '../manifest/field.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { referencesOf, targetManifest } from '../manifest/references.js';
import { behindPort } from './behind-port.js';
import { type HiddenEnd, podEnd } from './ends.js';
import { gatewayPods, isKnown } from './gateway-pods.js';
import type { PlatformCall } from './platform-call.js';
import { scrapes } from './scrapes.js';
import { hiddenBehind } from './visible-calls.js';

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
        return behindPort(set, service, port.at('number').number ?? port.at('name').text).map(
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
        return behindPort(set, service, wanted).map(
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
        return behindPort(set, service, at.at('port').number ?? 443).map(
          ({ to, port }): PlatformCall => ({ by, loss: 'webhook', from: undefined, to, port }),
        );
      }),
  );
}
