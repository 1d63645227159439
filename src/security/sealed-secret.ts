import type { Construct } from 'constructs';
import { SealedSecret } from '../../imports/bitnami.com.js';
import { emit } from '../construct/emit.js';
import { reject } from '../construct/reject.js';
import type { SecretRef } from '../construct/secret.js';
import { from } from '../construct/traced.js';

/** Sealed values by `namespace/name` of their Secret, then by key. */
export type SealedValues = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A Secret whose values lie in Git, sealed: only the cluster's controller opens them, and only under this name. */
export function sealedSecret(
  scope: Construct,
  place: {
    readonly namespace: string;
    readonly environment: string;
    readonly labels: Readonly<Record<string, string>>;
  },
  secret: SecretRef,
  values: SealedValues,
): void {
  const { name, content } = secret;
  const { namespace, labels, environment } = place;
  const sealed = values.get(`${namespace}/${name}`) ?? new Map<string, string>();
  const missing = content.fetched.filter((key) => !sealed.has(key));
  const [first] = missing;
  if (first !== undefined) {
    reject(scope, {
      rule: 'secret-unsealed',
      message: `nobody has sealed ${missing.map((key) => `"${key}"`).join(', ')} of secret "${name}" for namespace "${namespace}"`,
      why: 'The pods that read it stay in CreateContainerConfigError.',
      fix: `eco secret seal ${namespace}/${name} ${first} --env ${environment}   (it reads the value from standard input)`,
      property: { object: secret, key: 'name' },
    });
  }
  const hasTemplates = Object.keys(content.templates).length > 0;
  emit(scope, `secret-${namespace}-${name}`, SealedSecret, {
    metadata: { name, namespace, labels },
    spec: {
      encryptedData: Object.fromEntries(content.fetched.map((key) => [key, sealed.get(key) ?? ''])),
      template:
        content.type !== undefined || hasTemplates
          ? { type: from(content, 'type'), ...(hasTemplates && { data: from(content, 'templates') }) }
          : undefined,
    },
  });
}
