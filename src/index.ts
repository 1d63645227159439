// The authoring API: all that a fleet, or a cdk8s app, imports.
export { type Cluster, type ClusterSpec, cluster, type NodeSpec, type SystemPods } from './cluster/cluster.js';
export type {
  Addresses,
  Call,
  CallEnd,
  ExternalObject,
  Facts,
  NetworkFacts,
  NodeFacts,
  Pods,
  Taint,
} from './cluster/facts.js';
export type { Machine, MachineType } from './cluster/machines.js';
export { type NetworkRanges, overlay, routable } from './cluster/network.js';
export { type EbsProps, ebs, type StorageClass } from './cluster/storage-class.js';
export { type Channel, type EmailChannel, email, type SlackChannel, slack } from './construct/channel.js';
export {
  type Connection,
  type ConnectionProps,
  connection,
  type OutsideProps,
  outside,
  type PodsBehind,
} from './construct/connection.js';
export { defaultDeny, type Isolation } from './construct/isolation.js';
export {
  type ApiResource,
  apiResource,
  change,
  configMaps,
  deployments,
  endpoints,
  jobs,
  leases,
  manage,
  type Need,
  persistentVolumeClaims,
  podLogs,
  podObjects,
  read,
  serviceObjects,
} from './construct/need.js';
export {
  type AlbIngress,
  alb,
  type ClassIngress,
  type GatewayApiIngress,
  type GatewayRef,
  gatewayApi,
  type IngressPlatform,
  type IstioIngress,
  ingressClass,
  istio,
  kubePrometheusStack,
  type MonitoringStack,
  type Platform,
  type Prometheus,
  type Registry,
} from './construct/platform.js';
export type { ConfigFiles } from './construct/pod/config-files.js';
export type { Resources } from './construct/pod/resources.js';
export {
  notificationSecret,
  type PullSecretProps,
  pullSecret,
  type SecretContent,
  type SecretKey,
  type SecretProps,
  type SecretRef,
  secret,
} from './construct/secrets/secret.js';
export {
  type AwsProps,
  clusterSecrets,
  type ExternalSource,
  madeBy,
  type OthersSource,
  type Provider,
  parameterStore,
  type SealedSource,
  type SecretSource,
  type SourceProps,
  sealed,
  secretsManager,
  type VaultProps,
  vault,
} from './construct/secrets/secret-source.js';
export { type PostgresProps, PostgresStore, postgresStore } from './data/postgres.js';
export { type RabbitmqProps, RabbitmqStore, rabbitmqStore } from './data/rabbitmq.js';
export { type Eviction, type RedisProps, RedisStore, redisStore } from './data/redis.js';
export type { Settings } from './data/settings.js';
export type { Store, StorePlatform, StoreProps } from './data/store.js';
export type { Analysis, Timing } from './delivery/analysis/analysis.js';
export { type WebProps, web } from './delivery/analysis/endpoint.js';
export type { RequestProps } from './delivery/analysis/prometheus.js';
export { type PromqlProps, promql } from './delivery/analysis/promql.js';
export type { Reporter } from './delivery/analysis/request-metrics.js';
export {
  type ErrorBudgetBurnProps,
  errorBudgetBurn,
  type LatencyProps,
  latency,
  type SuccessRateProps,
  successRate,
} from './delivery/analysis/requests.js';
export { type JobProps, job } from './delivery/analysis/task.js';
export type { NoTraffic } from './delivery/analysis/threshold.js';
export { BlueGreenRollout, type BlueGreenRolloutProps, blueGreen } from './delivery/blue-green/blue-green.js';
export { type BlueGreenPairProps, blueGreenPair } from './delivery/blue-green/pair.js';
export type { BlueGreenProps } from './delivery/blue-green/props.js';
export { CanaryRollout, type CanaryRolloutProps, canary } from './delivery/canary/canary.js';
export type { CanaryProps } from './delivery/canary/props.js';
export { experiment, judge, pause, pods, type Step, untilPromoted, weight } from './delivery/canary/step.js';
export { cookie, header, type Match } from './delivery/entrance/match.js';
export { FlaggerCanary, type FlaggerCanaryProps, flagger } from './delivery/flagger/flagger.js';
export {
  type FlaggerMetric,
  type FlaggerQueryProps,
  flaggerQuery,
  requestDuration,
  requestSuccessRate,
} from './delivery/flagger/metrics.js';
export type { FlaggerProps } from './delivery/flagger/props.js';
export { type MigrateProps, type MigrationTarget, migrate } from './delivery/migrate.js';
export { type RollingProps, recreate, rolling } from './delivery/rolling.js';
export { type StatefulStrategy, statefulUpdate } from './delivery/stateful-update.js';
export type { Delivered, Entrance, Strategy, Workload } from './delivery/strategy.js';
export { type AddOn, type AddOnProps, addOn, type Brought, type BroughtExporter } from './gitops/add-on.js';
export {
  argoRollouts,
  awsLoadBalancerController,
  type ChartValues,
  certManager,
  ebsCsiDriver,
  externalDns,
  externalSecrets,
  istioBase,
  istiod,
  keda,
  metricsServer,
  sealedSecrets,
} from './gitops/add-ons.js';
export type { GitSource } from './gitops/application.js';
export { type Detection, type Poll, poll, type Webhook, webhook } from './gitops/detection.js';
export { blackboxExporter, type ChartNodes, kubePrometheusStackChart } from './gitops/monitoring-add-ons.js';
export type { Event } from './gitops/notification-events.js';
export type { Notifications } from './gitops/notifications.js';
export type { Freeze } from './gitops/sync-window.js';
export type { AlertOptions, AlertSettings, Severity } from './monitoring/alert.js';
export { AlertRules, type AlertRulesProps, type Recording, type RuleGroup } from './monitoring/alert-rules.js';
export { alertmanagerFile } from './monitoring/alertmanager-file.js';
export type { ServiceAlert, WorkerAlert } from './monitoring/alerts/workload.js';
export { type MonitorProps, podMonitor, type Scrape, serviceMonitor } from './monitoring/monitor.js';
export type { OwnAlert, OwnAlerts } from './monitoring/own-alert.js';
export { type Alerting, type AlertRoute, alerting, type QuietTime } from './monitoring/routing.js';
export type { Slo } from './monitoring/slo.js';
export { type GithubActions, githubActions } from './pipeline/github-actions.js';
export type { CiTimes, GithubActionsProps } from './pipeline/repository.js';
export { type Acceptance, accept } from './service/accept.js';
export type { CeleryProps } from './service/celery.js';
export { EcoService, type EcoServiceProps } from './service/eco-service.js';
export { EcoWorker, type EcoWorkerProps } from './service/eco-worker.js';
export type { EnvironmentSpec } from './service/environment/environment-spec.js';
export {
  type AnyDefinition,
  type Authoring,
  defineFleet,
  type Environment,
  type Fleet,
  type FleetSpec,
  type ServiceDefinition,
  type StoreDefinition,
  type WorkerDefinition,
} from './service/fleet.js';
export {
  type Hook,
  type Migration,
  type MigrationProps,
  migration,
  type SmokeTest,
  type SmokeTestProps,
  smokeTest,
} from './service/hooks/hook.js';
export type { Image } from './service/image.js';
export { type LocalState, type SqliteWalProps, sqliteWal } from './service/local-state.js';
export { type Field, type Override, override, type Written } from './service/override/override.js';
export type { OverridableKinds } from './service/override/override-kinds.js';
export type { Route } from './service/route.js';
export {
  type AutomaticProps,
  type AutomaticScale,
  automatic,
  type FixedScale,
  fixed,
  type Scale,
} from './service/scale.js';
export type {
  ServiceReference,
  ServiceSpec,
  StatefulWorkerSpec,
  StatelessWorkerSpec,
  StoreReference,
  WorkerSpec,
} from './service/spec.js';
export type { Duration } from './values/duration.js';
export type { Bytes, Cpu } from './values/quantity.js';
