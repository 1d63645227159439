import { isList } from '../../manifest/access.js';
import type { FieldPath, Json, Manifest } from '../../manifest/manifest.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import { type Report, report } from '../rule.js';

/** What a number may be, ends included, or the bounds of the fields below. Lists are passed through. */
interface Bounds {
  readonly [field: string]: Range | Bounds;
}

class Range {
  constructor(
    readonly least: number,
    readonly most = Number.POSITIVE_INFINITY,
    /** What to type, where it is more than a number of the range. */
    readonly fix?: string,
  ) {}
}

/**
 * Numbers that the API server refuses though they have their type: its schema names no bounds.
 * Source: Kubernetes, pkg/apis/{core,apps,batch,autoscaling,networking,policy,scheduling}/validation/validation.go.
 */
export function refusedNumbers(manifest: Manifest): readonly Report[] {
  const bounds = Object.hasOwn(OF_KINDS, manifest.ref.kind) ? OF_KINDS[manifest.ref.kind] : undefined;
  return bounds ? outside(manifest, manifest.object, bounds, []) : NONE;
}

/** The same of a pod, whatever it is made by. */
export function refusedPodNumbers({ manifest, spec }: PodTemplate): readonly Report[] {
  return outside(manifest, spec.value, OF_PODS, []).map((one) => ({ ...one, path: [...spec.path, ...one.path] }));
}

const NONE: readonly Report[] = [];

/** Nearly all numbers are right, so that a path is put together only for one that is not. */
function outside(
  manifest: Manifest,
  value: Json | undefined,
  bounds: Range | Bounds,
  path: (string | number)[],
): readonly Report[] {
  if (bounds instanceof Range) return typeof value === 'number' ? one(manifest, value, bounds, path) : NONE;
  if (typeof value !== 'object' || value === null) return NONE;
  let found = NONE;
  if (isList(value)) {
    for (let i = 0; i < value.length; i++) found = below(manifest, i, value[i], bounds, path, found);
  } else {
    // No copy of the keys: this is asked of every pod.
    for (const key in bounds)
      if (Object.hasOwn(value, key)) found = below(manifest, key, value[key], bounds[key], path, found);
  }
  return found;
}

function below(
  manifest: Manifest,
  step: string | number,
  value: Json | undefined,
  bounds: Range | Bounds | undefined,
  path: (string | number)[],
  found: readonly Report[],
): readonly Report[] {
  if (value === undefined || bounds === undefined) return found;
  path.push(step);
  const more = outside(manifest, value, bounds, path);
  path.pop();
  return more.length > 0 ? [...found, ...more] : found;
}

function one(manifest: Manifest, value: number, { least, most, fix }: Range, path: FieldPath): readonly Report[] {
  if (value >= least && value <= most) return NONE;
  const isOpen = most === Number.POSITIVE_INFINITY;
  const allowed = isOpen ? `at least ${least}` : `${least} to ${most === OCTAL ? '0777, in octal' : most}`;
  return [
    report({ manifest, path: [...path] }, `"${String(path.at(-1))}" is ${value}, allowed is ${allowed}`, {
      why: 'The API server refuses the object.',
      fix: fix ?? (isOpen ? `Write ${least} or more.` : `Write a number from ${least} to ${most}.`),
    }),
  ];
}

const NOT_NEGATIVE = new Range(0);
const PORT = new Range(1, 65535);
const ANY_PORT = new Range(0, 65535);
const WEIGHT = { weight: new Range(1, 100) };

const PROBE = {
  initialDelaySeconds: NOT_NEGATIVE,
  timeoutSeconds: NOT_NEGATIVE,
  periodSeconds: NOT_NEGATIVE,
  failureThreshold: NOT_NEGATIVE,
  terminationGracePeriodSeconds: new Range(1),
  httpGet: { port: PORT },
  tcpSocket: { port: PORT },
  grpc: { port: PORT },
};
const HANDLER = { httpGet: { port: PORT }, tcpSocket: { port: PORT } };
const CONTAINER = {
  // 0 asks for none.
  ports: { containerPort: PORT, hostPort: ANY_PORT },
  livenessProbe: PROBE,
  readinessProbe: PROBE,
  startupProbe: PROBE,
  lifecycle: { postStart: HANDLER, preStop: HANDLER },
};
const OCTAL = 0o777;
// 644 without the 0 is decimal: 0o1204.
const MODE = new Range(0, OCTAL, 'Write the mode with a 0 before it, which makes it octal: 0644.');
const FILES = { defaultMode: MODE, items: { mode: MODE } };
const PREFERRED = { preferredDuringSchedulingIgnoredDuringExecution: WEIGHT };

const OF_PODS: Bounds = {
  containers: CONTAINER,
  initContainers: CONTAINER,
  activeDeadlineSeconds: new Range(1),
  affinity: { nodeAffinity: PREFERRED, podAffinity: PREFERRED, podAntiAffinity: PREFERRED },
  topologySpreadConstraints: { maxSkew: new Range(1), minDomains: new Range(1) },
  volumes: { configMap: FILES, secret: FILES, downwardAPI: FILES, projected: { defaultMode: MODE } },
};

const REPLICAS = { replicas: NOT_NEGATIVE, minReadySeconds: NOT_NEGATIVE, revisionHistoryLimit: NOT_NEGATIVE };
const JOB = {
  parallelism: NOT_NEGATIVE,
  completions: NOT_NEGATIVE,
  activeDeadlineSeconds: NOT_NEGATIVE,
  backoffLimit: NOT_NEGATIVE,
  backoffLimitPerIndex: NOT_NEGATIVE,
  ttlSecondsAfterFinished: NOT_NEGATIVE,
};
const SCALING = {
  stabilizationWindowSeconds: new Range(0, 3600),
  policies: { value: new Range(1), periodSeconds: new Range(1, 1800) },
};
const UTILIZATION = { target: { averageUtilization: new Range(1) } };
const POLICY_PORTS = { ports: { port: PORT, endPort: PORT } };

const OF_KINDS: Readonly<Record<string, Bounds>> = {
  Deployment: { spec: { ...REPLICAS, progressDeadlineSeconds: NOT_NEGATIVE } },
  ReplicaSet: { spec: REPLICAS },
  DaemonSet: { spec: REPLICAS },
  StatefulSet: { spec: { ...REPLICAS, updateStrategy: { rollingUpdate: { partition: NOT_NEGATIVE } } } },
  Job: { spec: JOB },
  CronJob: {
    spec: {
      startingDeadlineSeconds: NOT_NEGATIVE,
      successfulJobsHistoryLimit: NOT_NEGATIVE,
      failedJobsHistoryLimit: NOT_NEGATIVE,
      jobTemplate: { spec: JOB },
    },
  },
  HorizontalPodAutoscaler: {
    spec: {
      behavior: { scaleUp: SCALING, scaleDown: SCALING },
      metrics: { resource: UTILIZATION, containerResource: UTILIZATION },
    },
  },
  // targetPort 0 is that of the Service.
  Service: {
    spec: {
      ports: { port: PORT, targetPort: ANY_PORT },
      sessionAffinityConfig: { clientIP: { timeoutSeconds: new Range(1, 86400) } },
    },
  },
  NetworkPolicy: { spec: { ingress: POLICY_PORTS, egress: POLICY_PORTS } },
};
