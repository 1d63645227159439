import type { Construct } from 'constructs';
import {
  ExternalSecret,
  type ExternalSecretSpecData,
  ExternalSecretSpecDataRemoteRefConversionStrategy,
  ExternalSecretSpecDataRemoteRefDecodingStrategy,
  ExternalSecretSpecDataRemoteRefMetadataPolicy,
  ExternalSecretSpecSecretStoreRefKind,
  ExternalSecretSpecTargetCreationPolicy,
  ExternalSecretSpecTargetTemplateMergePolicy,
} from '../../imports/external-secrets.io.js';
import { emit } from '../construct/emit.js';
import type { SecretRef } from '../construct/secrets/secret.js';
import type { ExternalSource, Provider } from '../construct/secrets/secret-source.js';
import { type Draft, from, preset, text } from '../construct/traced.js';

/** A Secret that the External Secrets operator copies from a store, and brings up to date there. */
export function externalSecret(
  scope: Construct,
  place: { readonly namespace: string; readonly store: string; readonly labels: Readonly<Record<string, string>> },
  secret: SecretRef,
  source: ExternalSource,
): void {
  const { namespace, labels } = place;
  const { content } = secret;
  const hasTemplates = Object.keys(content.templates).length > 0;
  emit(
    scope,
    `secret-${namespace}-${secret.name}`,
    ExternalSecret,
    {
      metadata: { name: secret.name, namespace, labels },
      spec: {
        refreshInterval: from(source, 'refresh') ?? preset('1h', 'a changed value arrives within the hour'),
        secretStoreRef: { kind: ExternalSecretSpecSecretStoreRefKind.CLUSTER_SECRET_STORE, name: place.store },
        target: content.existing
          ? {
              creationPolicy: preset(
                ExternalSecretSpecTargetCreationPolicy.MERGE,
                'the Secret is made by the installation that reads it',
              ),
            }
          : hasTemplates
            ? {
                template: {
                  type: from(content, 'type'),
                  ...(content.keepsFetched && { mergePolicy: ExternalSecretSpecTargetTemplateMergePolicy.MERGE }),
                  data: from(content, 'templates'),
                },
              }
            : undefined,
        data: content.fetched.map(
          (key): Draft<ExternalSecretSpecData> => ({
            secretKey: key,
            remoteRef: { ...remote(secret, source.provider, key), ...served },
          }),
        ),
      },
    },
    secret.site,
  );
}

const asServed = 'the API server adds it to the list: Argo CD would see a difference for ever';
const served = {
  conversionStrategy: preset(ExternalSecretSpecDataRemoteRefConversionStrategy.DEFAULT, asServed),
  decodingStrategy: preset(ExternalSecretSpecDataRemoteRefDecodingStrategy.NONE, asServed),
  metadataPolicy: preset(ExternalSecretSpecDataRemoteRefMetadataPolicy.NONE, asServed),
};

/** Where the value of a key lies, as its provider names it. */
function remote({ content }: SecretRef, provider: Provider, key: string): Draft<ExternalSecretSpecData['remoteRef']> {
  const at = from(content, 'at');
  switch (provider.kind) {
    case 'parameter-store':
      return { key: text`${from(provider, 'path')}/${at}/${key}` };
    case 'secrets-manager':
      return { key: text`${from(provider, 'path')}/${at}`, property: key };
    case 'vault':
      return { key: text`${from(provider, 'path')}/${at}`, property: key };
    case 'kubernetes':
      return { key: content.at.replaceAll('/', '-'), property: key };
  }
}
