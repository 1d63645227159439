import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';

/*
 * The fleet's own YAML against the words of the Kubernetes documentation, "Pod Security Standards" (1.28), with nothing of
 * the code that wrote it or that checks it.
 */

// biome-ignore lint/suspicious/noExplicitAny: plain YAML
type Any = any;

const objects = (environment: string): Any[] => {
  const folder = join(__dirname, '../../dist', environment);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => loadAll(readFileSync(join(folder, file), 'utf8')) as Any[]);
};

const podsOf = (all: readonly Any[]): { name: string; namespace: string; spec: Any }[] =>
  all.flatMap(({ metadata, spec }) => {
    const pod =
      spec?.template?.spec ??
      spec?.jobTemplate?.spec?.template?.spec ??
      spec?.metrics?.[0]?.provider?.job?.spec?.template?.spec;
    return pod?.containers ? [{ name: metadata.name, namespace: metadata.namespace, spec: pod }] : [];
  });

const every = ({ containers, initContainers = [], ephemeralContainers = [] }: Any): Any[] => [
  ...containers,
  ...initContainers,
  ...ephemeralContainers,
];
const off = (value: Any) => value === undefined || value === null || value === false;
const among = (value: Any, ...allowed: Any[]) => value === undefined || value === null || allowed.includes(value);
const VOLUMES = 'configMap csi downwardAPI emptyDir ephemeral persistentVolumeClaim projected secret'.split(' ');
const SYSCTLS =
  'kernel.shm_rmid_forced net.ipv4.ip_local_port_range net.ipv4.ip_unprivileged_port_start net.ipv4.tcp_syncookies net.ipv4.ping_group_range net.ipv4.ip_local_reserved_ports'.split(
    ' ',
  );

/** One entry a control of the tables "Baseline" and "Restricted", by its heading there. */
const CONTROLS: Readonly<Record<string, (spec: Any) => boolean>> = {
  HostProcess: (spec) =>
    off(spec.securityContext?.windowsOptions?.hostProcess) &&
    every(spec).every((c) => off(c.securityContext?.windowsOptions?.hostProcess)),
  'Host Namespaces': (spec) => off(spec.hostNetwork) && off(spec.hostPID) && off(spec.hostIPC),
  'Privileged Containers': (spec) => every(spec).every((c) => off(c.securityContext?.privileged)),
  'HostPath Volumes': (spec) => (spec.volumes ?? []).every((v: Any) => v.hostPath === undefined),
  'Host Ports': (spec) => every(spec).every((c) => (c.ports ?? []).every((p: Any) => among(p.hostPort, 0))),
  AppArmor: (spec) =>
    [spec, ...every(spec)].every((c) => among(c.securityContext?.appArmorProfile?.type, 'RuntimeDefault', 'Localhost')),
  SELinux: (spec) =>
    [spec, ...every(spec)].every(({ securityContext: { seLinuxOptions: se = {} } = {} }: Any) => {
      return among(se.type, '', 'container_t', 'container_init_t', 'container_kvm_t') && !se.user && !se.role;
    }),
  '/proc Mount Type': (spec) => every(spec).every((c) => among(c.securityContext?.procMount, 'Default')),
  Sysctls: (spec) => (spec.securityContext?.sysctls ?? []).every(({ name }: Any) => SYSCTLS.includes(name)),
  'Volume Types': (spec) =>
    (spec.volumes ?? []).every((v: Any) => Object.keys(v).every((key) => key === 'name' || VOLUMES.includes(key))),
  'Privilege Escalation': (spec) => every(spec).every((c) => c.securityContext?.allowPrivilegeEscalation === false),
  'Running as Non-root': (spec) =>
    every(spec).every((c) => (c.securityContext?.runAsNonRoot ?? spec.securityContext?.runAsNonRoot) === true),
  'Running as Non-root user': (spec) => [spec, ...every(spec)].every((c) => c.securityContext?.runAsUser !== 0),
  Seccomp: (spec) =>
    every(spec).every((c) =>
      ['RuntimeDefault', 'Localhost'].includes(
        c.securityContext?.seccompProfile?.type ?? spec.securityContext?.seccompProfile?.type,
      ),
    ),
  Capabilities: (spec) =>
    every(spec).every(({ securityContext: { capabilities = {} } = {} }: Any) => {
      return (
        capabilities.drop?.includes('ALL') &&
        (capabilities.add ?? []).every((one: string) => one === 'NET_BIND_SERVICE')
      );
    }),
};

describe.each(['dev', 'prod'])('%s', (environment) => {
  const all = objects(environment);
  const pods = podsOf(all);

  test.each(Object.entries(CONTROLS))('%s: every pod keeps to it', (_, keeps) => {
    expect(pods.length).toBeGreaterThanOrEqual(11);
    expect(pods.filter(({ spec }) => !keeps(spec)).map(({ name }) => name)).toEqual([]);
  });

  test('every namespace with pods enforces it', () => {
    const enforced = all
      .filter(
        ({ kind, metadata }) =>
          kind === 'Namespace' && metadata.labels['pod-security.kubernetes.io/enforce'] === 'restricted',
      )
      .map(({ metadata }) => metadata.name);
    expect(enforced).toEqual(expect.arrayContaining([...new Set(pods.map(({ namespace }) => namespace))]));
  });

  test('every user is a number, every root file system read-only, every token where rights are', () => {
    const bound = all
      .filter(({ kind }) => kind === 'RoleBinding')
      .flatMap(({ subjects }) => subjects.map(({ namespace, name }: Any) => `${namespace}/${name}`));
    for (const { namespace, spec } of pods) {
      for (const container of every(spec)) {
        expect(container.securityContext.runAsUser ?? spec.securityContext.runAsUser).toBeGreaterThan(0);
        expect(container.securityContext.readOnlyRootFilesystem).toBe(true);
      }
      const account = all.find(
        (one) =>
          one.kind === 'ServiceAccount' &&
          one.metadata.name === spec.serviceAccountName &&
          one.metadata.namespace === namespace,
      );
      const mounted = spec.automountServiceAccountToken ?? account.automountServiceAccountToken;
      expect(mounted).toBe(bound.includes(`${namespace}/${spec.serviceAccountName}`));
    }
  });

  test('no Secret lies in Git, and each key that anybody reads comes by External Secrets', () => {
    expect(all.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    const made = new Set(
      all
        .filter(({ kind }) => kind === 'ExternalSecret')
        .flatMap(({ metadata: { namespace, name }, spec: { data, target } }) => {
          const templated = Object.keys(target?.template?.data ?? {});
          const kept =
            target?.template && target.template.mergePolicy !== 'Merge' ? [] : data.map((row: Any) => row.secretKey);
          return [...templated, ...kept].map((key) => `${namespace}/${name}/${key}`);
        }),
    );
    const read = [
      ...pods.flatMap(({ namespace, spec }) =>
        every(spec).flatMap(({ env = [] }) =>
          env.flatMap(({ valueFrom }: Any) =>
            valueFrom?.secretKeyRef
              ? [`${namespace}/${valueFrom.secretKeyRef.name}/${valueFrom.secretKeyRef.key}`]
              : [],
          ),
        ),
      ),
      ...all
        .filter(({ kind }) => kind === 'ServiceAccount')
        .flatMap(({ metadata, imagePullSecrets = [] }) =>
          imagePullSecrets.map(({ name }: Any) => `${metadata.namespace}/${name}/.dockerconfigjson`),
        ),
    ];
    expect(read.length).toBeGreaterThan(50);
    expect([...new Set(read)].filter((key) => !made.has(key))).toEqual([]);
    const paths = all
      .filter(({ kind }) => kind === 'ExternalSecret')
      .flatMap(({ spec }) => spec.data.map((row: Any) => row.remoteRef.key));
    if (environment === 'prod') for (const path of paths) expect(path).toMatch(/^\/ecoeco\/prod\//);
  });
});
