import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { listed, quoted } from '../../values/listed.js';
import { globMatcher } from '../../values/path-glob.js';
import { type Report, report } from '../rule.js';
import { EVENTS } from './events.js';
import type { Expression } from './expressions.js';
import { eventsOf } from './jobs.js';

const COMPARED = /(?<![\w.])([A-Za-z_][\w.*-]*)\s*([!=]=)\s*'((?:[^']|'')*)'/g;
const RESULTS = ['success', 'failure', 'cancelled', 'skipped'];

/** Whole objects: what is read of them is a step further on. */
const OBJECT = /^(?:github(?:\.event)?|inputs|env|matrix|(?:steps|needs)\.[\w-]+(?:\.outputs)?)$/;
/** Names of branches without what stands before them in a ref. */
const SHORT = /^github\.(?:ref_name|head_ref|base_ref|event\.pull_request\.(?:base|head)\.ref)$/;
/** Values of which there are few. Source: GitHub, "Contexts reference". */
const VALUES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^needs\.[\w-]+\.result$|^steps\.[\w-]+\.(?:outcome|conclusion)$/, RESULTS],
  [/^job\.status$/, RESULTS.slice(0, 3)],
  [/^runner\.os$/, ['Linux', 'Windows', 'macOS']],
  [/^github\.ref_type$/, ['branch', 'tag']],
];

/** Reports comparisons of a workflow with a text that can never be the same. */
export function* comparisons(workflow: Field<Source>, { field, text }: Expression): Iterable<Report> {
  for (const [, name = '', sign = '', literal = ''] of text.matchAll(COMPARED)) {
    if (literal === '') continue;
    const problem = neverEqual(workflow, name, literal) ?? neverStarted(workflow, name, literal, sign, text);
    if (!problem) continue;
    yield report(field, `"${name}" is never "${literal}": ${problem.because}`, {
      why: `The comparison is always ${sign === '==' ? 'false: what depends on it never runs' : 'true: it keeps nothing back'}.`,
      fix: problem.fix,
    });
  }
}

interface Problem {
  readonly because: string;
  readonly fix: string;
}

function neverEqual(workflow: Field<Source>, name: string, literal: string): Problem | undefined {
  if (name === 'github.ref' && !/^refs\/(?:heads|tags|pull)\//.test(literal))
    return {
      because: 'it begins with refs/heads/, refs/tags/ or refs/pull/',
      fix: `Write refs/heads/${literal.replace(/^refs\/[^/]*\//, '')}, or compare github.ref_name.`,
    };
  if (SHORT.test(name) && literal.startsWith('refs/heads/'))
    return { because: 'it is the name alone', fix: `Write ${literal.slice('refs/heads/'.length)}.` };
  if (/^github\.event\.(?:name|event_name)$/.test(name) && EVENTS.has(literal))
    return { because: 'the event does not hold its own name', fix: 'Compare github.event_name.' };
  if (OBJECT.test(name))
    return {
      because: 'it is an object',
      fix: name === 'github.event' ? 'Compare github.event_name.' : `Name the part of ${name} that is meant.`,
    };
  const [, values] = VALUES.find(([pattern]) => pattern.test(name)) ?? [];
  if (values) return among(literal, values);
  return input(workflow, name, literal);
}

/** GitHub compares texts without regard to upper and lower case. */
function among(literal: string, values: readonly string[]): Problem | undefined {
  if (values.some((one) => one.toLowerCase() === literal.toLowerCase())) return undefined;
  const near = didYouMean(literal, values);
  return { because: `it is ${listed(values, 9)}`, fix: near ? `Did you mean ${near}?` : 'Compare with one of these.' };
}

/** An input that is chosen from a list, or that is a truth value: as `inputs.x` that is no text. */
function input(workflow: Field<Source>, name: string, literal: string): Problem | undefined {
  const [, event, key] = /^(github\.event\.)?inputs\.([\w-]+)$/.exec(name) ?? [];
  if (key === undefined) return undefined;
  const declared = ['workflow_dispatch', 'workflow_call']
    .map((one) => workflow.at(['on', one, 'inputs', key]))
    .filter(({ exists }) => exists);
  const [first] = declared;
  if (!first || declared.length > 1) return undefined;
  const type = first.at('type').text;
  if (type === 'boolean' && event === undefined)
    return { because: 'it is a truth value, and no text', fix: `Write ${name} alone, or !${name}.` };
  const options = first.items('options').flatMap(({ scalar }) => scalar ?? []);
  return type === 'choice' && options.length > 0 ? among(literal, options) : undefined;
}

/** A branch whose pushes do not start the workflow, where nothing but pushes and pull requests does. */
function neverStarted(
  workflow: Field<Source>,
  name: string,
  literal: string,
  sign: string,
  text: string,
): Problem | undefined {
  const branch = name === 'github.ref' && /^refs\/heads\/(.+)$/.exec(literal)?.[1];
  const push = workflow.at('on.push');
  if (!branch || sign !== '==' || !push.exists || push.at('branches-ignore').exists) return undefined;
  const ofPush = !text.includes('||') && /\bgithub\.event_name\s*==\s*'push'/.test(text);
  if (!ofPush && eventsOf(workflow).some((event) => event !== 'push' && event !== 'pull_request')) return undefined;
  const branches = push.items('branches').flatMap((one) => one.text ?? []);
  if (branches.length === 0 || branches.some((one) => one.startsWith('!') || globMatcher(one)(branch)))
    return undefined;
  return {
    because: `pushes to ${listed(quoted(branches))} alone start the workflow`,
    fix: `Name one of these, or add ${branch} to the branches of on.push.`,
  };
}
