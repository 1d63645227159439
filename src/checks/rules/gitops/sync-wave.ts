import { applicationSources } from '../../../manifest/argocd/application-sources.js';
import { ownersOf } from '../../../manifest/argocd/applications.js';
import { SYNC_WAVE, WAVE_PATH } from '../../../manifest/argocd/hooks.js';
import { fieldOf } from '../../../manifest/field.js';
import { annotated } from '../../../manifest/index/annotated.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated, type ReferenceGraph } from '../../../manifest/references.js';
import { isBefore, waveNumber, waveOf } from '../../gitops/application-waves.js';
import { lateProviders } from '../../gitops/late-providers.js';
import { type Report, report, rule } from '../../rule.js';

const application = (name: string, wave: string, path: string, mark = '') => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: argocd
  annotations:
    argocd.argoproj.io/sync-wave: "${wave}"${mark}
spec:
  project: default
  source:
    repoURL: https://github.com/team/shop.git
    path: ${path}
  destination:
    server: https://kubernetes.default.svc
    namespace: shop
`;
const cni = (wave: string) => `---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: cni
  namespace: argocd
  annotations:
    argocd.argoproj.io/sync-wave: "${wave}"
spec:
  project: default
  source:
    repoURL: https://helm.cilium.io
    chart: cilium
    targetRevision: 1.16.4
  destination:
    server: https://kubernetes.default.svc
    namespace: kube-system
`;
const policy = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: closed
  namespace: shop
spec:
  podSelector: {}
`;

// Charts of network plug-ins.
const CNI = new Set(['tigera-operator', 'calico', 'cilium', 'antrea']);

export const syncWave = rule({
  id: 'sync-wave',
  severity: 'warning',
  what: 'An Application is synced before the one whose objects it needs',
  why: 'Argo CD begins it first: until the other is there its objects fail, or have no effect.',
  fix: 'Give it a later wave.',
  exceptions: [
    'Applications that do not stand under one root: their waves are not compared.',
    'References that both sides have to each other.',
  ],
  source: 'Argo CD, user-guide/sync-waves; operator-manual/cluster-bootstrapping',
  wrong: application('policies', '5', 'dist/policies', ' # <--') + cni('5') + policy,
  right: application('policies', '6', 'dist/policies') + cni('5') + policy,
  exampleFile: 'dist/policies/all.yaml',
  *check({ set, graph }) {
    yield* noNumbers(set);
    yield* policiesBeforePlugin(set);
    yield* routesBeforeServices(set, graph);
    yield* lateProviders(set);
  },
});

/** Source: gitops-engine, pkg/sync/syncwaves: what is no number counts as none. */
function* noNumbers(set: ManifestSet): Iterable<Report> {
  for (const manifest of annotated(set, SYNC_WAVE)) {
    const wave = fieldOf(manifest, WAVE_PATH);
    if (wave.text === undefined || isTemplated(wave.text) || /^[+-]?\d+$/.test(wave.text)) continue;
    yield report(wave, `wave "${wave.text}" is no whole number`, {
      why: 'Argo CD takes it for wave 0: what comes before and after is not what is written.',
      fix: 'Write a whole number in quotes: "1".',
    });
  }
}

/** What nobody enforces yet is not refused either: pods of these waves run open. */
function* policiesBeforePlugin(set: ManifestSet): Iterable<Report> {
  const owners = ownersOf(set);
  const applying = new Set(set.kind('NetworkPolicy').flatMap((policy) => owners.get(policy)?.manifest ?? []));
  for (const { manifest, chart } of applicationSources(set)) {
    if (!CNI.has(chart)) continue;
    for (const one of applying)
      if (one !== manifest && isBefore(one, manifest, 'or with'))
        yield report(
          waveOf(one),
          `network policies of wave ${waveNumber(one)} are not after the network plug-in, "${manifest.ref.name}" of wave ${waveNumber(manifest)}`,
          { why: 'Until the plug-in runs nobody enforces a policy, and its own kinds of policies do not exist.' },
        );
  }
}

/** Routes whose Services come in a later wave of the same root. */
function* routesBeforeServices(set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
  const owners = ownersOf(set);
  const said = new Set<Manifest>();
  for (const { from, to, target } of graph.all) {
    if (to.kind !== 'Service' || !['VirtualService', 'Ingress'].includes(from.ref.kind) || target.is !== 'manifest')
      continue;
    const [front, back] = [from, target.manifest].map((one) => owners.get(one)?.manifest);
    if (!front || !back || front === back || said.has(back) || !isBefore(front, back)) continue;
    said.add(back);
    yield report(
      waveOf(back),
      `${describeRef(target.manifest.ref)} comes in wave ${waveNumber(back)}, ${describeRef(from.ref)} that sends to it in wave ${waveNumber(front)}`,
      {
        why: 'Its routes answer 503 until the Services are there.',
        fix: 'Give the Services an earlier wave than the routes.',
      },
    );
  }
}
