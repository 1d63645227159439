import { addedCapabilities } from './baseline.js';
import { type Control, inContainers, inherited, named, type Problem, since } from './pod.js';

const VOLUMES = new Set(
  'configMap csi downwardAPI emptyDir ephemeral persistentVolumeClaim projected secret image'.split(' '),
);

const volumes: Control = ({ spec }) =>
  spec.items('volumes').flatMap((volume): Problem[] =>
    volume.entries().flatMap(([kind, field]): Problem[] => {
      // hostPath is baseline's.
      if (kind === 'name' || kind === 'hostPath' || VOLUMES.has(kind)) return [];
      const message = `volume "${volume.at('name').text ?? ''}" is of kind ${kind}`;
      return [{ field, message, write: 'a PersistentVolumeClaim, or another kind that "restricted" knows' }];
    }),
  );

const escalation: Control = (pod) =>
  pod.windows
    ? []
    : inContainers(
        pod,
        'securityContext.allowPrivilegeEscalation',
        ({ flag }) => flag === false,
        'allowPrivilegeEscalation: false',
      );

const notRoot: Control = (pod) =>
  pod.ownUsers && since(pod, 35)
    ? []
    : [
        ...inherited(pod, 'securityContext.runAsNonRoot', ({ flag }) => flag === true, 'runAsNonRoot: true'),
        ...[pod.spec, ...pod.containers].flatMap((one): Problem[] => {
          const field = one.at('securityContext.runAsUser');
          if (field.number !== 0) return [];
          const who = one === pod.spec ? 'the pod' : named(one);
          return [{ field, message: `${who} runs as user 0, which is root`, write: 'runAsUser: 1000' }];
        }),
      ];

const seccomp: Control = (pod) =>
  pod.windows
    ? []
    : inherited(
        pod,
        'securityContext.seccompProfile.type',
        ({ text }) => text === 'RuntimeDefault' || text === 'Localhost',
        'seccompProfile: { type: RuntimeDefault }',
      );

const capabilities: Control = (pod) =>
  pod.windows
    ? []
    : [
        ...pod.containers.flatMap((container): Problem[] => {
          const field = container.at('securityContext.capabilities.drop');
          if (field.items().some(({ text }) => text === 'ALL')) return [];
          return [
            {
              field,
              message: `${named(container)} does not drop all capabilities`,
              write: 'capabilities: { drop: [ALL] }',
            },
          ];
        }),
        ...addedCapabilities(pod, new Set(['NET_BIND_SERVICE'])),
      ];

/** Source: Kubernetes, concepts/security/pod-security-standards, "Restricted". */
export const restrictedOnly: readonly Control[] = [volumes, escalation, notRoot, seccomp, capabilities];
