import { type CustomKind, kindsOf } from '../kind.js';

const external = { package: '@kubernetes-models/external-secrets', group: 'external-secrets.io', version: 'v1' };
const former = { ...external, version: 'v1beta1' };
const types = 'ComGithubExternalSecretsExternalSecretsApisExternalsecretsV1';

/** Of forty providers, those that are typed. */
const providers =
  /^spec\.provider\.(?!(?:aws|vault|kubernetes|fake)$)\w+$|^spec\.provider\.vault\.auth\.(?!(?:kubernetes|tokenSecretRef|appRole)\b)\w+$/;

export const secretKinds: readonly CustomKind[] = [
  ...kindsOf(external, types, ['ExternalSecret']),
  ...kindsOf({ ...external, scope: 'Cluster' }, types, ['ClusterExternalSecret']),
  ...kindsOf({ ...external, opaque: providers }, types, ['SecretStore']),
  ...kindsOf({ ...external, opaque: providers, scope: 'Cluster' }, types, ['ClusterSecretStore']),
  ...kindsOf({ ...external, version: 'v1alpha1' }, `${types}alpha1`, ['PushSecret']),
  // Served until 0.17 of the operator, without a conversion: found in many a repository.
  ...kindsOf(former, `${types}beta1`, ['ExternalSecret']),
  ...kindsOf({ ...former, scope: 'Cluster' }, `${types}beta1`, ['ClusterExternalSecret']),
  ...kindsOf({ ...former, opaque: providers }, `${types}beta1`, ['SecretStore']),
  ...kindsOf({ ...former, opaque: providers, scope: 'Cluster' }, `${types}beta1`, ['ClusterSecretStore']),
  {
    package: '@kubernetes-models/sealed-secrets',
    group: 'bitnami.com',
    version: 'v1alpha1',
    kind: 'SealedSecret',
    schema: 'ComGithubBitnamiLabsSealedSecretsPkgApisSealedsecretsV1alpha1SealedSecret',
  },
];
