import { type CustomKind, kindsOf } from '../kind.js';

const common = { package: '@kubernetes-models/keda', group: 'keda.sh', version: 'v1alpha1' };
const types = 'ComGithubKedacoreKedaV2ApisKedaV1alpha1';

export const kedaKinds: readonly CustomKind[] = [
  ...kindsOf(common, types, ['ScaledObject', 'ScaledJob', 'TriggerAuthentication']),
  ...kindsOf({ ...common, scope: 'Cluster' }, types, ['ClusterTriggerAuthentication']),
];
