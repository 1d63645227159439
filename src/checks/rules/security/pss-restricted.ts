import type { Facts } from '../../../cluster/facts.js';
import { labelsOf } from '../../../manifest/labels.js';
import type { Manifest } from '../../../manifest/manifest.js';
import { type Level, podProblems } from '../../pod-security/problems.js';
import { report, rule } from '../../rule.js';

const example = (securityContext: string) => `
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: restricted
---
apiVersion: v1
kind: Pod
metadata:
  name: stock
  namespace: shop
spec:
  securityContext:
    runAsNonRoot: true
    runAsUser: 1000
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: app
      image: ghcr.io/team/stock:1.0.0
      securityContext:
${securityContext}        capabilities:
          drop: [ALL]
`;

export const pssRestricted = rule({
  id: 'pss-restricted',
  severity: 'error',
  what: 'A pod is not what its namespace lets in',
  why: 'The API server refuses the pods; of their controller it only warns, so that the workload stays at 0 replicas.',
  fix: 'Set the field as the Pod Security Standard asks, or run the pod in a namespace that lets it in.',
  exceptions: [
    'Namespaces without the label "pod-security.kubernetes.io/enforce", and those that no manifest of the set shows.',
    'What some version of Kubernetes allows, where neither the label nor the facts say which one counts.',
  ],
  source: 'Kubernetes, concepts/security/pod-security-standards; concepts/security/pod-security-admission',
  wrong: example('        allowPrivilegeEscalation: true # <--\n'),
  right: example('        allowPrivilegeEscalation: false\n'),
  *check({ set, facts }) {
    for (const { manifest, spec } of set.podTemplates()) {
      const namespace = set.find('Namespace', undefined, manifest.ref.namespace ?? '');
      const enforced = namespace && enforcement(namespace, facts);
      if (!enforced) continue;
      for (const { field, message, write } of podProblems(spec, enforced.level, enforced.minor))
        yield report(field, `${message}, which "${enforced.level}" does not allow`, { fix: `Write ${write}.` });
    }
  },
});

const LABEL = 'pod-security.kubernetes.io/enforce';

/** The level that a namespace enforces, and the minor version whose standard counts. */
function enforcement(namespace: Manifest, { kubernetes }: Facts): { level: Level; minor?: number } | undefined {
  const labels = labelsOf(namespace.object);
  const level = labels.get(LABEL);
  if (level !== 'baseline' && level !== 'restricted') return undefined;
  const version = labels.get(`${LABEL}-version`);
  // `latest`, as when absent, is the cluster's own.
  const counts = version === undefined || version === 'latest' ? kubernetes : version;
  const minor = /^v?1\.(\d+)$/.exec(counts ?? '')?.[1];
  return minor === undefined ? { level } : { level, minor: Number(minor) };
}
