import type {
  Container,
  EnvVar,
  PodTemplateSpec,
  ResourceRequirements,
  VolumeMount,
} from 'cdk8s-plus-28/lib/imports/k8s';
import { quantity } from '../emit.js';
import { type Identity, podLabels } from '../labels.js';
import { type Draft, derive, type Input, preset } from '../traced.js';
import type { MountedFiles } from './config-files.js';
import type { Placement } from './placement.js';
import type { HttpProbes } from './probes.js';
import { containerSecurity, podSecurity } from './security-context.js';

/** A pod as a service describes it, once, whatever controller will run it. */
export interface PodTemplateProps {
  readonly identity: Identity;
  readonly image: Input<string>;
  /** The image's own command when absent. */
  readonly command?: Draft<string[]>;
  readonly ports: readonly { readonly name: string; readonly port: Input<number> }[];
  readonly env: readonly Draft<EnvVar>[];
  readonly resources: Draft<ResourceRequirements>;
  /** None where nothing serves: a task ends. */
  readonly probes?: HttpProbes;
  readonly placement: Placement;
  readonly serviceAccount: string;
  /** Whether its processes ask the API server, and so need the account's token. */
  readonly token?: boolean;
  /** Annotations besides. */
  readonly annotations?: Draft<Readonly<Record<string, string>>>;
  /** Folders besides `/tmp` that the container writes to; they start empty and go with the pod. */
  readonly writable?: Draft<readonly string[]>;
  readonly files?: MountedFiles;
  /** A volume that a claim of the controller provides, by name. */
  readonly claim?: { readonly name: string; readonly folder: Input<string> };
  /** Of a task: it ends. Pods of everything else start their containers again. */
  readonly restartPolicy?: Input<'Never' | 'OnFailure'>;
  /** Seconds to wait before the process is told to stop, so that load balancers forget the pod first. */
  readonly preStopSeconds?: Input<number>;
  /** Seconds from the order to stop until the kill; the wait before counts too. */
  readonly gracePeriodSeconds: Input<number>;
}

/** The pod template of a Deployment, StatefulSet, Rollout or Job. */
export function podTemplate(props: PodTemplateProps): Draft<PodTemplateSpec> {
  const scratch = ['/tmp', ...(props.writable ?? [])];
  return {
    metadata: {
      labels: podLabels(props.identity),
      annotations: annotations(props),
    },
    spec: {
      serviceAccountName: props.serviceAccount,
      ...(props.token && {
        automountServiceAccountToken: preset(true, 'what it needs of the API server it asks with it'),
      }),
      enableServiceLinks: preset(false, 'no variables that nobody chose, one for each Service of the namespace'),
      securityContext: podSecurity(props.claim !== undefined),
      terminationGracePeriodSeconds: props.gracePeriodSeconds,
      restartPolicy: props.restartPolicy,
      ...props.placement,
      containers: [container(props, scratch)],
      volumes: [
        ...scratch.map((_, i) => ({
          name: scratchName(i),
          emptyDir: { sizeLimit: quantity(preset('64Mi', 'a runaway file evicts its own pod, not its neighbours')) },
        })),
        ...(props.files ? [{ name: 'files', configMap: { name: props.files.configMap } }] : []),
      ],
    },
  };
}

function annotations({ files, annotations: more }: PodTemplateProps): Draft<Record<string, string>> | undefined {
  const all = { ...(files?.checksum && { 'checksum/files': files.checksum }), ...more };
  return Object.keys(all).length > 0 ? all : undefined;
}

function container(props: PodTemplateProps, scratch: readonly Input<string>[]): Draft<Container> {
  const { preStopSeconds, files, claim } = props;
  const mounts: Draft<VolumeMount>[] = [
    ...scratch.map((mountPath, i) => ({ name: scratchName(i), mountPath })),
    ...(files ? [{ name: 'files', mountPath: files.folder, readOnly: true }] : []),
    ...(claim ? [{ name: claim.name, mountPath: claim.folder }] : []),
  ];
  return {
    name: props.identity.name,
    image: props.image,
    command: props.command,
    ports: props.ports.length > 0 ? props.ports.map(({ name, port }) => ({ name, containerPort: port })) : undefined,
    env: props.env.length > 0 ? props.env : undefined,
    resources: props.resources,
    ...props.probes,
    ...(preStopSeconds !== undefined && { lifecycle: { preStop: { exec: { command: sleep(preStopSeconds) } } } }),
    securityContext: containerSecurity(),
    volumeMounts: mounts,
  };
}

/** Kubernetes has a `sleep` action of its own only from 1.30 on. */
function sleep(seconds: Input<number>): Draft<string[]> {
  return ['sleep', derive(seconds, String)];
}

function scratchName(i: number): string {
  return i === 0 ? 'tmp' : `scratch-${i}`;
}
