import type { Finding } from '../diagnostic/diagnostic.js';
import { text } from '../manifest/access.js';
import { dataLoss } from '../manifest/data-loss.js';
import { describeRef, type KubeObject, type Manifest, objectKey } from '../manifest/manifest.js';
import { didYouMean } from '../values/did-you-mean.js';

/** What the fleet says may leave an environment: `StatefulSet data/redis` → why. */
export type Removed = Readonly<Record<string, string>>;

/**
 * Objects that are no longer made and take with them what no sync brings back, where the fleet does not say so.
 * @param before what stood in the output, or part of it
 */
export function unsaidRemovals(
  environment: string,
  removed: Removed,
  before: readonly Manifest[],
  made: readonly Manifest[],
): Finding[] {
  const kept = new Set(made.map(({ ref }) => objectKey(ref)));
  const names = Object.keys(removed);
  const said = new Set(names.filter((name) => removed[name]?.trim()));
  return before
    .filter(({ ref, object }) => dataLoss(object) !== undefined && !kept.has(objectKey(ref)))
    .filter(({ ref }) => !said.has(describeRef(ref)))
    .map((one) => unsaid(environment, one, names));
}

/** What the fleet says of objects that are still made: it would be silence when they leave by mistake. */
export function earlyWords(environment: string, removed: Removed, made: readonly Manifest[]): Finding[] {
  if (Object.keys(removed).length === 0) return [];
  return made.filter(({ ref }) => Object.hasOwn(removed, describeRef(ref))).map((one) => early(environment, one));
}

function unsaid(environment: string, { ref, object, origin }: Manifest, names: readonly string[]): Finding {
  const name = describeRef(ref);
  const near = names.includes(name) ? undefined : didYouMean(name, names);
  const word = near
    ? `Did you mean it by ${near}? It is "${name}".`
    : `Take it back; or, if it is to go, say why in "${environment}": removed: { '${name}': 'moved to …' }.`;
  return {
    rule: 'removal-unsaid',
    severity: 'error',
    message: `${name} leaves "${environment}", and the fleet does not say that it may`,
    object: ref,
    at: origin.at?.([]),
    why: isGuarded(object)
      ? `Argo CD leaves it in the cluster, where nobody keeps it any more; once a person deletes it, ${dataLoss(object)}.`
      : `Argo CD deletes it: ${dataLoss(object)}.`,
    fix: isGuarded(object) ? `${word} After the sync a person deletes it: ${byHand(object)}` : word,
  };
}

function early(environment: string, { ref, origin }: Manifest): Finding {
  const name = describeRef(ref);
  return {
    rule: 'removal-early',
    severity: 'warning',
    message: `"${environment}" says that ${name} is removed, and it is made all the same`,
    object: ref,
    at: origin.at?.([]),
    from: origin.from?.([]),
    why: 'When it leaves by mistake one day, nothing asks.',
    fix: `Remove it, or take '${name}' out of \`removed\`.`,
  };
}

/** Whether Argo CD keeps an object that leaves Git. Source: Argo CD, "Sync Options: No Prune Resources". */
export function isGuarded(object: KubeObject): boolean {
  const options = text(object, ['metadata', 'annotations', 'argocd.argoproj.io/sync-options']) ?? '';
  return options.split(',').some((option) => option.trim() === 'Prune=false');
}

/** What a person types to delete an object that Argo CD keeps. */
export function byHand({ kind, metadata }: KubeObject): string {
  const place = metadata.namespace === undefined ? '' : ` --namespace ${metadata.namespace}`;
  return `kubectl delete ${kind.toLowerCase()} ${metadata.name}${place}`;
}
