import { type CustomKind, kindsOf } from '../kind.js';

const external = { package: '@kubernetes-models/external-secrets', group: 'external-secrets.io', version: 'v1' };
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
  {
    package: '@kubernetes-models/sealed-secrets',
    group: 'bitnami.com',
    version: 'v1alpha1',
    kind: 'SealedSecret',
    schema: 'ComGithubBitnamiLabsSealedSecretsPkgApisSealedsecretsV1alpha1SealedSecret',
  },
];
