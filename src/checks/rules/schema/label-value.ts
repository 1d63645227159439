import { isObject, object } from '../../../manifest/access.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import type { Json } from '../../../manifest/manifest.js';
import { isTemplated } from '../../../manifest/references.js';
import { labelKeyProblem, labelValueProblem } from '../../../values/dns-name.js';
import { injectionLabels } from '../../network/injection-labels.js';
import { report, rule } from '../../rule.js';
import { meantKey } from '../../schema/reserved-keys.js';

export const labelValue = rule({
  id: 'label-value',
  severity: 'error',
  what: 'A label has a key or a value that Kubernetes, or who reads it, does not accept',
  why: 'The API server refuses the object.',
  fix: 'Use at most 63 letters, digits, "-", "_" and ".", and start and end with a letter or digit.',
  exceptions: [
    'Annotations may hold any text; only their keys are checked.',
    'A namespace whose sidecars are decided otherwise than those of four or more that are labelled alike is a warning.',
  ],
  source: 'Kubernetes, concepts/overview/working-with-objects/labels#syntax-and-character-set',
  wrong: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  labels:
    app.kubernetes.io/version: 1.0.0 beta # <--
`,
  right: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  labels:
    app.kubernetes.io/version: 1.0.0-beta
`,
  *check({ set }) {
    const problem: Problem = {
      key: remembered(labelKeyProblem),
      meant: remembered(meantKey),
      value: remembered(labelValueProblem),
    };
    for (const manifest of set.manifests) {
      const { labels: own, annotations } = object(manifest.object, 'metadata');
      if (hasProblem(own, problem, true)) yield* labels(fieldOf(manifest, 'metadata.labels'), problem);
      if (hasProblem(annotations, problem, false)) yield* keys(fieldOf(manifest, 'metadata.annotations'), problem);
    }
    for (const { field, manifest } of set.podTemplates()) {
      if (field.value === manifest.object) continue;
      yield* labels(field.at('metadata.labels'), problem);
      yield* keys(field.at('metadata.annotations'), problem);
      yield* labels(fieldOf(manifest, 'spec.selector.matchLabels'), problem);
    }
    yield* injectionLabels(set);
  },
});

/** What is wrong with a text, if anything. */
type Ask = (text: string) => string | undefined;

interface Problem {
  readonly key: Ask;
  /** The key that was meant. */
  readonly meant: Ask;
  readonly value: Ask;
}

/** A set writes the same labels hundreds of times: each is looked at once. */
function remembered(ask: Ask): Ask {
  const answers = new Map<string, string | null>();
  return (text) => {
    let answer = answers.get(text);
    if (answer === undefined) {
      answer = (isTemplated(text) ? undefined : ask(text)) ?? null;
      answers.set(text, answer);
    }
    return answer ?? undefined;
  };
}

/** Whether there is anything to say of the keys, and of the values: of nearly all objects nothing is. */
function hasProblem(map: Json | undefined, problem: Problem, ofValues: boolean): boolean {
  if (!isObject(map)) return false;
  for (const key of Object.keys(map)) {
    if (problem.key(key) !== undefined || problem.meant(key) !== undefined) return true;
    const value = ofValues ? map[key] : undefined;
    if (typeof value === 'string' && problem.value(value) !== undefined) return true;
  }
  return false;
}

function* labels(field: Field, problem: Problem) {
  yield* keys(field, problem);
  const { object } = field;
  for (const key of Object.keys(object)) {
    const value = object[key];
    const found = typeof value === 'string' ? problem.value(value) : undefined;
    if (found) yield report(field.at([key]), `label "${key}" is "${value}", which ${found}`);
  }
}

function* keys(field: Field, problem: Problem) {
  for (const key of Object.keys(field.object)) {
    const found = problem.key(key);
    if (found) yield report(field.at([key]), `key "${key}" ${found}`);
    const meant = problem.meant(key);
    if (meant !== undefined)
      yield report(field.at([key]), `key "${key}" is read by nobody, "${meant}" is`, {
        severity: 'warning',
        why: 'A controller looks for the key under its own domain: what this one says does not happen.',
        fix: `Write ${meant}.`,
      });
  }
}
