// What an environment knows: a property more would change nothing in the cluster, where one was meant that does.
import { defaultDeny, defineFleet, ingressClass, overlay } from '@eco2/manifests';

const cluster = {
  kubernetes: '1.28',
  network: overlay({ pods: '10.244.0.0/16', services: '10.96.0.0/12', nodes: '10.0.0.0/16' }),
  nodes: { one: { machine: 't3.large' } },
  systemPods: { cpu: 100, memory: 100, pods: 4 },
} as const;
const registry = { url: 'ghcr.io/acme' };
const ingress = ingressClass('nginx', { host: 'acme.test' });
const git = { repo: 'https://github.com/acme/backend.git', revision: 'main' };
const spec = {
  name: 'acme',
  rootApplication: 'backend',
  namespaces: { services: 'api', workers: 'workers' },
  images: 'src/fleet/images',
} as const;
const isolation = defaultDeny({ scrapers: [] });

export const sound = defineFleet({ ...spec, environments: { live: { cluster, registry, ingress, git, isolation } } });

// @ts-expect-error a misspelt isolation: every network policy would be gone
defineFleet({ ...spec, environments: { live: { cluster, registry, ingress, git, isolaton: isolation } } });
const misspelt = { ...cluster, storageClas: 'gp3' };
// @ts-expect-error a cluster has no such property
defineFleet({ ...spec, environments: { live: { cluster: misspelt, registry, ingress, git } } });
// @ts-expect-error freezes are the environment's
defineFleet({ ...spec, environments: { live: { cluster, registry, ingress, git: { ...git, freezes: [] } } } });
// @ts-expect-error an environment that there is not
defineFleet({ ...spec, promotion: ['test'], environments: { live: { cluster, registry, ingress, git } } });
