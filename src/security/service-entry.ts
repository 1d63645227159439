import type { Construct } from 'constructs';
import {
  ServiceEntry,
  ServiceEntrySpecLocation,
  ServiceEntrySpecResolution,
} from '../../imports/networking.istio.io.js';
import { emit } from '../construct/emit.js';
import { type Input, preset } from '../construct/traced.js';

/**
 * Makes a host outside known to the sidecars of a namespace: they count its requests by name, and a mesh that lets out
 * nothing it does not know lets these out. Source: Istio, "ServiceEntry".
 */
export function serviceEntry(
  scope: Construct,
  place: { readonly name: string; readonly namespace: string; readonly labels: Readonly<Record<string, string>> },
  host: Input<string>,
  port: Input<number>,
): void {
  const { name, namespace, labels } = place;
  emit(scope, `service-entry-${namespace}-${name}`, ServiceEntry, {
    metadata: { name, namespace, labels },
    spec: {
      hosts: [host],
      exportTo: preset(['.'], 'other namespaces say themselves what they call'),
      location: preset(ServiceEntrySpecLocation.MESH_UNDERSCORE_EXTERNAL, 'it has no sidecar'),
      resolution: preset(ServiceEntrySpecResolution.DNS, 'its addresses change'),
      ports: [
        { name: 'tls', number: port, protocol: preset('TLS', 'the program encrypts; the sidecar reads the name') },
      ],
    },
  });
}
