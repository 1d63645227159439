import { fieldOf } from '../manifest/field.js';
import { mapSelector } from '../manifest/labels.js';
import type { Manifest } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { type PodEnd, podEnd } from './ends.js';
import { podPort } from './visible-calls.js';

/** The pods behind a port of a Service, by its number or name; behind its only port when none is said. */
export function behindPort(
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
