import { type CustomKind, kindsOf } from '../kind.js';

const group = { group: 'argoproj.io', version: 'v1alpha1' };
const cd = { ...group, package: '@kubernetes-models/argo-cd' };
const cdTypes = 'ComGithubArgoprojArgoCdV3PkgApisApplicationV1alpha1';
const rollouts = { ...group, package: '@kubernetes-models/argo-rollouts' };
const rolloutsTypes = 'ComGithubArgoprojArgoRolloutsPkgApisRolloutsV1alpha1';

export const argoKinds: readonly CustomKind[] = [
  ...kindsOf(cd, cdTypes, ['Application', 'AppProject']),
  // Generators nest generators, and each may repeat the template: one level is typed, the rest is open.
  ...kindsOf({ ...cd, opaque: /^spec\.generators\[\]\.(\w+\.template|(matrix|merge)\.generators\[\])$/ }, cdTypes, [
    'ApplicationSet',
  ]),
  ...kindsOf(rollouts, rolloutsTypes, ['Rollout', 'AnalysisTemplate']),
  ...kindsOf({ ...rollouts, scope: 'Cluster' }, rolloutsTypes, ['ClusterAnalysisTemplate']),
  ...kindsOf({ ...rollouts, schemaOnly: true }, rolloutsTypes, ['AnalysisRun', 'Experiment']),
];
