import { describeRef } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { podTemplateOf } from '../../../manifest/pod-template.js';
import type { Reference, ReferenceGraph } from '../../../manifest/references.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { addOnOf, type Lack, lack } from '../../gitops/brought.js';
import { place, shortName, suggestion } from '../../references/missing.js';
import { type Report, report, rule } from '../../rule.js';
import { chartSecrets } from '../../workloads/secret-readers.js';

const example = (name: string) => `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop-config
  namespace: api
data:
  LOG_LEVEL: INFO
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      envFrom:
        - configMapRef:
            name: ${name}
`;

export const refMissing = rule({
  id: 'ref-missing',
  severity: 'error',
  what: 'An object names another that does not exist',
  why: 'What reads it cannot start, or does nothing, until somebody makes it by hand.',
  fix: 'Add the object, correct the name, or declare that it exists outside Git (facts, external).',
  exceptions: [
    'References that are optional.',
    'What a controller makes: the Secret of an ExternalSecret, a SealedSecret or a Certificate.',
    'Where the set declares nothing of that kind, or a Helm chart fills the namespace, it is a warning.',
    'The class of an Ingress, unless the facts say which there are.',
    'The credentials that open a store of secrets, in a namespace of others: no store can bring them.',
  ],
  source: 'Kubernetes API reference, core/v1 PodSpec; the definitions of the custom resources',
  wrong: example('shop-confg # <--'),
  right: example('shop-config'),
  *check({ set, graph, facts }) {
    for (const manifest of set.manifests) {
      const said = new Set<string>();
      for (const edge of graph.from(manifest)) {
        const { target, to, path, optional, row } = edge;
        if (target.is !== 'missing' || optional || row.checkedBy !== undefined) continue;
        // The first credentials cannot come out of the store that they open: somebody puts them there.
        if (!target.sure && /^(?:Cluster)?SecretStore$/.test(manifest.ref.kind)) continue;
        // Controllers bring the classes that they answer to.
        if (!target.sure && to.kind === 'GatewayClass') continue;
        const key = `${to.kind}/${to.namespace}/${to.name}`;
        // Whoever runs the controller makes the class: it is missed only where all of them are known.
        const classes = to.kind === 'IngressClass' ? facts.ingressClasses : undefined;
        if (to.kind === 'IngressClass' && (!classes || classes.includes(to.name))) continue;
        // One object that is missing is one cause, however many fields read it.
        if (said.has(key)) continue;
        said.add(key);
        yield {
          manifest,
          path,
          message: `${to.kind} ${shortName(to.name)} does not exist ${place(to)}`,
          why: why(edge),
          ...(classes ? ofClass(to.name, classes) : { fix: suggestion(set, to) }),
          severity: target.sure || classes ? undefined : 'warning',
        };
      }
    }
    yield* untold(set, graph);
  },
});

/** Secrets that charts are told to take, in namespaces for which the set declares others. */
function* untold(set: ManifestSet, graph: ReferenceGraph): Iterable<Report> {
  const said = new Set<string>();
  for (const { at, namespace, name } of chartSecrets(set)) {
    const to = { group: '', kind: 'Secret', namespace, name };
    const key = `${describeRef(at.manifest.ref)} ${namespace}/${name}`;
    const isDeclared = ['Secret', 'ExternalSecret', 'SealedSecret'].some(
      (kind) => set.inNamespace(kind, namespace).length,
    );
    if (graph.resolve(to).is !== 'missing' || !isDeclared || said.has(key)) continue;
    said.add(key);
    yield report(at, `Secret ${shortName(name)} does not exist ${place(to)}`, {
      severity: 'warning',
      why: 'The chart makes none when it is told of one: its pods stay in CreateContainerConfigError.',
      fix: suggestion(set, to),
    });
  }
}

/** What the kubelet or the API server does about it. */
function why({ from, to }: Reference): string | undefined {
  if (to.kind === 'IngressClass') return 'No controller acts on it: no request from outside arrives.';
  if (!podTemplateOf(from)) return undefined;
  switch (to.kind) {
    case 'ServiceAccount':
      return 'The API server refuses the pods: the workload stays at 0 replicas.';
    case 'PriorityClass':
      return 'The API server refuses the pods: no such PriorityClass.';
    case 'PersistentVolumeClaim':
      return 'The pods stay Pending: the scheduler waits for the claim.';
    default:
      return 'The pods stay in CreateContainerConfigError or ContainerCreating until it is there.';
  }
}

function ofClass(name: string, classes: readonly string[]): Partial<Lack> {
  const near = didYouMean(name, classes);
  if (near) return { fix: `Did you mean "${near}"?` };
  if (addOnOf.ingressClasses.has(name)) return lack('ingressClasses', name);
  const known = classes.length > 0 ? `The cluster has: ${classes.join(', ')}.` : 'The cluster has none.';
  const fix = `${known} Install the controller of "${name}", or declare its class (facts, ingressClasses; addOns of a fleet).`;
  return { fix };
}
