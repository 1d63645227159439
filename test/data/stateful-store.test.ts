import { kubernetesVersions, validateSchema } from '../../imports/validate.js';
import { factsOf } from './images.js';
import { stores } from './synth-store.js';

describe.each(stores)('%s', (_, store) => {
  const { get, objects, rejected } = store();
  const set = get('StatefulSet');
  const { name } = set.metadata;
  const pod = set.spec.template.spec;
  const [server, ...beside] = pod.containers;

  it('is valid for every version of the API server', () => {
    expect(rejected).toEqual([]);
    for (const version of kubernetesVersions())
      for (const object of objects) expect(validateSchema(object, version)).toEqual({ known: true, errors: [] });
  });

  it('is one pod with a volume that outlives it', () => {
    expect(set.spec.replicas).toBe(1);
    expect(set.spec.persistentVolumeClaimRetentionPolicy).toBeUndefined();
    expect(set.spec.volumeClaimTemplates).toEqual([
      {
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOncePod'],
          resources: { requests: { storage: '20Gi' } },
          storageClassName: 'fast',
        },
      },
    ]);
  });

  it('survives its deletion from Git', () => {
    expect(set.metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
    });
  });

  it('has a Service for clients, and a headless one that names the pod and leads to its metrics', () => {
    const clients = get('Service', name);
    const pods = get('Service', `${name}-pods`);
    expect(clients.spec.clusterIP).toBeUndefined();
    expect(pods.spec.clusterIP).toBe('None');
    expect(set.spec.serviceName).toBe(`${name}-pods`);
    for (const { spec } of [clients, pods]) expect(spec.selector).toEqual(set.spec.selector.matchLabels);
    const listed = pod.containers.flatMap(({ ports }: { ports: { name: string }[] }) => ports.map((port) => port.name));
    for (const { targetPort } of [...clients.spec.ports, ...pods.spec.ports]) expect(listed).toContain(targetPort);
    expect(pods.spec.ports.map(({ name: port }: { name: string }) => port)).toEqual(['metrics']);
  });

  it('stays on the node that holds its volume', () => {
    expect(pod.nodeSelector).toEqual({ role: 'tainted' });
    expect(pod.tolerations).toEqual([{ key: 'own', value: 'true', effect: 'NoSchedule' }]);
    expect(pod.priorityClassName).toBe('first');
  });

  describe('fits what the documentation of its images says', () => {
    it('runs as the user of the image, which owns the volume', () => {
      const { user } = factsOf(server.image);
      expect(pod.securityContext).toMatchObject({
        runAsUser: user,
        runAsGroup: user,
        fsGroup: user,
        runAsNonRoot: true,
      });
      for (const { image, securityContext } of beside)
        expect(securityContext).toMatchObject({ runAsUser: factsOf(image).user, runAsGroup: factsOf(image).user });
    });

    it('keeps the data folder on the volume, and lets the server write where it does', () => {
      const { data, writes } = factsOf(server.image);
      const mounts = new Map<string, { name: string; readOnly?: boolean }>(
        server.volumeMounts.map((mount: { mountPath: string }) => [mount.mountPath, mount]),
      );
      expect(mounts.get(data)).toEqual({ name: 'data', mountPath: data });
      const scratch = [...mounts].filter(([path, { readOnly }]) => path !== data && !readOnly).map(([path]) => path);
      expect(scratch.sort()).toEqual([...writes].sort());
      const emptied = pod.volumes.filter(({ emptyDir }: { emptyDir?: object }) => emptyDir);
      expect(emptied).toHaveLength(writes.length);
    });

    it('writes to nothing else, and runs with no privilege', () => {
      for (const { securityContext } of pod.containers) {
        expect(securityContext).toMatchObject({
          readOnlyRootFilesystem: true,
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
        });
      }
      for (const { image, volumeMounts } of beside)
        expect({ image, volumeMounts }).toEqual({ image, volumeMounts: undefined });
      expect(pod.automountServiceAccountToken ?? get('ServiceAccount').automountServiceAccountToken).toBe(false);
    });

    it('listens on the ports of the image', () => {
      for (const { image, ports } of pod.containers)
        expect(ports.map((port: { containerPort: number }) => port.containerPort)).toEqual(factsOf(image).ports);
    });

    it('needs no hook to be stopped with the right signal', () => {
      expect(server.lifecycle).toBeUndefined();
      expect(pod.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(60);
    });
  });

  it('shows no password, and reads those of its credentials', () => {
    const text = JSON.stringify(objects);
    expect(text).not.toMatch(/"(?:POSTGRES_PASSWORD|REDISCLI_AUTH|RABBITMQ_DEFAULT_PASS)","value":/);
    expect(text).toContain('"secretKeyRef":{"key":"password"');
  });
});
