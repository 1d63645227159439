import { cluster, clusterFacts } from '../../src/cluster/cluster.js';
import { overlay } from '../../src/cluster/network.js';
import { ebs } from '../../src/cluster/storage-class.js';

const Mi = 1024 * 1024;
const spec = {
  kubernetes: '1.28',
  network: overlay({ pods: '192.168.0.0/16', services: '10.96.0.0/12' }),
  systemPods: { cpu: 300, memory: 200, pods: 4 },
  nodes: {
    small: { machine: 't3.small' as const, selectedBy: { domain: 'cart' }, labels: { tier: 'api' } },
    own: { machine: { cpu: 8000, memory: 32_000 } },
  },
};

it('offers what the machine has, less what the kubelet keeps for itself', () => {
  const { nodes } = cluster(spec);
  expect(nodes.get('small')?.allocatable).toEqual({ cpu: 2000, memory: 1820 * Mi, pods: 110 });
  expect(nodes.get('own')?.allocatable).toEqual({ cpu: 8000, memory: 31_900 * Mi, pods: 110 });
});

it('gives a node the labels that select it, those that it has besides, and those of every kubelet', () => {
  expect(cluster(spec).nodes.get('small')?.labels).toEqual({
    'kubernetes.io/hostname': 'small',
    'kubernetes.io/os': 'linux',
    domain: 'cart',
    tier: 'api',
  });
});

it('tells checks all that they may know', () => {
  expect(clusterFacts(cluster(spec))).toMatchObject({
    kubernetes: '1.28',
    network: { podsRoutable: false },
    nodes: [{ name: 'small', system: { cpu: 300, memory: 200 * Mi, pods: 4 } }, { name: 'own' }],
  });
});

it('knows the class of volumes by name, whether the fleet makes it or not', () => {
  expect(cluster({ ...spec, storageClass: 'there' }).storageClass).toBe('there');
  expect(cluster({ ...spec, storageClass: ebs('made', { type: 'gp3' }) }).storageClass).toBe('made');
  expect(cluster(spec).storageClass).toBeUndefined();
});
