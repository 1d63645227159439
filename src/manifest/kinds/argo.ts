import { group, type KindRow, type NameRow } from './row.js';

const TEMPLATES: readonly NameRow[] = [
  {
    from: 'spec.templates[].templateName',
    to: 'AnalysisTemplate',
    strength: 'strict',
    unless: 'clusterScope',
    checkedBy: 'at-args',
  },
  {
    from: 'spec.templates[].templateName',
    to: 'ClusterAnalysisTemplate',
    strength: 'strict',
    when: 'clusterScope',
    checkedBy: 'at-args',
  },
];

const SECRET_ARGS: readonly NameRow[] = [{ from: 'spec.args[].valueFrom.secretKeyRef.name', to: 'Secret', key: 'key' }];

const METRICS = { 'spec.metrics': ['name'], 'spec.args': ['name'] };

// Strict: of one wave Argo CD would create them by name, and an Application without its project is an error.
const PROJECT: NameRow = { from: 'project', to: 'AppProject', strength: 'strict', checkedBy: 'project' };

/** Argo Rollouts and Argo CD. Source: their CRDs. `Rollout` is in workloads.ts. */
export const ARGO: readonly KindRow[] = group('argoproj.io', [
  { kind: 'AnalysisTemplate', scope: 'namespaced', lists: METRICS, references: [...TEMPLATES, ...SECRET_ARGS] },
  { kind: 'ClusterAnalysisTemplate', scope: 'cluster', lists: METRICS, references: TEMPLATES },
  { kind: 'AnalysisRun', scope: 'namespaced', lists: METRICS },
  { kind: 'Experiment', scope: 'namespaced', lists: { 'spec.templates': ['name'], 'spec.analyses': ['name'] } },
  {
    kind: 'Application',
    scope: 'namespaced',
    lists: { 'spec.source.helm.parameters': ['name'] },
    references: [{ ...PROJECT, from: 'spec.project' }],
  },
  {
    kind: 'ApplicationSet',
    scope: 'namespaced',
    references: [{ ...PROJECT, from: 'spec.template.spec.project' }],
  },
  { kind: 'AppProject', scope: 'namespaced' },
]);
