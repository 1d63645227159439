import { fieldOf } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import { listed } from '../../../values/listed.js';
import { report, rule } from '../../rule.js';

const example = (isDefault: boolean) => `
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: alb
  annotations:
    ingressclass.kubernetes.io/is-default-class: "true"
spec:
  controller: ingress.k8s.aws/alb
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: nginx
  annotations:
    ingressclass.kubernetes.io/is-default-class: "${isDefault}"${isDefault ? ' # <--' : ''}
spec:
  controller: k8s.io/ingress-nginx
`;

const CLASSES = [
  {
    kind: 'StorageClass',
    annotation: 'storageclass.kubernetes.io/is-default-class',
    why: 'A claim without a class gets the one that was made last: which that is depends on the order of the sync.',
  },
  {
    kind: 'IngressClass',
    annotation: 'ingressclass.kubernetes.io/is-default-class',
    why: 'The API server refuses every new Ingress that names no class.',
  },
] as const;

export const defaultClass = rule({
  id: 'default-class',
  severity: 'error',
  what: 'Two classes are the default',
  why: 'What names no class is refused, or gets one by chance.',
  fix: 'Leave the annotation to one of them.',
  source:
    'Kubernetes, concepts/storage/storage-classes#default-storageclass; concepts/services-networking/ingress#default-ingress-class',
  wrong: example(true),
  right: example(false),
  *check({ set }) {
    for (const { kind, annotation, why } of CLASSES) {
      const flagOf = (one: Manifest) => fieldOf(one, ['metadata', 'annotations', annotation]);
      const [first, ...others] = set.kind(kind).filter((one) => flagOf(one).text === 'true');
      if (!first || others.length === 0) continue;
      const last = others[others.length - 1] ?? first;
      const before = [first, ...others.slice(0, -1)].map(({ ref }) => `"${ref.name}"`);
      yield report(
        flagOf(last),
        `${kind} "${last.ref.name}" is the default, and so ${before.length > 1 ? 'are' : 'is'} ${listed(before)}`,
        { why, severity: kind === 'StorageClass' ? 'warning' : 'error' },
      );
    }
  },
});
