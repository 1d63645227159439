import { list, object, records, text } from '../access.js';
import type { JsonObject } from '../manifest.js';
import { group, type KindRow, type MakesRow, type NameRow } from './row.js';

const name = (o: JsonObject) => text(o, 'metadata.name') ?? '';

/**
 * Keys of the Secret that an ExternalSecret makes. With a template (and the default mergePolicy Replace) only the
 * template's keys are left, unless it has none. Source: external-secrets.io, pkg/controllers/templating/parser.go.
 */
function externalKeys(o: JsonObject): ReadonlySet<string> | undefined {
  const template = object(o, 'spec.target.template');
  const templated = Object.keys(object(template, 'data'));
  const merges = text(template, 'mergePolicy') === 'Merge';
  const computed = list(template, 'templateFrom').length > 0;
  if (computed) return undefined;
  if (templated.length > 0 && !merges) return new Set(templated);
  // What `dataFrom` brings is decided by the store.
  if (list(o, 'spec.dataFrom').length > 0) return undefined;
  const data = records(o, 'spec.data').map((row) => text(row, 'secretKey') ?? '');
  return new Set([...templated, ...data]);
}

const EXTERNAL: MakesRow = {
  kind: 'Secret',
  names: (o) => [text(o, 'spec.target.name') || name(o)],
  keys: externalKeys,
};

const STORE: NameRow = {
  from: 'spec.secretStoreRef.name',
  to: 'SecretStore',
  kind: 'kind',
  checkedBy: 'externalsecret',
};

const STORE_SECRETS: readonly NameRow[] = ['accessKeyIDSecretRef', 'secretAccessKeySecretRef'].map((ref) => ({
  from: `spec.provider.aws.auth.secretRef.${ref}.name`,
  to: 'Secret',
  namespace: 'namespace',
  key: 'key',
}));

/** Whose token reads the Secrets of another namespace. */
const STORE_READER: NameRow = {
  from: 'spec.provider.kubernetes.auth.serviceAccount.name',
  to: 'ServiceAccount',
  namespace: 'namespace',
};

const ISSUER: NameRow = {
  from: 'spec.issuerRef.name',
  to: 'Issuer',
  kind: 'kind',
  group: 'group',
};

/** What makes Secrets. Source: the CRDs of External Secrets, Sealed Secrets and cert-manager. */
export const SECRETS: readonly KindRow[] = [
  ...group('external-secrets.io', [
    {
      kind: 'ExternalSecret',
      scope: 'namespaced',
      lists: { 'spec.data': ['secretKey'] },
      references: [
        STORE,
        { ...STORE, from: 'spec.data[].sourceRef.storeRef.name' },
        { ...STORE, from: 'spec.dataFrom[].sourceRef.storeRef.name' },
        { from: 'spec.target.template.templateFrom[].configMap.name', to: 'ConfigMap', key: 'items[].key' },
      ],
      makes: [EXTERNAL],
    },
    { kind: 'SecretStore', scope: 'namespaced', references: [...STORE_SECRETS, STORE_READER] },
    { kind: 'ClusterSecretStore', scope: 'cluster', references: [...STORE_SECRETS, STORE_READER] },
    { kind: 'ClusterExternalSecret', scope: 'cluster' },
    {
      kind: 'PushSecret',
      scope: 'namespaced',
      references: [
        { ...STORE, from: 'spec.secretStoreRefs[].name' },
        { from: 'spec.selector.secret.name', to: 'Secret' },
      ],
    },
  ]),
  ...group('bitnami.com', [
    {
      kind: 'SealedSecret',
      scope: 'namespaced',
      makes: [
        {
          kind: 'Secret',
          // Whatever the template says. Source: SealedSecret.Unseal.
          names: (o) => [name(o)],
          keys: (o) =>
            new Set([...Object.keys(object(o, 'spec.encryptedData')), ...Object.keys(object(o, 'spec.template.data'))]),
        },
      ],
    },
  ]),
  ...group('cert-manager.io', [
    {
      kind: 'Certificate',
      scope: 'namespaced',
      references: [ISSUER],
      makes: [
        {
          kind: 'Secret',
          names: (o) => [text(o, 'spec.secretName') ?? ''],
          // Keystores and additional output formats add more keys.
          keys: (o) =>
            o.spec && (object(o, 'spec').keystores || object(o, 'spec').additionalOutputFormats)
              ? undefined
              : new Set(['tls.crt', 'tls.key', 'ca.crt']),
        },
      ],
    },
    { kind: 'CertificateRequest', scope: 'namespaced', references: [ISSUER] },
    {
      kind: 'Issuer',
      scope: 'namespaced',
      makes: [{ kind: 'Secret', names: (o) => [text(o, 'spec.acme.privateKeySecretRef.name') ?? ''] }],
    },
    { kind: 'ClusterIssuer', scope: 'cluster' },
  ]),
];
