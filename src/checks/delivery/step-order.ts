import type { Field } from '../../manifest/field.js';
import { type Report, report } from '../rule.js';

/** A weight below the one before it. Going back to 0 is a choice: the new version rests. */
export function* falling(steps: readonly Field[]): Iterable<Report> {
  let before = 0;
  for (const field of steps.map((step) => step.at('setWeight'))) {
    const { number } = field;
    if (number === undefined) continue;
    if (number > 0 && number < before)
      yield report(field, `weight ${number} comes after ${before}`, {
        severity: 'warning',
        why: 'Requests go back to the old version in the midst of the rollout, and the rest of the steps judge less than was judged.',
        fix: 'Put the weights in rising order.',
      });
    before = number;
  }
}

/** What makes sense though no step gives the new version a share: something else looks at it. */
const WITHOUT_SHARE = ['setCanaryScale', 'setHeaderRoute', 'setMirrorRoute', 'experiment', 'analysis', 'plugin'];

/** Steps that wait while no request goes to the new version. A pause without an end is a person's who decides. */
export function* idle(steps: readonly Field[]): Iterable<Report> {
  const meant = (step: Field) =>
    (step.at('setWeight').exists && step.at('setWeight').number !== 0) ||
    (step.at('pause').exists && !step.at('pause.duration').exists) ||
    WITHOUT_SHARE.some((key) => step.at(key).exists);
  const first = steps.find((step) => step.at('pause').exists) ?? steps.find((step) => step.at('setWeight').exists);
  if (!first || steps.some(meant)) return;
  const wait = first.at('pause.duration').scalar;
  // A bare number counts seconds.
  const long = wait === undefined ? '' : ` for ${wait}${/^\d+$/.test(wait) ? 's' : ''}`;
  yield report(first, `no step gives the new version requests: 0 %${long}, then 100 %`, {
    severity: 'warning',
    why: 'The steps test nothing: the first requests that the new version gets are all of them.',
    fix: 'Put a weight before the pause: - setWeight: 10.',
  });
}

/** What holds a step until something has happened. */
const WAITS = ['pause', 'analysis', 'experiment', 'plugin', 'replicaProgressThreshold'];

/** Weights that the next one, or the end, follows at once: a router changes them in a moment. */
export function* rushed(steps: readonly Field[]): Iterable<Report> {
  for (const [i, step] of steps.entries()) {
    const weight = step.at('setWeight');
    if (!weight.exists || weight.number === 0 || weight.number === 100) continue;
    const rest = steps.slice(i + 1);
    const next = rest.findIndex((one) => one.at('setWeight').exists);
    const until = next < 0 ? rest : rest.slice(0, next);
    if (until.some((one) => WAITS.some((key) => one.at(key).exists))) continue;
    yield report(
      weight,
      `nothing waits at ${weight.scalar} %: ${next < 0 ? 'all requests go' : 'the next weight comes'} at once`,
      {
        severity: 'warning',
        why: 'The step tests nothing: no request has been measured when the next one begins.',
        fix: 'Add a pause behind it: - pause: { duration: 5m }.',
      },
    );
  }
}
