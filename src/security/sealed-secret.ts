import type { Construct } from 'constructs';
import { SealedSecret } from '../../imports/bitnami.com.js';
import { emit } from '../construct/emit.js';
import { reject } from '../construct/reject.js';
import type { SecretRef } from '../construct/secrets/secret.js';
import { from } from '../construct/traced.js';
import { quoted } from '../values/listed.js';
import type { SealedValues } from './sealed-file.js';

interface SealedPlace {
  readonly namespace: string;
  readonly environment: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A Secret whose values lie in Git, sealed: only the cluster's controller opens them, and only under this name. */
export function sealedSecret(
  scope: Construct,
  { namespace, labels, environment }: SealedPlace,
  secret: SecretRef,
  sealed: SealedValues,
): void {
  const { name, content } = secret;
  if (content.existing) {
    reject(scope, {
      rule: 'secret-existing',
      message: `secret "${name}" exists before its values: they cannot be sealed`,
      why: 'The Sealed Secrets controller overwrites no Secret that it has not made itself.',
      fix: 'Give it another source: parameterStore({ … }), or madeBy("…") where a person puts the values in.',
      site: secret.site,
    });
    return;
  }
  const entry = sealed.get(`${namespace}/${name}`);
  const missing = content.fetched.filter((key) => !entry?.values.has(key));
  const [first] = missing;
  if (first !== undefined) {
    reject(scope, {
      rule: 'secret-unsealed',
      message: `nobody has sealed ${quoted(missing).join(', ')} of secret "${name}" for namespace "${namespace}"`,
      why: 'The pods that read it stay in CreateContainerConfigError.',
      fix: `eco secret seal ${namespace}/${name} ${first} --env ${environment} (it reads the value from standard input)`,
      site: secret.site,
    });
    return;
  }
  const hasTemplates = Object.keys(content.templates).length > 0;
  const wider =
    entry && entry.scope !== 'strict' ? { [`sealedsecrets.bitnami.com/${entry.scope}`]: 'true' } : undefined;
  emit(
    scope,
    `secret-${namespace}-${name}`,
    SealedSecret,
    {
      metadata: { name, namespace, labels, annotations: wider },
      spec: {
        encryptedData: Object.fromEntries(content.fetched.map((key) => [key, entry?.values.get(key) ?? ''])),
        template:
          content.type !== undefined || hasTemplates
            ? { type: from(content, 'type'), ...(hasTemplates && { data: from(content, 'templates') }) }
            : undefined,
      },
    },
    secret.site,
  );
}
