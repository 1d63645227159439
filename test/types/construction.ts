// Mistakes of one service among many that cannot be written down: docs/by-construction.md names each.
import { fixed, type Registry, rolling, secret } from '@eco2/manifests';
import { defineService, defineWorker } from '../../src/fleet/environments';
import { postgres } from '../../src/fleet/stores';

const resources = { cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] } as const;
const service = { port: 8000, scale: fixed(1), resources };

const stock = defineService('stock', () => ({ ...service, uses: [postgres] }));
defineService('shop', () => ({ ...service, uses: [stock, postgres] }));

// @ts-expect-error a store by its name: host, port and database come from the object
defineService('x', () => ({ ...service, uses: ['postgresql'] }));

// @ts-expect-error a service by its old name: who is used is an object, and is renamed with it
defineService('x', () => ({ ...service, uses: ['stock'] }));

// @ts-expect-error a host of its own: names of other services are never written
defineService('x', () => ({ ...service, host: 'stock.api.svc.cluster.local' }));

// @ts-expect-error an image of its own: registry and tag are the environment's
defineService('x', () => ({ ...service, image: 'ghcr.io/old/x:latest' }));

// @ts-expect-error labels of its own: every object of a service gets the same ones
defineService('x', () => ({ ...service, labels: { domain: 'x' } }));

// @ts-expect-error a probe of its own: all three ask one path, on the service's port
defineService('x', () => ({ ...service, livenessProbe: { httpGet: { port: 8000 } } }));

// @ts-expect-error a path for health that does not begin with a slash
defineService('x', () => ({ ...service, health: 'health' }));

// @ts-expect-error a selector of its own: the node is one of the cluster's
defineService('x', () => ({ ...service, nodeSelector: { workload: 'api' } }));

// @ts-expect-error a ConfigMap by name: variables stand in the definition that reads them
defineService('x', () => ({ ...service, envFrom: [{ configMapRef: { name: 'chat-config' } }] }));

// @ts-expect-error the same of a worker
defineWorker('x', () => ({ ...service, envFrom: [{ configMapRef: { name: 'chat-config' } }] }));

export const open: Registry = { url: 'ghcr.io/acme' };
// @ts-expect-error a pull secret by its name: it is an object, and is made in every namespace that pulls
export const named: Registry = { url: 'ghcr.io/acme', pullSecret: 'ghcr' };

// @ts-expect-error a key of the store of secrets that is not declared
secret('x', { keys: ['password'] }).key.pasword;

// @ts-expect-error pods of two services in one: a strategy belongs to its own workload
rolling({ replicas: 3 });
