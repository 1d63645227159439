import type { Container, PodTemplateSpec, Volume, VolumeMount } from 'cdk8s-plus-28/lib/imports/k8s';
import { quantity } from '../construct/emit.js';
import { type Identity, podLabels } from '../construct/labels.js';
import type { MountedFiles } from '../construct/pod/config-files.js';
import type { Placement } from '../construct/pod/placement.js';
import { containerSecurity, podSecurity } from '../construct/pod/security-context.js';
import { type Draft, derive, type Input, preset } from '../construct/traced.js';

/** The pod of a store: its server, an exporter beside it, and where the server writes. */
export interface StorePod {
  /** The server's container, without what this function decides: mounts and security. */
  readonly server: Omit<Draft<Container>, 'volumeMounts' | 'securityContext'>;
  readonly exporter?: Draft<Container>;
  /** User and group that the image is made for. */
  readonly user: number;
  /** Folder that the volume is mounted at. */
  readonly data: string;
  /** Folders besides that the server writes to: they start empty with each pod. */
  readonly scratch: readonly Scratch[];
  readonly files?: MountedFiles;
  /** Seconds from the order to stop until the kill. */
  readonly gracePeriodSeconds: Input<number>;
}

/** A folder that is empty when the pod starts. */
export interface Scratch {
  /** Name of the volume. */
  readonly name: string;
  readonly folder: string;
  /** Lies in memory, up to this many mebibytes; they count towards the memory limit of the container. */
  readonly inMemory?: Input<number>;
}

/** Name of the volume, and of the claim before the pod's name is added. */
export const dataVolume = 'data';

/** The pod template of a store. The root file system is read-only: all that the server writes to is listed. */
export function storePod(
  identity: Identity,
  placement: Placement,
  priorityClass: Input<string> | undefined,
  pod: StorePod,
): Draft<PodTemplateSpec> {
  const { files, user } = pod;
  return {
    metadata: {
      labels: podLabels(identity),
      annotations: files?.checksum && { 'checksum/files': files.checksum },
    },
    spec: {
      serviceAccountName: identity.name,
      enableServiceLinks: preset(false, 'servers read variables such as REDIS_PORT, which would then be set to a URL'),
      priorityClassName: priorityClass,
      securityContext: {
        ...podSecurity(true, user),
        runAsGroup: preset(user, 'the group that the image is made for'),
      },
      terminationGracePeriodSeconds: pod.gracePeriodSeconds,
      ...placement,
      containers: [server(pod), ...(pod.exporter ? [pod.exporter] : [])],
      volumes: [
        ...pod.scratch.map(scratchVolume),
        ...(files ? [{ name: 'files', configMap: { name: files.configMap } }] : []),
      ],
    },
  };
}

function server({ server: container, scratch, files, data }: StorePod): Draft<Container> {
  const mounts: Draft<VolumeMount>[] = [
    ...scratch.map(({ name, folder }) => ({ name, mountPath: preset(folder, writes) })),
    ...(files ? [{ name: 'files', mountPath: files.folder, readOnly: true }] : []),
    { name: dataVolume, mountPath: preset(data, 'where the image keeps its data') },
  ];
  return { ...container, securityContext: containerSecurity(), volumeMounts: mounts };
}

const writes = 'the server writes there, and the rest of the file system is read-only';

function scratchVolume({ name, inMemory }: Scratch): Draft<Volume> {
  if (inMemory === undefined) {
    return {
      name,
      emptyDir: { sizeLimit: quantity(preset('64Mi', 'a runaway file evicts its own pod, not its neighbours')) },
    };
  }
  return { name, emptyDir: { medium: preset('Memory', 'shared memory is memory'), sizeLimit: mebibytes(inMemory) } };
}

function mebibytes(amount: Input<number>) {
  return quantity(derive(amount, (mib) => `${mib}Mi`));
}
