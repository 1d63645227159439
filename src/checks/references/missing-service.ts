import { mayBeMade, releasesIn } from '../../manifest/argocd/charts.js';
import type { Identity, ManifestSet } from '../../manifest/manifest-set.js';
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
    const shows = target.sure || set.pods(to.namespace, EVERY).length > 0;
    return shows ? { sure: target.sure, fix: suggestion(set, to) } : undefined;
  }
  const names = charts.map(({ chart, name }) => `chart ${chart} as "${name}"`).join(', ');
  const what = `What is installed there is called after its release: ${names}.`;
  // Charts that name their Services otherwise never come here: they may have made it.
  return { sure: true, fix: suggestion(set, to) ?? what };
}
