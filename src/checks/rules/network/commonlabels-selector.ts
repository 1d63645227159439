import { describeRef } from '../../../manifest/manifest.js';
import { listed } from '../../../values/listed.js';
import { deadLabels } from '../../network/operator-pods.js';
import { folded, report, rule } from '../../rule.js';

const example = (own: string, more: string) => `
apiVersion: kibana.k8s.elastic.co/v1
kind: Kibana
metadata:
  name: view
  namespace: logging
spec:
  version: 8.11.0
  count: 1
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: view
  namespace: logging
  labels:
    team: watch
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      common.k8s.elastic.co/type: kibana${own}${more}
`;

export const commonlabelsSelector = rule({
  id: 'commonlabels-selector',
  severity: 'error',
  what: 'Common labels got into a selector of pods that do not carry them',
  why: 'kustomize writes commonLabels into selectors too, but not into pods that an operator makes: nothing is selected any more.',
  fix: 'Write labels: [{ pairs: …, includeSelectors: false }] instead of commonLabels, or move the object to a folder without.',
  exceptions: ['Namespaces in which others make pods too, and operators whose labels are not known here.'],
  source: 'kubectl.docs.kubernetes.io/references/kustomize/kustomization/commonlabels',
  wrong: example('\n      team: watch # <--', ''),
  right: example('', ''),
  *check({ set }) {
    const dead = deadLabels(set).filter(({ isCommon }) => isCommon);
    yield* folded(
      dead,
      ({ at }) => at,
      ([first, ...rest]) => {
        const others = [...new Set(rest.map(({ at }) => describeRef(at.manifest.ref)))].filter(
          (name) => name !== describeRef(first.at.manifest.ref),
        );
        const also = others.length > 0 ? `; so in ${listed(others)}` : '';
        return report(
          first.at,
          `${String(first.at.path.at(-1))}: ${first.at.text} is a label of the object itself, which the pods of ${describeRef(first.pods.by.ref)} do not have${also}`,
        );
      },
    );
  },
});
