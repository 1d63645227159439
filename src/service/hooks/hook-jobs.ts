import { Chart } from 'cdk8s';
import { type EnvVar, KubeJob } from 'cdk8s-plus-28/lib/imports/k8s';
import { Construct } from 'constructs';
import type { Connection } from '../../construct/connection.js';
import { checkDurations, inSeconds } from '../../construct/durations.js';
import { emit } from '../../construct/emit.js';
import { type Identity, objectLabels } from '../../construct/labels.js';
import type { Platform } from '../../construct/platform.js';
import { type PodTemplateProps, podTemplate } from '../../construct/pod/pod-template.js';
import { reject } from '../../construct/reject.js';
import { type Draft, from, type Input, plain, preset } from '../../construct/traced.js';
import type { Strategy } from '../../delivery/strategy.js';
import { networkAccess } from '../network-access.js';
import type { Hook } from './hook.js';
import { hookName, hookTalks, hostOf } from './hook-talks.js';

/** The service or worker that a hook belongs to. */
export interface Hooked {
  readonly identity: Identity;
  readonly platform: Platform;
  readonly delivery: Strategy;
  readonly port: Input<number>;
  readonly portName: string;
  readonly uses?: readonly Connection[] | undefined;
  readonly hooks?: readonly Hook[] | undefined;
  /** Its pods, without what only those that go on running need. */
  readonly pod: Omit<PodTemplateProps, 'identity' | 'ports' | 'probes' | 'preStopSeconds' | 'command' | 'claim'>;
}

/** Jobs that Argo CD runs at each sync, and what their pods may reach. Source: Argo CD, "Resource Hooks". */
export function hookJobs(scope: Construct, service: Hooked): void {
  const { namespace = '' } = Chart.of(scope);
  const meshed = service.platform.mesh?.namespaces.includes(namespace) === true;
  const seen = new Set<string>();
  for (const hook of service.hooks ?? []) {
    if (seen.has(hook.hook)) twice(scope, service, hook);
    else if (meshed) inMesh(scope, service, hook);
    else hookJob(new Construct(scope, hook.hook), service, hook);
    seen.add(hook.hook);
  }
}

function hookJob(scope: Construct, service: Hooked, hook: Hook): void {
  check(scope, service, hook);
  const { platform, pod } = service;
  const { namespace = '' } = Chart.of(scope);
  const identity = { ...service.identity, name: hookName(service.identity.name, hook), component: hook.hook };
  const template = podTemplate({
    ...pod,
    identity,
    env: variablesOf(scope, service, hook),
    command: from(hook.props, 'command'),
    ports: [],
    restartPolicy: preset('Never', 'each attempt is a pod of its own, whose logs stay'),
    gracePeriodSeconds: preset(30, 'an attempt that is stopped may end what it has begun'),
  });
  emit(scope, 'job', KubeJob, {
    metadata: {
      name: identity.name,
      labels: objectLabels(identity),
      annotations: {
        'argocd.argoproj.io/hook': phaseOf(hook),
        'argocd.argoproj.io/hook-delete-policy': preset(
          'BeforeHookCreation',
          'a Job never changes: the last one goes before the next comes, and its logs can be read until then',
        ),
      },
    },
    spec: {
      activeDeadlineSeconds: inSeconds(from(hook.props, 'deadline')),
      backoffLimit: from(hook.props, 'retries') ?? preset(2, 'what it calls may not answer at once'),
      template,
    },
  });
  networkAccess(scope, identity, hookTalks(service.identity.name, namespace, service, hook), platform);
}

function phaseOf({ hook }: Hook): Input<string> {
  return hook === 'migration'
    ? preset('Sync', 'after the Secrets and policies that it needs, and before the pods that need it')
    : preset('PostSync', 'once every pod of the service is healthy');
}

/** A smoke test asks as a stranger would: it gets no credentials, and may call nothing but the service. */
function variablesOf(scope: Construct, { identity, port, pod }: Hooked, { hook }: Hook): readonly Draft<EnvVar>[] {
  const { namespace = '' } = Chart.of(scope);
  if (hook === 'migration') return pod.env;
  return [{ name: 'SERVICE_URL', value: `http://${hostOf(identity.name, namespace)}:${plain(port)}` }];
}

function check(scope: Construct, { identity, delivery }: Hooked, { hook, props }: Hook): void {
  const property = (key: 'deadline' | 'retries') => ({ object: props, key });
  const deadline: unknown = props.deadline;
  if (deadline === undefined) {
    reject(scope, {
      rule: 'hook-deadline',
      message: `the ${hook} of "${identity.name}" has no deadline`,
      why: 'A hook that hangs keeps the sync running for ever: no later commit is applied.',
      fix: "Say how long all attempts may take: deadline: '5m'.",
      property: property('deadline'),
    });
  }
  checkDurations(scope, 'hook-deadline', props, ['deadline']);
  const { retries = 0 } = props;
  if (!Number.isInteger(retries) || retries < 0) {
    reject(scope, {
      rule: 'hook-retries',
      message: `retries ${retries} is no number of attempts`,
      why: 'The API server refuses the Job.',
      fix: 'Write a whole number: 0 for a single attempt.',
      property: property('retries'),
    });
  }
  if (hook === 'smoke-test' && delivery.takesOver === 'in-steps') {
    reject(scope, {
      rule: 'hook-waits',
      message: `"${identity.name}" is delivered step by step, and its smoke test runs after the last step`,
      why: 'The sync stays open for the whole way, so that later commits wait; or the test asks the old version.',
      fix: 'Measure the new version on the way: analysis: [successRate({ … })] of its delivery.',
      property: property('deadline'),
    });
  }
}

/** Source: Istio, "Sidecar lifecycle"; the sidecar is a container like any other, and outlives the task. */
function inMesh(scope: Construct, { identity }: Hooked, { hook, props }: Hook): void {
  reject(scope, {
    rule: 'hook-mesh',
    message: `the ${hook} of "${identity.name}" is a Job in a mesh, whose pods get a sidecar that never ends`,
    why: 'The task is done and the pod goes on: the Job runs into its deadline, and the sync fails.',
    fix: 'Let the service run it when it starts, or in a namespace outside of the mesh.',
    property: { object: props, key: 'command' },
  });
}

function twice(scope: Construct, { identity }: Hooked, { hook, props }: Hook): void {
  reject(scope, {
    rule: 'hook-twice',
    message: `"${identity.name}" has two hooks of the kind ${hook}`,
    why: 'Both would be the same Job: the later would overwrite the earlier.',
    fix: 'Make one command of the two.',
    property: { object: props, key: 'command' },
  });
}
