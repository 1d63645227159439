import { isObject } from '../../manifest/access.js';
import { type ApplicationSource, valueBelow } from '../../manifest/argocd/application-sources.js';
import type { Field } from '../../manifest/field.js';

/** A name in the values of a chart that is, by the shape it is written in, one of an object that the chart does not make. */
export interface ValueReference {
  readonly kind: 'Secret' | 'ConfigMap' | 'ServiceAccount';
  readonly at: Field;
  readonly keys: readonly Field[];
}

// Bitnami's charts, the charts of Grafana and of Prometheus: the README of each.
const KEYS = ['userKey', 'passwordKey', 'secretKey', 'existingSecretKey', 'existingSecretPasswordKey'];

/** Every such name of a chart's values. */
export function valueReferences(source: ApplicationSource): ValueReference[] {
  const found: ValueReference[] = [];
  if (isObject(source.values) && source.source.at('chart').exists) visit(valueBelow(source, []), found);
  return found;
}

function visit(field: Field, found: ValueReference[]): void {
  for (const item of field.items()) visit(item, found);
  for (const [key, value] of field.entries()) {
    if (key === 'secretKeyRef' || key === 'configMapKeyRef')
      keyed(value, key === 'secretKeyRef' ? 'Secret' : 'ConfigMap', found);
    else if (key === 'secretRef' || key === 'configMapRef') {
      if (value.at('optional').flag !== true)
        found.push({ kind: key === 'secretRef' ? 'Secret' : 'ConfigMap', at: value.at('name'), keys: [] });
    } else if (/^existing(?:Secret|ConfigMap|Configmap)(?:Name)?$/.test(key)) {
      const kind = key.startsWith('existingSecret') ? 'Secret' : 'ConfigMap';
      const keys = KEYS.map((name) => field.at([name])).concat(field.entries('secretKeys').map(([, one]) => one));
      found.push({ kind, at: value, keys: keys.filter(({ text }) => text) });
    } else if (key === 'serviceAccount' && value.at('create').flag === false)
      found.push({ kind: 'ServiceAccount', at: value.at('name'), keys: [] });
    else if (key === 'imagePullSecrets')
      for (const one of value.items())
        found.push({ kind: 'Secret', at: one.text === undefined ? one.at('name') : one, keys: [] });
    else visit(value, found);
  }
}

function keyed(value: Field, kind: ValueReference['kind'], found: ValueReference[]): void {
  if (value.at('optional').flag !== true) found.push({ kind, at: value.at('name'), keys: [value.at('key')] });
}
