import { get } from '../../../manifest/access.js';
import {
  type ApplicationSource,
  applicationSources,
  applicationSpecs,
} from '../../../manifest/argocd/application-sources.js';
import { applicationsOf, type DeclaredApplication, ownersOf } from '../../../manifest/argocd/applications.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { rowOf } from '../../../manifest/kinds.js';
import { describeRef } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { listed } from '../../../values/listed.js';
import { filledField } from '../../gitops/filled-field.js';
import { remoteNamespace } from '../../gitops/known-remotes.js';
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
        if (!owner || !second || owner.name === second.name || guarded(second)) continue;
        yield report(
          fieldOf(other, 'metadata.name'),
          `${describeRef(other.ref)} is applied by "${second.name}" and by "${owner.name}"`,
        );
      }
    }
    yield* recursion(applicationSpecs(set));
    yield* samePath(set);
    for (const source of applicationSources(set)) yield* definitions(source, set);
    yield* namespaces(applicationSources(set));
  },
});

function guarded({ spec }: DeclaredApplication): boolean {
  return JSON.stringify(spec.syncPolicy ?? {}).includes('FailOnSharedResource=true');
}

/** Two Applications of one folder, whose objects say themselves where they stand. */
function* samePath(set: ManifestSet): Iterable<Report> {
  const owners = ownersOf(set);
  const open = new Set<string>();
  for (const [manifest, { paths }] of owners) {
    if (manifest.ref.namespace !== undefined || rowOf(manifest.object)?.scope === 'cluster') continue;
    for (const path of paths) open.add(path);
  }
  const seen = new Set([...owners.values()].flatMap(({ paths }) => paths));
  const readers = groupBy(applicationsOf(set), ({ paths, spec }) =>
    JSON.stringify([
      paths,
      get(spec, 'source.repoURL'),
      get(spec, 'source.targetRevision'),
      get(spec, 'destination.server'),
    ]),
  );
  for (const same of readers.values()) {
    const [first, ...rest] = same.filter((one) => !guarded(one));
    const [path, ...more] = first?.paths ?? [];
    // Those of one name are one Application, declared twice.
    if (!first || path === undefined || more.length > 0 || open.has(path) || !seen.has(path)) continue;
    const others = rest.filter(({ name }) => name !== first.name);
    // Whichever is called after the folder reads the right one.
    const isMeant = ({ name }: DeclaredApplication) => path.split('/').some((step) => name.endsWith(step));
    const wrong = [first, ...others].filter((one) => !isMeant(one));
    const named = [first, ...others].map(({ name }) => `"${name}"`);
    if (others.length === 0) continue;
    for (const one of wrong.length > 0 && wrong.length <= others.length ? wrong : [first, ...others])
      yield report(filledField(one, 'source.path'), `"${path}" is applied by ${listed(named)}`, {
        fix: 'Name the folder that is meant for it.',
      });
  }
}

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
  return spec.at('source.path').text?.replace(/^\.?\/|\/$/g, '');
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
