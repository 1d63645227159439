import { applicationSources, applicationSpecs, specOf } from '../../../manifest/argocd/application-sources.js';
import { ownersOf } from '../../../manifest/argocd/applications.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { rowOf } from '../../../manifest/kinds.js';
import { apiGroup, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { matchesGlob } from '../../../values/glob.js';
import { listed } from '../../../values/listed.js';
import { unbroughtIn } from '../../gitops/brought.js';
import { missingTargets } from '../../references/missing-targets.js';
import { folded, type Report, report, rule } from '../../rule.js';

const example = (namespace: string) => `
apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata:
  name: shop
  namespace: argocd
spec:
  sourceRepos: ["https://github.com/team/*"]
  destinations:
    - server: https://kubernetes.default.svc
      namespace: shop
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: cart
  namespace: argocd
spec:
  project: shop
  source:
    repoURL: https://github.com/team/shop.git
    path: dist/cart
  destination:
    server: https://kubernetes.default.svc
    namespace: ${namespace}
`;

export const project = rule({
  id: 'project',
  severity: 'error',
  what: 'An Application is not allowed what it does, by its project',
  why: 'Argo CD refuses it: InvalidSpecError, or the sync fails for objects that the project does not permit.',
  fix: 'Permit it in the AppProject, or give the Application another project.',
  exceptions: ['Projects that are not among the manifests, and what templates fill in.'],
  source: 'Argo CD, user-guide/projects; pkg/apis/application/v1alpha1: IsSourcePermitted, IsDestinationPermitted',
  wrong: example('carts # <--'),
  right: example('shop'),
  *check({ set, graph, facts }) {
    yield* missingTargets({ set, graph }, 'project', ({ target }) => target.is === 'missing' && target.sure);
    for (const { source, spec } of applicationSources(set)) {
      const own = projectOf(spec, set);
      const url = source.at('repoURL');
      if (own && url.text !== undefined && !isTemplated(url.text) && !permitsRepository(own, url.text))
        yield report(url, `"${url.text}" is in no sourceRepos of project "${own.ref.name}"`);
    }
    for (const spec of applicationSpecs(set)) {
      const own = projectOf(spec, set);
      if (own) yield* destination(spec.at('destination'), own);
    }
    // What nobody brings is said by crd-first: permitting it would help nobody.
    const unbrought = new Set(facts.resources && unbroughtIn(set, facts.resources));
    yield* clusterKinds(set, unbrought);
    yield* unconfined(set);
  },
});

function projectOf(spec: Field, set: ManifestSet): Manifest | undefined {
  const name = spec.at('project').text ?? 'default';
  return set.kind('AppProject').find(({ ref }) => ref.name === name);
}

function permitsRepository(own: Manifest, url: string): boolean {
  const patterns = fieldOf(own)
    .items('spec.sourceRepos')
    .flatMap(({ text }) => text ?? []);
  const names = [url, url.replace(/\.git$/, ''), `${url.replace(/\.git$/, '')}.git`];
  const matches = (pattern: string) => names.some((name) => matchesGlob(pattern.toLowerCase(), name.toLowerCase()));
  if (patterns.some((one) => one.startsWith('!') && matches(one.slice(1)))) return false;
  return patterns.some((one) => !one.startsWith('!') && matches(one));
}

function* destination(field: Field, own: Manifest): Iterable<Report> {
  const [server, name, namespace] = ['server', 'name', 'namespace'].map((key) => field.at(key));
  if (!field.exists || [server, name, namespace].some((one) => isTemplated(one?.text ?? ''))) return;
  const permitted = fieldOf(own)
    .items('spec.destinations')
    .some((entry) => {
      const cluster = entry.at('server').text ?? entry.at('name').text ?? '';
      const wanted = entry.at('server').exists ? server?.text : name?.text;
      // The same cluster may be named either way: which name means which server the manifests do not say.
      const sameCluster = wanted === undefined || cluster === '' || matchesGlob(cluster, wanted);
      return sameCluster && matchesGlob(entry.at('namespace').text ?? '', namespace?.text ?? '');
    });
  if (permitted) return;
  const place = namespace?.exists ? namespace : field;
  yield report(place, `project "${own.ref.name}" does not permit namespace "${namespace?.text ?? ''}" of this cluster`);
}

/** Kinds without a namespace that an Application applies and its project does not list. */
function* clusterKinds(set: ManifestSet, unbrought: ReadonlySet<Manifest>): Iterable<Report> {
  const owners = ownersOf(set);
  const said = new Set<string>();
  for (const manifest of set.manifests) {
    const owner = owners.get(manifest);
    if (!owner || unbrought.has(manifest) || rowOf(manifest.ref)?.scope !== 'cluster') continue;
    const own = projectOf(specOf(owner.manifest), set);
    const { kind, apiVersion } = manifest.ref;
    const group = apiGroup(apiVersion);
    if (!own || said.has(`${own.ref.name} ${group} ${kind}`)) continue;
    said.add(`${own.ref.name} ${group} ${kind}`);
    const list = fieldOf(own, 'spec.clusterResourceWhitelist');
    const permitted = list
      .items()
      .some((one) => matchesGlob(one.at('group').text ?? '', group) && matchesGlob(one.at('kind').text ?? '', kind));
    if (permitted) continue;
    yield report(
      list.exists ? list : fieldOf(own, 'spec'),
      `project "${own.ref.name}" does not permit ${kind}, which "${owner.name}" applies ("${manifest.ref.name}")`,
      {
        fix: `Add group "${group}", kind ${kind} to clusterResourceWhitelist: it permits nothing that it does not list.`,
      },
    );
  }
}

/** Applications of the project that permits everything, where others are confined or there are several of them. */
function* unconfined(set: ManifestSet): Iterable<Report> {
  const projects = set.kind('AppProject').map(({ ref }) => ref.name);
  const open = applicationSpecs(set).filter((spec) => spec.at('project').text === 'default');
  if (projects.includes('default') || (projects.length === 0 && open.length < 3)) return;
  yield* folded(
    open,
    (spec) => spec.at('project'),
    ([first, ...rest]) => {
      const names = listed([first, ...rest].map(({ manifest }) => `"${manifest.ref.name}"`));
      const are = rest.length > 0 ? 'are' : 'is';
      return report(first.at('project'), `project "default" permits everything: ${names} ${are} in it`, {
        severity: 'warning',
        why: 'A mistake in one folder may change any object of any cluster that Argo CD reaches.',
        fix: 'Declare an AppProject with the repositories, namespaces and kinds that are meant.',
      });
    },
  );
}
