// Made by tools/gen.mjs from the files of this folder.
import type { Rule } from '../rule.js';
import { atAddress } from './delivery/at-address.js';
import { atArgs } from './delivery/at-args.js';
import { atDilution } from './delivery/at-dilution.js';
import { atMetric } from './delivery/at-metric.js';
import { atPrometheusResult } from './delivery/at-prometheus-result.js';
import { atWindow } from './delivery/at-window.js';
import { canaryRoute } from './delivery/canary-route.js';
import { flaggerOwned } from './delivery/flagger-owned.js';
import { flaggerReplicas } from './delivery/flagger-replicas.js';
import { flaggerTarget } from './delivery/flagger-target.js';
import { migrationSwap } from './delivery/migration-swap.js';
import { roAlb } from './delivery/ro-alb.js';
import { roCapacity } from './delivery/ro-capacity.js';
import { roIstio } from './delivery/ro-istio.js';
import { roServices } from './delivery/ro-services.js';
import { roStep } from './delivery/ro-step.js';
import { roStrategy } from './delivery/ro-strategy.js';
import { roWeightRounding } from './delivery/ro-weight-rounding.js';
import { appDestination } from './gitops/app-destination.js';
import { appMissing } from './gitops/app-missing.js';
import { appSchema } from './gitops/app-schema.js';
import { appUnlike } from './gitops/app-unlike.js';
import { appset } from './gitops/appset.js';
import { argocdName } from './gitops/argocd-name.js';
import { argocdSource } from './gitops/argocd-source.js';
import { crdFirst } from './gitops/crd-first.js';
import { crdSize } from './gitops/crd-size.js';
import { finalizer } from './gitops/finalizer.js';
import { helmValuesRef } from './gitops/helm-values-ref.js';
import { helmValuesSchema } from './gitops/helm-values-schema.js';
import { hooks } from './gitops/hooks.js';
import { ignoreDiff } from './gitops/ignore-diff.js';
import { ignorePath } from './gitops/ignore-path.js';
import { imageUpdaterCreds } from './gitops/image-updater-creds.js';
import { imageUpdaterMode } from './gitops/image-updater-mode.js';
import { kustomize } from './gitops/kustomize.js';
import { ownershipOverlap } from './gitops/ownership-overlap.js';
import { projectKind } from './gitops/project-kind.js';
import { projectSchema } from './gitops/project-schema.js';
import { project } from './gitops/project.js';
import { syncOption } from './gitops/sync-option.js';
import { syncWave } from './gitops/sync-wave.js';
import { tracking } from './gitops/tracking.js';
import { waveDeadlock } from './gitops/wave-deadlock.js';
import { waveSuspended } from './gitops/wave-suspended.js';
import { alertCondition } from './monitoring/alert-condition.js';
import { alertSeverity } from './monitoring/alert-severity.js';
import { alertmanager } from './monitoring/alertmanager.js';
import { dashboard } from './monitoring/dashboard.js';
import { metricUnknown } from './monitoring/metric-unknown.js';
import { monitorRelabel } from './monitoring/monitor-relabel.js';
import { monitorSelector } from './monitoring/monitor-selector.js';
import { promPicksUp } from './monitoring/prom-picks-up.js';
import { rateWindow } from './monitoring/rate-window.js';
import { ruleSchema } from './monitoring/rule-schema.js';
import { sloBurn } from './monitoring/slo-burn.js';
import { vectorMatch } from './monitoring/vector-match.js';
import { albGroup } from './network/alb-group.js';
import { albTarget } from './network/alb-target.js';
import { authz } from './network/authz.js';
import { commonlabelsSelector } from './network/commonlabels-selector.js';
import { drOverlap } from './network/dr-overlap.js';
import { externaldnsAnnotation } from './network/externaldns-annotation.js';
import { gatewayServer } from './network/gateway-server.js';
import { headlessService } from './network/headless-service.js';
import { hostUnresolved } from './network/host-unresolved.js';
import { ingressBackend } from './network/ingress-backend.js';
import { ingressTls } from './network/ingress-tls.js';
import { istioHold } from './network/istio-hold.js';
import { mtlsNoSidecar } from './network/mtls-no-sidecar.js';
import { mtlsOverlap } from './network/mtls-overlap.js';
import { mtlsRefused } from './network/mtls-refused.js';
import { mtlsScrape } from './network/mtls-scrape.js';
import { netpolDns } from './network/netpol-dns.js';
import { netpolPair } from './network/netpol-pair.js';
import { netpolPlatform } from './network/netpol-platform.js';
import { netpolSelectorDead } from './network/netpol-selector-dead.js';
import { netpolServicePort } from './network/netpol-service-port.js';
import { netpolTypes } from './network/netpol-types.js';
import { netpolUnused } from './network/netpol-unused.js';
import { operatorLabels } from './network/operator-labels.js';
import { portConflict } from './network/port-conflict.js';
import { protoMismatch } from './network/proto-mismatch.js';
import { redisMasterEndpoint } from './network/redis-master-endpoint.js';
import { routeDuplicate } from './network/route-duplicate.js';
import { routePrefix } from './network/route-prefix.js';
import { routeShadow } from './network/route-shadow.js';
import { serviceEntry } from './network/service-entry.js';
import { serviceSelectsNothing } from './network/service-selects-nothing.js';
import { serviceTargetport } from './network/service-targetport.js';
import { subsetEmpty } from './network/subset-empty.js';
import { subsetLabel } from './network/subset-label.js';
import { tierLabel } from './network/tier-label.js';
import { vsGateway } from './network/vs-gateway.js';
import { vsHost } from './network/vs-host.js';
import { vsRetry } from './network/vs-retry.js';
import { vsSubset } from './network/vs-subset.js';
import { vsTimeout } from './network/vs-timeout.js';
import { vsWeight } from './network/vs-weight.js';
import { ciPathFilter } from './pipeline/ci-path-filter.js';
import { ghaSchema } from './pipeline/gha-schema.js';
import { permissions } from './pipeline/permissions.js';
import { scriptInjection } from './pipeline/script-injection.js';
import { tagUpdate } from './pipeline/tag-update.js';
import { maxPods } from './scheduling/max-pods.js';
import { nodeCapacity } from './scheduling/node-capacity.js';
import { nodeLabelUnknown } from './scheduling/node-label-unknown.js';
import { nodeOvercommit } from './scheduling/node-overcommit.js';
import { nodeselectorPerService } from './scheduling/nodeselector-per-service.js';
import { spreadSelector } from './scheduling/spread-selector.js';
import { taintNoToleration } from './scheduling/taint-no-toleration.js';
import { tolerationUnlike } from './scheduling/toleration-unlike.js';
import { apiRemoved } from './schema/api-removed.js';
import { crdApiVersion } from './schema/crd-api-version.js';
import { crdSchema } from './schema/crd-schema.js';
import { defaultClass } from './schema/default-class.js';
import { duplicateResource } from './schema/duplicate-resource.js';
import { eckReserved } from './schema/eck-reserved.js';
import { labelValue } from './schema/label-value.js';
import { nameSlip } from './schema/name-slip.js';
import { nameSyntax } from './schema/name-syntax.js';
import { namespaceUndeclared } from './schema/namespace-undeclared.js';
import { placeholder } from './schema/placeholder.js';
import { schema } from './schema/schema.js';
import { serviceRename } from './schema/service-rename.js';
import { yamlString } from './schema/yaml-string.js';
import { yamlSyntax } from './schema/yaml-syntax.js';
import { yamlTrap } from './schema/yaml-trap.js';
import { automount } from './security/automount.js';
import { capability } from './security/capability.js';
import { externalsecret } from './security/externalsecret.js';
import { imageDigest } from './security/image-digest.js';
import { pssLabel } from './security/pss-label.js';
import { pssRestricted } from './security/pss-restricted.js';
import { rbac } from './security/rbac.js';
import { roleArn } from './security/role-arn.js';
import { roleUnknown } from './security/role-unknown.js';
import { sealedsecret } from './security/sealedsecret.js';
import { secretLiteral } from './security/secret-literal.js';
import { allAtOnce } from './workloads/all-at-once.js';
import { amqpUser } from './workloads/amqp-user.js';
import { amqpVhost } from './workloads/amqp-vhost.js';
import { celeryProbe } from './workloads/celery-probe.js';
import { commandWords } from './workloads/command-words.js';
import { dbName } from './workloads/db-name.js';
import { envExpansion } from './workloads/env-expansion.js';
import { envMissing } from './workloads/env-missing.js';
import { envPrefix } from './workloads/env-prefix.js';
import { envServiceLink } from './workloads/env-service-link.js';
import { envShadow } from './workloads/env-shadow.js';
import { envUnlike } from './workloads/env-unlike.js';
import { envWrongTarget } from './workloads/env-wrong-target.js';
import { grace } from './workloads/grace.js';
import { hpaReplicas } from './workloads/hpa-replicas.js';
import { hpaRequests } from './workloads/hpa-requests.js';
import { hpaTarget } from './workloads/hpa-target.js';
import { imageRegistry } from './workloads/image-registry.js';
import { imageTagScheme } from './workloads/image-tag-scheme.js';
import { image } from './workloads/image.js';
import { jobSidecar } from './workloads/job-sidecar.js';
import { kedaTrigger } from './workloads/keda-trigger.js';
import { keyMissing } from './workloads/key-missing.js';
import { labelMissing } from './workloads/label-missing.js';
import { limitRange } from './workloads/limit-range.js';
import { logPipeline } from './workloads/log-pipeline.js';
import { otelEnv } from './workloads/otel-env.js';
import { otelServiceName } from './workloads/otel-service-name.js';
import { pdbBlocksDrain } from './workloads/pdb-blocks-drain.js';
import { probeCommand } from './workloads/probe-command.js';
import { probeHasty } from './workloads/probe-hasty.js';
import { probeInconsistent } from './workloads/probe-inconsistent.js';
import { probePort } from './workloads/probe-port.js';
import { pullSecret } from './workloads/pull-secret.js';
import { queueMismatch } from './workloads/queue-mismatch.js';
import { readonlyPath } from './workloads/readonly-path.js';
import { redisSetting } from './workloads/redis-setting.js';
import { refMissing } from './workloads/ref-missing.js';
import { resourcesMissing } from './workloads/resources-missing.js';
import { resources } from './workloads/resources.js';
import { rolloutDeadlock } from './workloads/rollout-deadlock.js';
import { rwoShared } from './workloads/rwo-shared.js';
import { rwoSurge } from './workloads/rwo-surge.js';
import { selectorOverlap } from './workloads/selector-overlap.js';
import { selectorTemplate } from './workloads/selector-template.js';
import { selectsNothing } from './workloads/selects-nothing.js';
import { shardCount } from './workloads/shard-count.js';
import { storageClass } from './workloads/storage-class.js';
import { stsService } from './workloads/sts-service.js';
import { volumeMount } from './workloads/volume-mount.js';

/** Every rule, by area and id. */
export const rules: readonly Rule[] = [
  atAddress,
  atArgs,
  atDilution,
  atMetric,
  atPrometheusResult,
  atWindow,
  canaryRoute,
  flaggerOwned,
  flaggerReplicas,
  flaggerTarget,
  migrationSwap,
  roAlb,
  roCapacity,
  roIstio,
  roServices,
  roStep,
  roStrategy,
  roWeightRounding,
  appDestination,
  appMissing,
  appSchema,
  appUnlike,
  appset,
  argocdName,
  argocdSource,
  crdFirst,
  crdSize,
  finalizer,
  helmValuesRef,
  helmValuesSchema,
  hooks,
  ignoreDiff,
  ignorePath,
  imageUpdaterCreds,
  imageUpdaterMode,
  kustomize,
  ownershipOverlap,
  projectKind,
  projectSchema,
  project,
  syncOption,
  syncWave,
  tracking,
  waveDeadlock,
  waveSuspended,
  alertCondition,
  alertSeverity,
  alertmanager,
  dashboard,
  metricUnknown,
  monitorRelabel,
  monitorSelector,
  promPicksUp,
  rateWindow,
  ruleSchema,
  sloBurn,
  vectorMatch,
  albGroup,
  albTarget,
  authz,
  commonlabelsSelector,
  drOverlap,
  externaldnsAnnotation,
  gatewayServer,
  headlessService,
  hostUnresolved,
  ingressBackend,
  ingressTls,
  istioHold,
  mtlsNoSidecar,
  mtlsOverlap,
  mtlsRefused,
  mtlsScrape,
  netpolDns,
  netpolPair,
  netpolPlatform,
  netpolSelectorDead,
  netpolServicePort,
  netpolTypes,
  netpolUnused,
  operatorLabels,
  portConflict,
  protoMismatch,
  redisMasterEndpoint,
  routeDuplicate,
  routePrefix,
  routeShadow,
  serviceEntry,
  serviceSelectsNothing,
  serviceTargetport,
  subsetEmpty,
  subsetLabel,
  tierLabel,
  vsGateway,
  vsHost,
  vsRetry,
  vsSubset,
  vsTimeout,
  vsWeight,
  ciPathFilter,
  ghaSchema,
  permissions,
  scriptInjection,
  tagUpdate,
  maxPods,
  nodeCapacity,
  nodeLabelUnknown,
  nodeOvercommit,
  nodeselectorPerService,
  spreadSelector,
  taintNoToleration,
  tolerationUnlike,
  apiRemoved,
  crdApiVersion,
  crdSchema,
  defaultClass,
  duplicateResource,
  eckReserved,
  labelValue,
  nameSlip,
  nameSyntax,
  namespaceUndeclared,
  placeholder,
  schema,
  serviceRename,
  yamlString,
  yamlSyntax,
  yamlTrap,
  automount,
  capability,
  externalsecret,
  imageDigest,
  pssLabel,
  pssRestricted,
  rbac,
  roleArn,
  roleUnknown,
  sealedsecret,
  secretLiteral,
  allAtOnce,
  amqpUser,
  amqpVhost,
  celeryProbe,
  commandWords,
  dbName,
  envExpansion,
  envMissing,
  envPrefix,
  envServiceLink,
  envShadow,
  envUnlike,
  envWrongTarget,
  grace,
  hpaReplicas,
  hpaRequests,
  hpaTarget,
  imageRegistry,
  imageTagScheme,
  image,
  jobSidecar,
  kedaTrigger,
  keyMissing,
  labelMissing,
  limitRange,
  logPipeline,
  otelEnv,
  otelServiceName,
  pdbBlocksDrain,
  probeCommand,
  probeHasty,
  probeInconsistent,
  probePort,
  pullSecret,
  queueMismatch,
  readonlyPath,
  redisSetting,
  refMissing,
  resourcesMissing,
  resources,
  rolloutDeadlock,
  rwoShared,
  rwoSurge,
  selectorOverlap,
  selectorTemplate,
  selectsNothing,
  shardCount,
  storageClass,
  stsService,
  volumeMount,
];

/** The areas in that order, each with the number of its rules. */
export const areas = [
  ['delivery', 18],
  ['gitops', 27],
  ['monitoring', 12],
  ['network', 42],
  ['pipeline', 5],
  ['scheduling', 8],
  ['schema', 16],
  ['security', 11],
  ['workloads', 50],
] as const;
