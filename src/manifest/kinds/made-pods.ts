import { each, get, stringMap, text } from '../access.js';
import type { JsonObject } from '../manifest.js';
import type { MadePods } from './row.js';

type Make = (object: JsonObject) => readonly MadePods[];

const name = (o: JsonObject) => text(o, 'metadata.name') ?? '';

/**
 * Pods of Elastic's operator: what the pod template of each group adds, and its own labels; those of the resource stay
 * there. Source: elastic/cloud-on-k8s, pkg/controller/…/label.
 */
export function eckPods(type: string, nameKey: string, groups = 'spec'): Make {
  return (o) => {
    const found = each(o, groups).map(({ value }) => stringMap(value, 'podTemplate.metadata.labels'));
    return (found.length > 0 ? found : [new Map<string, string>()]).map((added) => ({
      type,
      labels: new Map([...added, ['common.k8s.elastic.co/type', type], [nameKey, name(o)]]),
      open: /\.k8s\.elastic\.co\/|^statefulset\.kubernetes\.io\//,
    }));
  };
}

/** The labels that operators recommend for what they make, and those of the resource that they hand on. */
function withCopied(o: JsonObject, type: string, partOf: string, isCopied: (key: string) => boolean): MadePods {
  return {
    type,
    labels: new Map([
      ...[...stringMap(get(o, 'metadata.labels'))].filter(([key]) => isCopied(key)),
      ['app.kubernetes.io/name', name(o)],
      ['app.kubernetes.io/component', type],
      ['app.kubernetes.io/part-of', partOf],
    ]),
  };
}

// Labels that a StatefulSet or a Deployment puts on its pods.
const CONTROLLERS = '^(?:apps|statefulset)\\.kubernetes\\.io/|hash';

/** Source: rabbitmq/cluster-operator, internal/metadata/label.go: recommended labels of the resource are not taken. */
export const rabbitmqPods: Make = (o) => [
  {
    ...withCopied(o, 'rabbitmq', 'rabbitmq', (key) => !key.startsWith('app.kubernetes.io')),
    open: new RegExp(CONTROLLERS),
  },
];

/** Source: spotahome/redis-operator, operator/redisfailover/service: a white list may say which labels are taken. */
export const failoverPods: Make = (o) => {
  const isOpen = each(o, 'spec.labelWhitelist[]').length > 0;
  const open = isOpen ? {} : { open: new RegExp(`^redisfailovers|${CONTROLLERS}`) };
  return [
    { ...withCopied(o, 'redis', 'redis-failover', () => !isOpen), ...open, services: /^rfrm?s?-/ },
    { ...withCopied(o, 'sentinel', 'redis-failover', () => !isOpen), ...open, services: /^rfs-/ },
  ];
};

/** Pods that certainly carry these labels, and perhaps others. */
export function podsWith(type: string, labels: (o: JsonObject) => Readonly<Record<string, string>>): Make {
  return (o) => [{ type, labels: new Map(Object.entries(labels(o))) }];
}
