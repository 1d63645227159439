import { KubeRole, KubeRoleBinding, KubeServiceAccount } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import {
  ClusterSecretStore,
  type ClusterSecretStoreSpecProvider,
  ClusterSecretStoreSpecProviderAwsService,
  ClusterSecretStoreSpecProviderKubernetesServerCaProviderType,
  ClusterSecretStoreSpecProviderVaultVersion,
} from '../../imports/external-secrets.io.js';
import { emit } from '../construct/emit.js';
import type { AwsProps, ExternalSource, Provider } from '../construct/secrets/secret-source.js';
import { type Draft, from, preset } from '../construct/traced.js';

type Labels = Readonly<Record<string, string>>;

/** Who reads the Secrets of the namespace that stands in for a store. */
const reader = 'external-secrets-reader';

/**
 * Tells the External Secrets operator where values lie, and lets these namespaces ask for them, no others.
 * Source: External Secrets, "ClusterSecretStore", "Provider".
 */
export function secretStore(
  scope: Construct,
  name: string,
  source: ExternalSource,
  namespaces: readonly string[],
  labels: Labels,
): void {
  const { provider } = source;
  if (provider.kind === 'kubernetes') readerOf(scope, provider.namespace, labels);
  emit(scope, `secret-store-${name}`, ClusterSecretStore, {
    metadata: { name, labels },
    spec: { conditions: [{ namespaces: [...namespaces] }], provider: providerOf(provider) },
  });
}

function providerOf(provider: Provider): Draft<ClusterSecretStoreSpecProvider> {
  switch (provider.kind) {
    case 'parameter-store':
      return { aws: aws(provider, ClusterSecretStoreSpecProviderAwsService.PARAMETER_STORE) };
    case 'secrets-manager':
      return { aws: aws(provider, ClusterSecretStoreSpecProviderAwsService.SECRETS_MANAGER) };
    case 'vault':
      return {
        vault: {
          server: from(provider, 'server'),
          path: from(provider, 'mount'),
          version: ClusterSecretStoreSpecProviderVaultVersion.V2,
          auth: {
            kubernetes: {
              mountPath: preset('kubernetes', 'where Vault has its Kubernetes authentication'),
              role: from(provider, 'role'),
              serviceAccountRef: from(provider, 'account'),
            },
          },
        },
      };
    case 'kubernetes':
      return {
        kubernetes: {
          remoteNamespace: from(provider, 'namespace'),
          server: {
            caProvider: {
              type: ClusterSecretStoreSpecProviderKubernetesServerCaProviderType.CONFIG_MAP,
              name: preset('kube-root-ca.crt', 'every namespace has the certificate of the API server there'),
              namespace: from(provider, 'namespace'),
              key: 'ca.crt',
            },
          },
          auth: { serviceAccount: { name: reader, namespace: from(provider, 'namespace') } },
        },
      };
  }
}

function aws(provider: AwsProps, service: ClusterSecretStoreSpecProviderAwsService) {
  const { credentials } = provider;
  const key = (name: string) => credentials && { ...from(provider, 'credentials'), key: name };
  return {
    service,
    region: from(provider, 'region'),
    auth: credentials && {
      secretRef: {
        accessKeyIdSecretRef: key('access-key-id'),
        secretAccessKeySecretRef: key('secret-access-key'),
      },
    },
  };
}

/** An account that may read the Secrets of that namespace, and nothing else. */
function readerOf(scope: Construct, namespace: string, labels: Labels): void {
  const metadata = { name: reader, namespace, labels };
  emit(scope, 'reader', KubeServiceAccount, {
    metadata,
    automountServiceAccountToken: preset(false, 'no pod is this account: the operator asks for a token of it'),
  });
  emit(scope, 'reader-role', KubeRole, {
    metadata,
    rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list', 'watch'] }],
  });
  emit(scope, 'reader-binding', KubeRoleBinding, {
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: reader },
    subjects: [{ kind: 'ServiceAccount', name: reader, namespace }],
  });
}
