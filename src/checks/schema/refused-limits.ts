import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { parseQuantity } from '../../values/quantity.js';
import { type Report, report } from '../rule.js';

/**
 * What the API server refuses of a LimitRange: amounts that contradict each other.
 * Source: Kubernetes, pkg/apis/core/validation/validation.go, ValidateLimitRange.
 */
export function* refusedLimitRange(range: Field): Iterable<Report> {
  for (const limits of range.items('spec.limits')) {
    const isOfPods = limits.at('type').text === 'Pod';
    for (const given of ['default', 'defaultRequest'])
      if (isOfPods && limits.at(given).exists)
        yield report(limits.at(given), `"${given}" is set, which a limit of type Pod may not have`, {
          fix: 'Write type: Container, or drop the field.',
        });
    for (const [less, more] of ORDER)
      for (const [name, amount] of limits.entries(less)) yield* notMore(amount, limits.at([more, name]), less, more);
  }
}

/** Each of the first may not be more than the second. */
const ORDER = [
  ['min', 'max'],
  ['min', 'defaultRequest'],
  ['defaultRequest', 'default'],
  ['default', 'max'],
  ['defaultRequest', 'max'],
  ['min', 'default'],
] as const;

function* notMore(amount: Field, other: Field, less: string, more: string): Iterable<Report> {
  const [own, most] = [amount, other].map(({ scalar }) => (scalar === undefined ? undefined : parseQuantity(scalar)));
  if (own === undefined || most === undefined || own <= most) return;
  yield report(amount, `"${less}" is ${amount.scalar}, which is more than the ${other.scalar} of "${more}"`, {
    fix: `Lower ${less}, or raise ${more}.`,
  });
}

/** The most that a class of one's own may have. */
const HIGHEST = 1_000_000_000;

/**
 * What the API server refuses of the classes of priority.
 * Source: Kubernetes, pkg/apis/scheduling/validation/validation.go, ValidatePriorityClass; plugin/pkg/admission/priority.
 */
export function* refusedPriorities(set: ManifestSet): Iterable<Report> {
  const defaults: Manifest[] = [];
  for (const manifest of set.kind('PriorityClass')) {
    const [name, value] = [fieldOf(manifest, 'metadata.name'), fieldOf(manifest, 'value')];
    if (fieldOf(manifest, 'globalDefault').flag === true) defaults.push(manifest);
    if (/^system-(?:node|cluster)-critical$/.test(name.text ?? '')) continue;
    if (name.text?.startsWith('system-'))
      yield report(name, `"${name.text}" begins with "system-", which is kept for the classes of Kubernetes`, {
        fix: 'Call it otherwise.',
      });
    if ((value.number ?? 0) > HIGHEST)
      yield report(value, `"value" is ${value.number}, allowed is at most ${HIGHEST}`, {
        fix: 'Lower it: what is higher is kept for the classes of Kubernetes.',
      });
  }
  const [first, ...others] = defaults;
  for (const other of others)
    yield report(fieldOf(other, 'globalDefault'), `"${first?.ref.name}" is the default for all pods already`, {
      why: 'The API server refuses a second default.',
      fix: 'Drop globalDefault from one of the two.',
    });
}
