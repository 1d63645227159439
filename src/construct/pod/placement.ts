import type { PodSpec } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import type { Cluster } from '../../cluster/cluster.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { reject } from '../reject.js';
import { type Draft, derive, from } from '../traced.js';

export type Placement = Pick<Draft<PodSpec>, 'nodeSelector' | 'tolerations'>;

/** Where the pods of `props` may run: pinned to the node that it names, where the cluster pins at all. */
export function placement(scope: Construct, props: { readonly node?: string }, cluster: Cluster): Placement {
  if (props.node === undefined || !cluster.pinning) return {};
  const node = cluster.nodes.get(props.node);
  if (!node) {
    const names = [...cluster.nodes.keys()];
    const near = didYouMean(props.node, names);
    reject(scope, {
      rule: 'node-unknown',
      message: `node "${props.node}" is not in the cluster`,
      why: 'The pods stay Pending: no node carries the labels that they ask for.',
      fix: near ? `Write "${near}".` : `Name one of: ${names.join(', ')}.`,
      property: { object: props, key: 'node' },
    });
    return {};
  }
  const name = from(props, 'node');
  return {
    nodeSelector: Object.fromEntries(
      Object.entries(node.selectedBy).map(([key, value]) => [key, derive(name, () => value)]),
    ),
    tolerations: node.taints.length
      ? node.taints.map(({ key, value, effect }) => ({
          key: derive(name, () => key),
          ...(value === undefined ? { operator: 'Exists' } : { value: derive(name, () => value) }),
          effect: derive(name, () => effect),
        }))
      : undefined,
  };
}
