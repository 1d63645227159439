import type { Field } from '../../manifest/field.js';
import { anywhere, type Control, inContainers, named, type Pod, type Problem, since } from './pod.js';

/** What containers have of themselves in Docker, without NET_RAW: all that baseline lets one ask for. */
const CAPABILITIES = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);

/** Kernel settings of the pod alone, and the minor version since which they count as harmless. */
const SYSCTLS: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
};

const off = (field: Field) => field.flag !== true;

const hostNamespaces: Control = ({ spec }) =>
  ['hostNetwork', 'hostPID', 'hostIPC'].flatMap((name): Problem[] => {
    const field = spec.at(name);
    return off(field) ? [] : [{ field, message: `the pod has ${name} true`, write: `${name}: false` }];
  });

const hostPaths: Control = ({ spec }) =>
  spec.items('volumes').flatMap((volume): Problem[] => {
    const field = volume.at('hostPath');
    if (!field.exists) return [];
    const message = `volume "${volume.at('name').text ?? ''}" is a folder of the node`;
    return [{ field, message, write: 'emptyDir, or a PersistentVolumeClaim' }];
  });

const hostPorts: Control = ({ containers }) =>
  containers.flatMap((container) =>
    container.items('ports').flatMap((port): Problem[] => {
      const field = port.at('hostPort');
      if (!field.exists || field.number === 0) return [];
      const message = `${named(container)} takes port ${field.scalar ?? ''} of the node`;
      return [{ field, message, write: 'a Service in front of it, and no hostPort' }];
    }),
  );

const privileged: Control = (pod) => inContainers(pod, 'securityContext.privileged', off, 'privileged: false');

const hostProcess: Control = (pod) =>
  anywhere(pod, 'securityContext.windowsOptions.hostProcess', off, 'hostProcess: false');

const procMount: Control = (pod) => {
  if (pod.ownUsers && since(pod, 35)) return [];
  return inContainers(
    pod,
    'securityContext.procMount',
    ({ text }) => text === undefined || text === 'Default',
    'procMount: Default',
  );
};

const seLinux: Control = (pod) => {
  const options = [pod.spec, ...pod.containers]
    .map((one) => one.at('securityContext.seLinuxOptions'))
    .filter(({ exists }) => exists);
  if (options.length === 0) return [];
  const types = new Set(['', 'container_t', 'container_init_t', 'container_kvm_t']);
  if (since(pod, 31)) types.add('container_engine_t');
  return options.flatMap((one): Problem[] => {
    const type = one.at('type');
    const wrong = types.has(type.text ?? '') ? [] : [type];
    const set = ['user', 'role'].map((name) => one.at(name)).filter(({ text }) => (text ?? '') !== '');
    return [...wrong, ...set].map((field) => ({
      field,
      message: `seLinuxOptions.${field.path.at(-1)} is "${field.text ?? ''}"`,
      write: field === type ? 'type: container_t' : 'no user and no role',
    }));
  });
};

const appArmor: Control = (pod) =>
  anywhere(
    pod,
    'securityContext.appArmorProfile.type',
    ({ text }) => text === undefined || text === 'RuntimeDefault' || text === 'Localhost',
    'type: RuntimeDefault',
  );

const sysctls: Control = (pod) =>
  pod.spec.items('securityContext.sysctls').flatMap((one): Problem[] => {
    const field = one.at('name');
    const name = field.text ?? '';
    const first = Object.hasOwn(SYSCTLS, name) ? SYSCTLS[name] : undefined;
    if (first !== undefined && since(pod, first)) return [];
    return [{ field, message: `the pod sets ${name} of the kernel`, write: 'no such entry, or a setting of the node' }];
  });

/** Since 1.34 a probe may ask nobody but its own pod. */
const probeHosts: Control = (pod) => {
  if (pod.minor === undefined || pod.minor < 34) return [];
  const actions = ['livenessProbe', 'readinessProbe', 'startupProbe', 'lifecycle.postStart', 'lifecycle.preStop'];
  return pod.containers.flatMap((container) =>
    actions.flatMap((action) => {
      const asked = container.at(action);
      if (!asked.exists) return [];
      return ['httpGet', 'tcpSocket'].flatMap((how): Problem[] => {
        const field = asked.at([how, 'host']);
        if ((field.text ?? '') === '') return [];
        const message = `${named(container)} has ${action}.${how}.host "${field.text ?? ''}"`;
        return [{ field, message, write: 'no host: the pod itself is asked' }];
      });
    }),
  );
};

const seccomp: Control = (pod) =>
  anywhere(pod, 'securityContext.seccompProfile.type', ({ text }) => text !== 'Unconfined', 'type: RuntimeDefault');

/** What restricted asks for too. Source: Kubernetes, concepts/security/pod-security-standards, "Baseline". */
export const shared: readonly Control[] = [
  hostNamespaces,
  hostPaths,
  hostPorts,
  privileged,
  hostProcess,
  procMount,
  seLinux,
  appArmor,
  sysctls,
  probeHosts,
];

/** What restricted is stricter about. */
export const baselineOnly: readonly Control[] = [(pod) => addedCapabilities(pod, CAPABILITIES), seccomp];

/** Capabilities that containers add and may not. */
export function addedCapabilities({ containers }: Pod, allowed: ReadonlySet<string>): Problem[] {
  return containers.flatMap((container) =>
    container.items('securityContext.capabilities.add').flatMap((field): Problem[] => {
      const name = field.text ?? '';
      if (allowed.has(name.replace(/^CAP_/, ''))) return [];
      return [
        { field, message: `${named(container)} adds the capability ${name}`, write: 'none but NET_BIND_SERVICE' },
      ];
    }),
  );
}
