import { isObject } from '../../manifest/access.js';
import { applicationSources, valueField } from '../../manifest/argocd/application-sources.js';
import type { Field } from '../../manifest/field.js';
import type { FieldPath, Json } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';

/** Who reads a Secret, and which keys of it, by a custom of his own. */
export interface SecretReader {
  readonly at: Field;
  readonly namespace: string;
  readonly name: string;
  readonly keys: readonly { readonly key: string; readonly at: Field }[];
}

/**
 * The Secrets that charts are told to take instead of making one, in the values of Applications. The charts of Bitnami
 * and many others call the value `existingSecret`, and the keys `secretKeys` or `…Key` beside it.
 */
export const chartSecrets = perSet((set: ManifestSet): readonly SecretReader[] =>
  applicationSources(set).flatMap((source) => {
    const { namespace } = source;
    if (namespace === undefined || isTemplated(namespace)) return [];
    return told(source.values, []).flatMap(({ path, value }): SecretReader[] => {
      const name = value.existingSecret;
      if (typeof name !== 'string' || name === '' || isTemplated(name)) return [];
      const at = (more: FieldPath) => valueField(source, [...path, ...more]);
      const named = [
        ...Object.entries(value).map(([key, text]): [FieldPath, Json | undefined] => [[key], text]),
        ...Object.entries(isObject(value.secretKeys) ? value.secretKeys : {}).map(
          ([key, text]): [FieldPath, Json | undefined] => [['secretKeys', key], text],
        ),
      ];
      const keys = named.flatMap(([place, text]) => {
        const isKey = KEY.test(String(place.at(-1))) && typeof text === 'string' && text !== '' && !isTemplated(text);
        return isKey ? [{ key: text, at: at(place) }] : [];
      });
      return [{ at: at(['existingSecret']), namespace, name, keys }];
    });
  }),
);

const KEY = /^(?:user|password|adminPassword|userPassword|replicationPassword|existingSecret\w*)Key$/;

interface Told {
  readonly path: FieldPath;
  readonly value: Readonly<Record<string, Json | undefined>>;
}

function told(value: Json | undefined, path: FieldPath): Told[] {
  if (!isObject(value)) return [];
  const own = typeof value.existingSecret === 'string' ? [{ path, value }] : [];
  return [...own, ...Object.entries(value).flatMap(([key, below]) => told(below, [...path, key]))];
}

/** The Secrets that hold name and password of a broker's users. Source: RabbitMQ, kubernetes/operator/using-topology-operator. */
export function userSecrets(set: ManifestSet): readonly SecretReader[] {
  return set.fields('User.rabbitmq.com').flatMap((user): SecretReader[] => {
    const at = user.at('spec.importCredentialsSecret.name');
    const namespace = user.manifest.ref.namespace;
    if (at.text === undefined || namespace === undefined) return [];
    return [{ at, namespace, name: at.text, keys: [{ key: 'username', at }] }];
  });
}
