import type { Field } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { PodTemplate } from '../../../manifest/pod-template.js';
import { oddOnesOut } from '../../odd-one-out.js';
import { report, rule } from '../../rule.js';

const pod = (name: string, tolerated: string) => `---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: api
spec:
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      nodeSelector:
        pool: ${name}${tolerated === name ? '' : ' # <--'}
      tolerations:
        - key: pool
          value: ${tolerated}
          effect: NoSchedule
      containers:
        - name: app
          image: ghcr.io/team/${name}:1.0.0
`;
const others = ['stock', 'desk', 'mail', 'search'].map((name) => pod(name, name)).join('');

export const tolerationUnlike = rule({
  id: 'toleration-unlike',
  severity: 'warning',
  what: 'Pods are pinned to nodes by a label and do not tolerate its taint, as all others do that are',
  why: 'Where the nodes of the others have a taint that is called like their label, so have these: the pod stays Pending.',
  fix: 'Add the toleration that goes with the nodeSelector, as the others have it.',
  exceptions: [
    'Clusters whose nodes are known: taint-no-toleration looks at their taints.',
    'Labels for which fewer than four fifths of the pods that name them tolerate a taint of the same name and value.',
  ],
  source: 'Kubernetes, concepts/scheduling-eviction/taint-and-toleration#example-use-cases (dedicated nodes)',
  wrong: pod('cart', 'carts') + others,
  right: pod('cart', 'cart') + others,
  *check({ set, facts }) {
    if (facts.nodes !== undefined) return;
    for (const [key, pins] of pinsByLabel(set)) {
      const found = oddOnesOut(pins, ({ tolerates }) => (tolerates ? 'yes' : 'no'));
      if (found?.usual !== 'yes') continue;
      for (const { at } of found.odd)
        yield report(
          at,
          `nodes with ${key}: ${at.text} are asked for, and the taint ${key}=${at.text} is not tolerated`,
          {
            fix: `Add to tolerations: {key: ${key}, value: ${JSON.stringify(at.text)}, effect: NoSchedule}.`,
          },
        );
    }
  },
});

interface Pin {
  readonly at: Field;
  readonly tolerates: boolean;
}

function pinsByLabel(set: ManifestSet): ReadonlyMap<string, readonly Pin[]> {
  const pins = set
    .podTemplates()
    .flatMap((one) =>
      one.spec.entries('nodeSelector').map(([key, at]) => ({ key, at, tolerates: tolerates(one, key, at.text ?? '') })),
    );
  return groupBy(pins, ({ key }) => key);
}

function tolerates({ spec }: PodTemplate, key: string, value: string): boolean {
  return spec.items('tolerations').some((one) => {
    const named = one.at('key').text;
    if (one.at('operator').text === 'Exists') return named === undefined || named === key;
    return named === key && one.at('value').text === value;
  });
}
