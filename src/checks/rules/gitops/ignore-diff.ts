import { specOf } from '../../../manifest/argocd/application-sources.js';
import { ownersOf } from '../../../manifest/argocd/applications.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { type ReferenceGraph, targetManifest } from '../../../manifest/references.js';
import { chartDifferences } from '../../gitops/chart-differences.js';
import { ignored } from '../../gitops/ignored-differences.js';
import { resetReplicas } from '../../gitops/reset-replicas.js';
import { type Report, report, rule } from '../../rule.js';

const example = (more: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: mesh
  namespace: argocd
spec:
  project: default
  source:
    repoURL: https://istio-release.storage.googleapis.com/charts
    chart: base
    targetRevision: 1.24.1
  destination:
    server: https://kubernetes.default.svc
    namespace: istio-system
  syncPolicy:
    automated: { selfHeal: true }
  ignoreDifferences:
    - group: admissionregistration.k8s.io
      kind: ValidatingWebhookConfiguration
      jqPathExpressions:${more}
`;

export const ignoreDiff = rule({
  id: 'ignore-diff',
  severity: 'warning',
  what: 'Argo CD resets what a controller writes',
  why: "Self-healing and the controller undo each other's work: pods come and go, or the Application is never in sync.",
  fix: 'List the field in ignoreDifferences and add RespectIgnoreDifferences=true, or leave it out of the manifest.',
  exceptions: ['Applications without self-healing.', 'Fields that the manifest does not set.'],
  source: 'Argo CD, user-guide/diffing, user-guide/sync-options#respect-ignore-difference-configs',
  wrong: example(` # <--
        - .webhooks[].clientConfig.caBundle`),
  right: example(`
        - .webhooks[].clientConfig.caBundle
        - .webhooks[].failurePolicy`),
  *check({ set, graph }) {
    yield* resetReplicas(set, graph);
    yield* weighted(set, graph);
    yield* chartDifferences(set);
  },
});

/** VirtualServices whose weights a Rollout moves. */
function* weighted(set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
  const owners = ownersOf(set);
  const said = new Set<Manifest>();
  for (const edge of graph.all) {
    const target = targetManifest(edge);
    if (edge.from.ref.kind !== 'Rollout' || target?.ref.kind !== 'VirtualService' || said.has(target)) continue;
    said.add(target);
    const owner = owners.get(target);
    const spec = owner && specOf(owner.manifest);
    if (spec?.at('syncPolicy.automated.selfHeal').flag !== true) continue;
    if (ignored(spec, target, '/spec/http/route/weight').length > 0) continue;
    yield report(
      spec.at('syncPolicy.automated'),
      `self-healing resets the weights of ${describeRef(target.ref)}, which ${describeRef(edge.from.ref)} moves`,
      {
        why: 'In the midst of a canary all traffic goes back to the written weights, and the next step sets them again.',
        fix: 'Add .spec.http[].route[].weight to jqPathExpressions for VirtualService, and RespectIgnoreDifferences=true.',
      },
    );
  }
}
