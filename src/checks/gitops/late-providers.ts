import { strings } from '../../manifest/access.js';
import { applicationSources } from '../../manifest/argocd/application-sources.js';
import { applicationsOf, ownersOf } from '../../manifest/argocd/applications.js';
import { groupBy } from '../../manifest/group-by.js';
import { apiGroup, describeRef, type Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type Report, report } from '../rule.js';
import { isBefore, waveNumber, waveOf } from './application-waves.js';
import { bringsOwnManifests, operatorOf, operatorsIn } from './operators.js';

/** What an Application needs of another. */
interface Need {
  readonly user: Manifest;
  readonly provider: Manifest;
  /** What the provider brings, and what of the user needs it. */
  readonly what: string;
  readonly needs: string;
  readonly why: string;
}

/** Applications that bring an operator, a chart or a namespace after others that need it. */
export function* lateProviders(set: ManifestSet): Iterable<Report> {
  const all = [...operators(set), ...charts(set), ...namespaces(set)].filter((one) => one.user !== one.provider);
  for (const needs of groupBy(all, ({ provider }) => provider).values()) {
    const users = [...groupBy(needs, ({ user }) => user).values()].flatMap(([first]) => first ?? []);
    const early = users.filter(({ user, provider }) => isBefore(user, provider));
    const [first] = early;
    if (!first) continue;
    // One that comes too early among many is what is wrong; else it is what comes too late.
    if (early.length * 2 < users.length) for (const one of early) yield late(one, one.user, 0);
    else yield late(first, first.provider, early.length - 1);
  }
}

function late({ user, provider, what, needs, why }: Need, at: Manifest, more: number): Report {
  const others = more === 0 ? '' : more === 1 ? ', as does another' : `, as do ${more} others`;
  return report(
    waveOf(at),
    `${what} comes in wave ${waveNumber(provider)}, ${needs} that needs it in wave ${waveNumber(user)}${others}`,
    {
      why,
      fix: `Give "${provider.ref.name}" an earlier wave than "${user.ref.name}", or "${user.ref.name}" a later one.`,
    },
  );
}

/** Custom resources, and the Application that installs their operator. */
function* operators(set: ManifestSet): Iterable<Need> {
  const owners = ownersOf(set);
  const owning = new Set([...owners.values()].map(({ manifest }) => manifest));
  const installed = applicationSources(set)
    .filter(({ manifest }) => !owning.has(manifest) && !bringsOwnManifests(set, manifest))
    .flatMap(({ spec, manifest }) => operatorsIn(spec).map((operator) => ({ operator, provider: manifest })));
  if (installed.length === 0) return;
  const said = new Set<string>();
  for (const [resource, { manifest: user }] of owners) {
    const key = `${user.ref.name} ${apiGroup(resource.ref.apiVersion)}`;
    if (said.has(key) || !resource.ref.apiVersion.includes('.')) continue;
    const operator = operatorOf(resource);
    const found = installed.filter((one) => one.operator === operator);
    const [first] = found;
    if (!operator || !first || found.length > 1) continue;
    said.add(key);
    const [what, needs] = [operator.name, describeRef(resource.ref)];
    yield { user, provider: first.provider, what, needs, why: NOBODY };
  }
}

const NOBODY =
  'Its resources are refused while their definition is missing, and until the operator runs nobody acts on them.';

// Charts that cannot be installed before another one. Source: Istio, setup/install/helm.
const NEEDED: Readonly<Record<string, string>> = { istiod: 'base', gateway: 'istiod' };

function* charts(set: ManifestSet): Iterable<Need> {
  const sources = applicationSources(set).filter(({ spec }) => !spec.at('sources').exists);
  for (const { manifest: user, chart, source } of sources) {
    // A folder of that name sets an operator up so that cert-manager makes the certificates of its webhooks.
    const isCertified = source.at('path').exists && chart === 'cert-manager';
    const needed = isCertified ? 'cert-manager' : Object.hasOwn(NEEDED, chart) && NEEDED[chart];
    const found = sources.filter((one) => one.chart === needed && one.source.at('chart').exists);
    const [first] = found;
    if (!needed || !first || found.length > 1) continue;
    const needs = isCertified ? `"${source.at('path').text}" of "${user.ref.name}"` : `chart "${chart}"`;
    const why = `It needs what "${needed}" brings: its definitions, or who serves its webhooks.`;
    yield { user, provider: first.manifest, what: `chart "${needed}"`, needs, why };
  }
}

/** Objects of namespaces that another Application declares, where nobody makes the namespace on the way. */
function* namespaces(set: ManifestSet): Iterable<Need> {
  const owners = ownersOf(set);
  const declaring = new Map(
    set.kind('Namespace').flatMap((one) => {
      const owner = owners.get(one);
      return owner ? [[one.ref.name, owner.manifest] as const] : [];
    }),
  );
  // Argo CD runs in those of its Applications already.
  for (const { manifest } of applicationsOf(set)) declaring.delete(manifest.ref.namespace ?? 'argocd');
  const made = new Set(
    applicationsOf(set)
      .filter(({ spec }) => strings(spec, 'syncPolicy.syncOptions').includes('CreateNamespace=true'))
      .map(({ namespace }) => namespace),
  );
  const said = new Set<string>();
  for (const [object, { manifest: user }] of declaring.size > 0 ? owners : []) {
    const { namespace = '' } = object.ref;
    const provider = declaring.get(namespace);
    const key = `${user.ref.name} ${namespace}`;
    if (!provider || made.has(namespace) || said.has(key)) continue;
    said.add(key);
    yield { user, provider, what: `Namespace "${namespace}"`, needs: describeRef(object.ref), why: NO_NAMESPACE };
  }
}

const NO_NAMESPACE =
  'The API server refuses what is to stand in a namespace that is not there: "namespaces not found". The sync fails.';
