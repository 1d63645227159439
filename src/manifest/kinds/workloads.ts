import { withPods } from './pod.js';
import { group, type KindRow, type NameRow } from './row.js';

const CLAIMS: NameRow = {
  from: 'spec.volumeClaimTemplates[].spec.storageClassName',
  to: 'StorageClass',
  checkedBy: 'storage-class',
};

const STEPS = 'spec.strategy.canary.steps[]';

/** Where a Rollout names analysis templates. Source: Argo Rollouts, RolloutAnalysis. */
const ANALYSES = [
  'spec.strategy.canary.analysis',
  `${STEPS}.analysis`,
  'spec.strategy.blueGreen.prePromotionAnalysis',
  'spec.strategy.blueGreen.postPromotionAnalysis',
];

/** A template's name, and the flag that makes it a cluster-wide one. */
function analysisTemplate(path: string): NameRow[] {
  const row = { from: `${path}.templateName`, strength: 'strict', checkedBy: 'at-args' } as const;
  return [
    { ...row, to: 'AnalysisTemplate', unless: 'clusterScope' },
    { ...row, to: 'ClusterAnalysisTemplate', when: 'clusterScope' },
  ];
}

const ROUTING = 'spec.strategy.canary.trafficRouting';

/** Source: Argo Rollouts, features/specification and features/traffic-management. */
const ROLLOUT: readonly NameRow[] = [
  { from: 'spec.workloadRef.name', to: 'Deployment', kind: 'kind', group: 'apiVersion', checkedBy: 'ro-strategy' },
  ...[
    'canary.canaryService',
    'canary.stableService',
    'canary.pingPong.pingService',
    'canary.pingPong.pongService',
    'blueGreen.activeService',
    'blueGreen.previewService',
  ].map((path): NameRow => ({ from: `spec.strategy.${path}`, to: 'Service', checkedBy: 'ro-services' })),
  ...[...ANALYSES.map((path) => `${path}.templates[]`), `${STEPS}.experiment.analyses[]`].flatMap(analysisTemplate),
  {
    from: `${ROUTING}.istio.virtualService.name`,
    to: 'VirtualService',
    strength: 'strict',
    form: 'dotted',
    checkedBy: 'ro-istio',
  },
  {
    from: `${ROUTING}.istio.virtualServices[].name`,
    to: 'VirtualService',
    strength: 'strict',
    form: 'dotted',
    checkedBy: 'ro-istio',
  },
  { from: `${ROUTING}.istio.destinationRule.name`, to: 'DestinationRule', strength: 'strict', checkedBy: 'ro-istio' },
  { from: `${ROUTING}.alb.ingress`, to: 'Ingress', checkedBy: 'ro-alb' },
  { from: `${ROUTING}.alb.ingresses[]`, to: 'Ingress', checkedBy: 'ro-alb' },
  { from: `${ROUTING}.alb.rootService`, to: 'Service', checkedBy: 'ro-alb' },
  { from: `${ROUTING}.nginx.stableIngress`, to: 'Ingress', checkedBy: 'ro-alb' },
  { from: `${ROUTING}.nginx.stableIngresses[]`, to: 'Ingress', checkedBy: 'ro-alb' },
];

/** Kinds that own pods. */
export const WORKLOADS: readonly KindRow[] = [
  ...group('', [
    { kind: 'Pod', scope: 'namespaced', podTemplate: '' },
    { kind: 'ReplicationController', scope: 'namespaced', podTemplate: 'spec.template' },
  ]),
  ...group('apps', [
    { kind: 'Deployment', scope: 'namespaced', podTemplate: 'spec.template' },
    { kind: 'ReplicaSet', scope: 'namespaced', podTemplate: 'spec.template' },
    { kind: 'DaemonSet', scope: 'namespaced', podTemplate: 'spec.template' },
    {
      kind: 'StatefulSet',
      scope: 'namespaced',
      podTemplate: 'spec.template',
      lists: { 'spec.volumeClaimTemplates': ['metadata.name'] },
      references: [{ from: 'spec.serviceName', to: 'Service', checkedBy: 'sts-service' }, CLAIMS],
    },
    { kind: 'ControllerRevision', scope: 'namespaced' },
  ]),
  ...group('batch', [
    { kind: 'Job', scope: 'namespaced', podTemplate: 'spec.template' },
    { kind: 'CronJob', scope: 'namespaced', podTemplate: 'spec.jobTemplate.spec.template' },
  ]),
  ...group('argoproj.io', [
    { kind: 'Rollout', scope: 'namespaced', podTemplate: 'spec.template', references: ROLLOUT },
  ]),
  ...group('keda.sh', [
    {
      kind: 'ScaledJob',
      scope: 'namespaced',
      podTemplate: 'spec.jobTargetRef.template',
      lists: { 'spec.triggers': ['type', 'name'] },
    },
  ]),
].map(withPods);
