import { App, Chart } from 'cdk8s';
import { cluster } from '../../src/cluster/cluster.js';
import { overlay, routable } from '../../src/cluster/network.js';
import { alb, ingressClass, type Platform } from '../../src/construct/platform.js';
import type { Rewrite } from '../../src/construct/rewrite.js';
import { EcoService, type EcoServiceProps } from '../../src/service/eco-service.js';
import { EcoWorker, type EcoWorkerProps } from '../../src/service/eco-worker.js';
import { fixed } from '../../src/service/scale.js';
import { walk } from '../../src/synth/walk.js';

const ranges = { pods: '192.168.0.0/16', services: '10.96.0.0/12' };

/** A cluster of two machines, one with a taint, made for tests. */
export const model = (network = overlay(ranges), pinning: 'yes' | 'no' = 'yes') =>
  cluster({
    kubernetes: '1.28',
    network,
    pinning,
    storageClass: 'fast',
    systemPods: { cpu: 300, memory: 200, pods: 4 },
    nodes: {
      plain: { machine: 't3.small', selectedBy: { role: 'plain' } },
      tainted: {
        machine: 't3.medium',
        selectedBy: { role: 'tainted' },
        taints: [{ key: 'own', value: 'true', effect: 'NoSchedule' }],
      },
    },
  });

export const overlayNetwork = overlay(ranges);
export const routableNetwork = routable(ranges);

export const platform = (changes: Partial<Platform> = {}): Platform => ({
  partOf: 'shop',
  cluster: model(),
  registry: { url: 'registry.test/shop' },
  ingress: alb({ host: 'shop.test', group: 'shop', scheme: 'internet-facing' }),
  ...changes,
});

const image = { repository: 'registry.test/shop/cart', tag: '1.2.3' };
const resources = { cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] } as const;
const small = { image, resources, scale: fixed(2) };

/** Synthesizes one service and gives its objects by kind, and the rules of what was rejected. */
export function service(changes: Partial<EcoServiceProps> = {}, name = 'cart', namespace: 'shop' | 'none' = 'shop') {
  let rewrites: readonly Rewrite[] = [];
  const result = synthesized((chart) => {
    rewrites = new EcoService(chart, name, { port: 8000, platform: platform(), ...small, ...changes }).rewrites;
  }, namespace);
  return { ...result, rewrites };
}

/** The same for a worker with local state or without. */
export function worker(changes: Partial<EcoWorkerProps> = {}, name = 'mailer') {
  const celery = { app: 'workers.mailer', pool: 'prefork', concurrency: 4 } as const;
  const props = { celery, metricsPort: 9090, platform: platform(), ...small, ...changes } as EcoWorkerProps;
  return synthesized((chart) => new EcoWorker(chart, name, props));
}

function synthesized(build: (chart: Chart) => void, namespace: 'shop' | 'none' = 'shop') {
  const app = new App();
  build(new Chart(app, 'test', namespace === 'none' ? {} : { namespace }));
  const { objects, rejected } = walk(app);
  const byKind = new Map(objects.map(({ object }) => [object.kind, object]));
  // Tests read deep into manifests; what is not there fails the assertion that asks for it.
  // biome-ignore lint/suspicious/noExplicitAny: the shape differs from kind to kind
  const get = (kind: string): any => byKind.get(kind);
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const ofKind = (kind: string): any[] => objects.flatMap(({ object }) => (object.kind === kind ? [object] : []));
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const all: any[] = objects.map(({ object }) => object);
  return {
    all,
    ofKind,
    get,
    kinds: [...byKind.keys()].sort(),
    rejected: rejected.map(({ rejection }) => rejection),
  };
}

/** An environment without machines: for what concerns no pod. */
export const bare = {
  cluster: { kubernetes: '1.28', network: overlayNetwork, nodes: {}, systemPods: { cpu: 0, memory: 0, pods: 0 } },
  registry: { url: 'registry.test' },
  ingress: ingressClass('nginx', { host: 'shop.test' }),
  git: { repo: 'https://git.test/shop.git', revision: 'main' },
} as const;
