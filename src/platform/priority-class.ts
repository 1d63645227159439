import { KubePriorityClass } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { emit } from '../construct/emit.js';
import { preset } from '../construct/traced.js';

/**
 * The priority of data stores, above that of all pods that have none: a store finds its place before they do, and when
 * a node runs out of memory the kubelet evicts it last.
 * Source: Kubernetes, "Pod Priority and Preemption", "Node-pressure Eviction: Pod selection for kubelet eviction".
 */
export function storePriority(scope: Construct, labels: Readonly<Record<string, string>>): string {
  const name = 'data-store';
  emit(scope, `priority-class-${name}`, KubePriorityClass, {
    metadata: { name, labels },
    value: preset(1_000_000, 'above services, which have 0, and below what the system itself needs (2000000000)'),
    description: preset('Data stores: every service needs them.', 'what kubectl shows of it'),
  });
  return name;
}
