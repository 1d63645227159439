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
export type { ConfigFiles } from './construct/config-files.js';
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
  type AlbIngress,
  alb,
  type ClassIngress,
  type IngressPlatform,
  ingressClass,
  type Platform,
  type Registry,
} from './construct/platform.js';
export type { Resources } from './construct/resources.js';
export { type SecretProps, type SecretRef, secret } from './construct/secret.js';
export { type PostgresProps, PostgresStore, postgresStore } from './data/postgres.js';
export { type RabbitmqProps, RabbitmqStore, rabbitmqStore } from './data/rabbitmq.js';
export { type Eviction, type RedisProps, RedisStore, redisStore } from './data/redis.js';
export type { Settings } from './data/settings.js';
export type { Store, StorePlatform, StoreProps } from './data/store.js';
export { type RollingProps, recreate, rolling } from './delivery/rolling.js';
export { type StatefulStrategy, statefulUpdate } from './delivery/stateful-update.js';
export type { Strategy, Workload } from './delivery/strategy.js';
export type { GitSource } from './gitops/application.js';
export { type Acceptance, accept } from './service/accept.js';
export type { CeleryProps } from './service/celery.js';
export { EcoService, type EcoServiceProps } from './service/eco-service.js';
export { EcoWorker, type EcoWorkerProps } from './service/eco-worker.js';
export {
  type AnyDefinition,
  type Authoring,
  defineFleet,
  type Environment,
  type EnvironmentSpec,
  type Fleet,
  type FleetSpec,
  type ServiceDefinition,
  type StoreDefinition,
  type WorkerDefinition,
} from './service/fleet.js';
export type { Image } from './service/image.js';
export { type LocalState, type SqliteWalProps, sqliteWal } from './service/local-state.js';
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
