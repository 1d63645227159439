import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { didYouMean, isOneSlip } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { KNOWN_ACTIONS, knownAction } from './known-actions.js';

/** An action that GitHub cannot fetch, what a step gives it that it does not read, and what it lacks. */
export function* actionInputs(step: Field<Source>): Iterable<Report> {
  const uses = step.at('uses');
  const { text = '' } = uses;
  const [name = '', ref] = text.split('@');
  if (ref === undefined && /^[\w-]+\/[\w./-]+$/.test(name))
    yield report(uses, `action "${name}" has no version`, { fix: `Write the tag or the commit: ${name}@v4.` });
  const meant = KNOWN_ACTIONS.includes(name)
    ? undefined
    : KNOWN_ACTIONS.find((one) => isOneSlip(one, name) || one === `${name}-action`);
  if (meant) {
    yield report(uses, `there is hardly an action "${name}"`, {
      why: 'GitHub fetches every action before the job begins: it finds no such repository, and the job fails.',
      fix: `Did you mean ${meant}?`,
    });
  }
  const known = knownAction(text);
  if (!known || known.inputs.length === 0) return;
  const inputs = step.entries('with');
  const isGiven = (input: string) => inputs.some(([one]) => one.toLowerCase() === input.toLowerCase());
  for (const [input, field] of inputs) {
    if (known.inputs.some((one) => one.toLowerCase() === input.toLowerCase())) continue;
    const near = didYouMean(input, known.inputs);
    if (!near && !known.isSure) continue;
    yield report(field, `"${name}" has no input "${input}"`, {
      severity: near ? undefined : 'warning',
      why: 'GitHub warns in the log and passes it over: the action does what it does without it.',
      fix: near ? `Did you mean ${near}?` : `It takes ${known.inputs.join(', ')}.`,
    });
  }
  for (const input of known.isSure ? known.needs : []) {
    // A slip of it is reported there.
    if (isGiven(input) || inputs.some(([one]) => didYouMean(one, known.inputs) === input)) continue;
    yield report(step.at('with').exists ? step.at('with') : step, `"${name}" is given no "${input}"`, {
      why: 'The action stops: "Input required and not supplied". The job fails.',
      fix: `Write ${input} below with.`,
    });
  }
  yield* pushWithoutName(step, name, isGiven);
}

function* pushWithoutName(step: Field<Source>, name: string, isGiven: (input: string) => boolean): Iterable<Report> {
  const push = step.at('with.push');
  if (name !== 'docker/build-push-action' || isGiven('tags') || isGiven('outputs')) return;
  if (push.value !== true && push.text !== 'true') return;
  yield report(push, 'an image is pushed that has no name: tags are not given', {
    why: 'docker refuses: "tag is needed when pushing to registry". The image is not pushed.',
    fix: 'Write tags: REGISTRY/NAME:TAG.',
  });
}
