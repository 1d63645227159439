import { type ApplicationSource, valueBelow } from '../../manifest/argocd/application-sources.js';
import type { Field } from '../../manifest/field.js';
import { isTemplated } from '../../manifest/references.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { parseQuantity } from '../../values/quantity.js';
import { type Report, report } from '../rule.js';

const POLICIES = ['Always', 'IfNotPresent', 'Never'];
const SERVICE_TYPES = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'];
const REFUSED = 'The API server refuses what the chart makes of it.';

/** Values that every chart hands on to a field of Kubernetes, and that this would refuse. */
export function* valueForms(source: ApplicationSource): Iterable<Report> {
  if (source.source.at('chart').exists) yield* below(valueBelow(source, []), '');
}

function* below(field: Field, name: string): Iterable<Report> {
  for (const item of field.items()) yield* below(item, '');
  for (const [key, value] of field.entries()) {
    const { text } = value;
    if (text === undefined) yield* below(value, key);
    else if (text === '' || isTemplated(text)) continue;
    else if (key === 'pullPolicy' || key === 'imagePullPolicy') yield* word(value, text, POLICIES);
    else if (key === 'type' && name === 'service') yield* word(value, text, SERVICE_TYPES);
    else if (key === 'size' && name === 'persistence') yield* size(value, text);
    else if (key === 'repository' && field.at('tag').scalar && /:[^/]*$/.test(text))
      yield report(value, `repository "${text}" has a tag, and "tag" is given beside it`, {
        why: `The chart writes both: "${text}:${field.at('tag').scalar}" is no name of an image, and no pod starts.`,
        fix: `Write ${text.replace(/:[^/:]*$/, '')}.`,
      });
  }
}

/** What stands there by a slip. Any other word may be one that the chart itself reads. */
function* word(field: Field, text: string, words: readonly string[]): Iterable<Report> {
  const near = words.includes(text) ? undefined : didYouMean(text, words);
  if (near !== undefined)
    yield report(field, `"${text}" is none of ${words.join(', ')}`, { why: REFUSED, fix: `Did you mean ${near}?` });
}

function* size(field: Field, text: string): Iterable<Report> {
  if (parseQuantity(text) !== undefined) return;
  const [, amount, unit] = /^(\d+)\s*([GMT])i?[bB]$/.exec(text) ?? [];
  yield report(field, `"${text}" is no quantity`, {
    why: REFUSED,
    fix: amount === undefined ? 'Write an amount with its unit, such as 20Gi.' : `Write ${amount}${unit}i.`,
  });
}
