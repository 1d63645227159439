import type { Field } from '../../manifest/field.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';

const BUILT_IN = ['request-success-rate', 'request-duration'];

/** Whether a metric of a Canary is one that Flagger measures, within limits that it reads. */
export function* measured(metric: Field): Iterable<Report> {
  const name = metric.at('name');
  if (name.text === undefined || metric.at('templateRef').exists || metric.at('query').exists) return;
  const range = metric.at('thresholdRange');
  if (!BUILT_IN.includes(name.text)) {
    const near = didYouMean(name.text, BUILT_IN);
    yield report(name, `metric "${name.text}" is not built in, and no template says how it is measured`, {
      fix: near ? `Did you mean "${near}"?` : `Add a templateRef, or use ${BUILT_IN.join(' or ')}.`,
    });
    return;
  }
  const least = range.at('min').number;
  const most = range.at('max').number;
  const isRate = name.text === 'request-success-rate';
  const [wanted, other] = isRate ? (['min', 'max'] as const) : (['max', 'min'] as const);
  if (range.exists && !range.at(wanted).exists && range.at(other).exists)
    yield report(range.at(other), `metric "${name.text}" has only a "${other}"`, {
      why: isRate ? 'The fewer requests succeed, the surer it passes.' : 'The slower it is, the surer it passes.',
      fix: `Write ${wanted}: ${range.at(other).scalar}.`,
    });
  if (!isRate && most !== undefined && most > 0 && most < 5)
    yield report(range.at('max'), `a duration of at most ${most}: Flagger counts in milliseconds`, {
      why: 'No version passes.',
      fix: `max: ${most * 1000}`,
    });
  if (name.text === 'request-success-rate' && least !== undefined && (least > 100 || (least > 0 && least <= 1))) {
    yield report(range.at('min'), `a success rate of at least ${least}: Flagger counts in percent, from 0 to 100`, {
      why: least > 100 ? 'No version passes.' : 'Every version passes.',
      fix: 'min: 99',
    });
  }
}

// Source: Flagger, usage/metrics#custom-metrics.
const VARIABLES = ['name', 'namespace', 'target', 'service', 'ingress', 'route', 'interval', 'variables'];

/** Whether Flagger can ask: it puts a path behind the address. */
export function* askable(address: Field): Iterable<Report> {
  const { text } = address;
  if (text === undefined || /^https?:\/\/./.test(text)) return;
  yield report(address, `address "${text}" is no URL: it begins with no "http://"`, {
    why: 'Every check of the metric is an error, and counts as one that failed.',
    fix: `http://${text}`,
  });
}

/** Whether Flagger can fill in a query: its variables are functions of Go's templates, without a dot before them. */
export function* filledIn(query: Field): Iterable<Report> {
  const words = [...(query.text ?? '').matchAll(/\{\{-?\s*([.$]?\w+)\s*-?\}\}/g)].map(([, word]) => word ?? '');
  for (const word of new Set(words)) {
    if (VARIABLES.includes(word)) continue;
    const bare = word.replace(/^[.$]/, '');
    const near = VARIABLES.includes(bare) ? bare : didYouMean(bare, VARIABLES);
    yield report(query, `Flagger fills in no "{{ ${word} }}"`, {
      why: 'The query cannot be made: every check of the metric fails.',
      fix: near ? `Did you mean "{{ ${near} }}"?` : `It has ${VARIABLES.map((one) => `{{ ${one} }}`).join(', ')}.`,
    });
  }
}
