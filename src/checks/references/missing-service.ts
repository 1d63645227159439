import { applicationsOf } from '../../manifest/argocd/applications.js';
import { mayBeMade, releasesIn, unseenNamespaces } from '../../manifest/argocd/charts.js';
import { emptyNamespaces } from '../../manifest/argocd/empty-namespaces.js';
import type { Identity, ManifestSet } from '../../manifest/manifest-set.js';
import { hiddenPods } from '../../manifest/references/operated.js';
import type { Target } from '../../manifest/references.js';
import { isOneSlip } from '../../values/did-you-mean.js';
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
    const isShown = target.sure || set.pods(to.namespace, EVERY).length > 0;
    const meant = isShown ? undefined : meantOf(set, to);
    if (meant !== undefined) return { sure: true, fix: `Did you mean "${meant}"?` };
    return isShown ? { sure: target.sure, fix: suggestion(set, to) } : undefined;
  }
  const names = charts.map(({ chart, name }) => `chart ${chart} as "${name}"`).join(', ');
  const what = `What is installed there is called after its release: ${names}.`;
  // Charts that name their Services otherwise never come here: they may have made it.
  return { sure: true, fix: suggestion(set, to) ?? what };
}

/** The Service that is meant by a name in a namespace where nothing runs: of the same name, or a letter away in both. */
function meantOf(set: ManifestSet, { name, namespace }: Identity): string | undefined {
  if (namespace === undefined || !isEmpty(set, namespace)) return undefined;
  const services = set.kind('Service').map(({ ref }) => ref);
  const found =
    services.find((ref) => ref.name === name) ??
    services.find(
      (ref) => isOneSlip(ref.namespace ?? '', namespace) && (ref.name === name || isOneSlip(ref.name, name)),
    );
  return found && `${found.name}.${found.namespace}`;
}

/** Whether a namespace that is declared, or that Argo CD is told to make, stays empty. */
function isEmpty(set: ManifestSet, namespace: string): boolean {
  if (emptyNamespaces(set).has(namespace)) return true;
  const isAimedAt = applicationsOf(set).some((one) => one.namespace === namespace);
  return isAimedAt && !hiddenPods(set).has(namespace) && !unseenNamespaces(set).has(namespace);
}
