import { applicationsOf, ownersOf } from '../../manifest/argocd/applications.js';
import { mayBeMade, releasesIn, unseenNamespaces } from '../../manifest/argocd/charts.js';
import type { Field } from '../../manifest/field.js';
import type { Identity, ManifestSet } from '../../manifest/manifest-set.js';
import { hiddenPods } from '../../manifest/references/operated.js';
import type { Target } from '../../manifest/references.js';
import { suggestion } from './missing.js';

const EVERY = { labels: new Map(), expressions: [] };

/** A Service that is not there, as far as can be told. */
export interface MissingService {
  /** False where something else may bring it. */
  readonly sure: boolean;
  readonly fix: string | undefined;
}

/** Whether a Service is missing. What a chart, an operator or another repository may make is not. */
export function missingService(set: ManifestSet, to: Identity, target: Target): MissingService | undefined {
  if (target.is !== 'missing' || mayBeMade(set, to.namespace, to.name, 'Service')) return undefined;
  const charts = releasesIn(set, to.namespace);
  if (charts.length === 0) {
    // Of a namespace from which the set shows neither Services nor pods it says nothing.
    const sure = target.sure || isEmpty(set, to.namespace);
    return sure || set.pods(to.namespace, EVERY).length > 0 ? { sure, fix: suggestion(set, to) } : undefined;
  }
  const names = charts.map(({ chart, name }) => `chart ${chart} as "${name}"`).join(', ');
  const what = `What is installed there is called after its release: ${names}.`;
  // Charts that name their Services otherwise never come here: they may have made it.
  return { sure: true, fix: suggestion(set, to) ?? what };
}

/** Whether a namespace is made and stays empty: what Argo CD installs is shown, and has no pods there. */
function isEmpty(set: ManifestSet, namespace: string | undefined): boolean {
  if (namespace === undefined || hiddenPods(set).has(namespace) || !areShown(set)) return false;
  const isMade =
    set.find('Namespace', undefined, namespace) ?? applicationsOf(set).find((one) => one.namespace === namespace);
  return isMade !== undefined && !unseenNamespaces(set).has(namespace) && set.pods(namespace, EVERY).length === 0;
}

/** Whether the set has the Applications that its manifests belong to, and those that are made are known. */
function areShown(set: ManifestSet): boolean {
  const isOpen = (one: Field) => one.items('spec.generators').some((generator) => !generator.at('list').exists);
  return ownersOf(set).size > 0 && !set.fields('ApplicationSet').some(isOpen);
}
