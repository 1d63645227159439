import {
  type ApplicationSource,
  applicationSources,
  applicationSpecs,
} from '../../../manifest/argocd/application-sources.js';
import { barePath, ownersOf } from '../../../manifest/argocd/applications.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { describeRef } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { remoteNamespace } from '../../gitops/known-remotes.js';
import { isGuarded, sameFolder } from '../../gitops/same-folder.js';
import { type Report, report, rule } from '../../rule.js';

const application = (name: string, path: string, more = '') => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: argocd
spec:
  project: default
  source:
    repoURL: https://github.com/team/shop.git
    path: ${path}${more}
  destination:
    server: https://kubernetes.default.svc
    namespace: argocd
`;
const recursive = `
    directory:
      recurse: true`;

export const ownershipOverlap = rule({
  id: 'ownership-overlap',
  severity: 'error',
  what: 'Two Applications apply the same object',
  why: 'Each sync hands it to the other one: both are out of sync in turn, and the one that is pruned or deleted takes it along.',
  fix: 'Leave it to one of them.',
  exceptions: [
    'Applications with FailOnSharedResource=true: the second one fails before it takes anything.',
    'Two manifests of one Application: duplicate-resource says so.',
  ],
  source: 'Argo CD, user-guide/sync-options#fail-the-sync-if-a-shared-resource-is-found',
  wrong: `${application('root', 'dist', recursive.replace('true', 'true # <--'))}---${application('cart', 'dist/cart')}`,
  right: `${application('root', 'dist/apps', recursive)}---${application('cart', 'dist/cart')}`,
  *check({ set }) {
    const owners = ownersOf(set);
    for (const same of set.duplicates()) {
      const [first, ...rest] = same;
      const owner = first && owners.get(first);
      for (const other of rest) {
        const second = owners.get(other);
        if (!owner || !second || owner.name === second.name || isGuarded(second)) continue;
        yield report(
          fieldOf(other, 'metadata.name'),
          `${describeRef(other.ref)} is applied by "${second.name}" and by "${owner.name}"`,
        );
      }
    }
    yield* recursion(applicationSpecs(set));
    yield* sameFolder(set);
    for (const source of applicationSources(set)) yield* definitions(source, set);
    yield* namespaces(applicationSources(set));
  },
});

/** A folder that is read with its subfolders, one of which another Application applies. */
function* recursion(specs: readonly Field[]): Iterable<Report> {
  for (const spec of specs) {
    const recurse = spec.at('source.directory.recurse');
    const own = folder(spec);
    if (recurse.flag !== true || own === undefined || spec.at('source.directory.include').exists) continue;
    const child = specs.find((other) => {
      const path = folder(other);
      return path?.startsWith(`${own}/`) && repository(other) === repository(spec);
    });
    if (child)
      yield report(
        recurse,
        `"${own}" is read with its subfolders, of which "${child.manifest.ref.name}" applies "${folder(child)}"`,
        {
          fix: 'Point the root at a folder that holds nothing but Applications.',
        },
      );
  }
}

function folder(spec: Field): string | undefined {
  return barePath(spec.at('source.path').text);
}

function repository(spec: Field): string | undefined {
  return spec
    .at('source.repoURL')
    .text?.replace(/\.git$/, '')
    .toLowerCase();
}

// Charts with definitions in their crds/ folder, and the group that these are of.
const DEFINES: Readonly<Record<string, string>> = {
  'kube-prometheus-stack': 'monitoring.coreos.com',
  'aws-load-balancer-controller': 'elbv2.k8s.aws',
  'postgres-operator': 'acid.zalan.do',
  'redis-operator': 'redis.redis.opstreelabs.in',
  'external-secrets': 'external-secrets.io',
  'argo-rollouts': 'argoproj.io',
  flagger: 'flagger.app',
};

/** Definitions of a chart that the set also holds as manifests. */
function* definitions({ source, chart, manifest }: ApplicationSource, set: ManifestSet): Iterable<Report> {
  const group = Object.hasOwn(DEFINES, chart) ? DEFINES[chart] : undefined;
  if (group === undefined || source.at('helm.skipCrds').flag === true) return;
  const owners = ownersOf(set);
  const own = set
    .kind('CustomResourceDefinition')
    .find((crd) => fieldOf(crd, 'spec.group').text === group && owners.get(crd)?.manifest !== manifest);
  if (own)
    yield report(
      source,
      `chart "${chart}" brings the definitions of "${group}" too, ${describeRef(own.ref)} among them`,
      {
        fix: 'Add helm.skipCrds: true, or leave the manifests out.',
      },
    );
}

/** A Namespace that the manifests of two repositories bring along. */
function* namespaces(sources: readonly ApplicationSource[]): Iterable<Report> {
  const first = new Map<string, ApplicationSource>();
  for (const source of sources) {
    const name = remoteNamespace(source);
    const known = name === undefined ? undefined : first.get(name);
    if (name !== undefined && !known) first.set(name, source);
    if (!known || known.manifest === source.manifest) continue;
    yield report(
      source.source.at('path'),
      `Namespace "${name}" is in these manifests and in those of "${known.manifest.ref.name}"`,
      { fix: 'Delete it here by a patch of kustomize: target kind Namespace, $patch: delete.' },
    );
  }
}
