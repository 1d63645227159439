import type { Finding } from '../../diagnostic/diagnostic.js';
import { type ImageChange, imageAmong, imageAt } from '../../images/history.js';
import { formatPin, type Pin, samePin } from '../../images/image-pin.js';
import { previousImages } from '../../images/previous.js';
import { commitOf, isAncestor } from '../../images/repository.js';
import { allVersionsOf } from '../../images/versions.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { Failure } from '../failure.js';
import { type Past, refuseShallow } from './past.js';

/** The image to go back to. */
export interface Target {
  readonly pin: Pin;
  /** What the service was called when it had that image. */
  readonly name: string;
}

/**
 * The image before the present one, or the one before that. `steps`: how many to go back, from 1. `elsewhere`: other
 * environments with an earlier image, asked for when this one has none. @throws Failure
 */
export function stepsBack(
  past: Past,
  service: string,
  environment: string,
  steps: number,
  elsewhere: () => readonly string[],
): Target {
  refuseShallow(past, service);
  const previous = previousImages(past.changes);
  const target = previous[steps - 1];
  if (target?.pin) return { pin: target.pin, name: target.service };
  const had = past.changes.flatMap(({ pin }) => (pin && !samePin(pin, past.current) ? [formatPin(pin)] : []));
  const count = previous.length === 0 ? 'no image' : `${previous.length} image${previous.length === 1 ? '' : 's'}`;
  throw refusal(
    `there is ${count} of "${service}" in ${environment} before the present one${steps > 1 ? `, not ${steps}` : ''}`,
    previous.length > 0
      ? `At most --steps ${previous.length}. eco history ${service} --env ${environment} lists them.`
      : had.length > 0
        ? `It had others that were taken back since: --to ${had[0]}.`
        : fixFor(service, environment, elsewhere()),
  );
}

/** What to type where an environment has had one image alone: most who meant another one named none. */
function fixFor(service: string, environment: string, elsewhere: readonly string[]): string {
  const [other] = elsewhere;
  return other === undefined
    ? `It has had this one from the start. Put another one there: eco image set ${service}=TAG --env ${environment}`
    : `It had others in ${elsewhere.join(', ')}: eco rollback ${service} --env ${other}`;
}

/** The image that a tag, or a revision of Git, stands for. @throws Failure when the service never had it here */
export function namedTarget(past: Past, service: string, environment: string, named: string, tip: string): Target {
  const known = past.changes.find((change) => change.pin && matches(change.pin, named));
  if (known?.pin) return { pin: known.pin, name: known.service };
  const merged = imageAmong(allVersionsOf(past.repository, past.file, tip), service, (pin) => matches(pin, named));
  if (merged) return { pin: merged, name: service };
  const commit = commitOf(past.repository, named);
  if (commit !== undefined) return atCommit(past, service, environment, commit, named, tip);
  refuseShallow(past, service);
  const tags = past.changes.flatMap(({ pin }) => (pin ? [pin.tag] : []));
  const near = didYouMean(named, tags);
  throw refusal(
    `"${named}" was never the image of "${service}" in ${environment}, and is no revision of Git`,
    near ? `Did you mean "${near}"?` : `It had: ${[...new Set(tags)].slice(0, 8).join(', ')}.`,
  );
}

function matches(pin: Pin, named: string): boolean {
  return named.includes('@') ? formatPin(pin) === named : pin.tag === named;
}

function atCommit(
  past: Past,
  service: string,
  environment: string,
  commit: string,
  named: string,
  tip: string,
): Target {
  if (!isAncestor(past.repository, commit, tip)) {
    throw refusal(
      `revision "${named}" is not in the history of what is checked out`,
      'Name a commit that is: git log --oneline.',
    );
  }
  const pin = imageAt(past.repository, past.file, service, commit);
  if (pin) return { pin, name: service };
  // Under another name, or in another file: what the branch had when it had that commit.
  const then = past.changes.find((change) => isAncestor(past.repository, change.commit, commit));
  if (then?.pin) return { pin: then.pin, name: then.service };
  throw refusal(
    `"${service}" had no image in ${environment} at revision "${named}"`,
    `eco history ${service} --env ${environment} lists those it had.`,
  );
}

/** The change that brought the present image, for the message. */
export function presentSince({ changes }: Past): ImageChange | undefined {
  return changes[0];
}

function refusal(message: string, fix: string): Failure {
  const finding: Finding = { rule: 'rollback', severity: 'error', message, why: 'Nothing was written.', fix };
  return new Failure(finding);
}
