import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type Report, report } from '../rule.js';

/** The Ingresses that a router names; reports when it names none, or both one and a list. */
export function* namedIngresses(router: Field, one: string, several: string): Generator<Report, Field[]> {
  const single = router.at(one);
  const list = router.items(several);
  if (single.exists === list.length > 0) {
    const which = single.exists ? `both "${one}" and "${several}"` : `no ${one}`;
    yield report(router, `trafficRouting names ${which}`, { fix: `Name one Ingress in "${one}", or a list.` });
  }
  return [single, ...list.map((item) => (item.text === undefined ? item.at('ingress') : item))].filter(
    ({ text }) => text !== undefined,
  );
}

/** The backends of an Ingress that are a Service. */
export function backendsTo(ingress: Manifest, service: string): Field[] {
  const all = [
    fieldOf(ingress, 'spec.defaultBackend.service'),
    ...fieldOf(ingress)
      .items('spec.rules')
      .flatMap((entry) => entry.items('http.paths'))
      .map((path) => path.at('backend.service')),
  ];
  return all.filter((backend) => backend.at('name').text === service);
}
