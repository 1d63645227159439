import { type Field, fieldOf } from '../../../manifest/field.js';
import { isTemplated } from '../../../manifest/references.js';
import { labelKeyProblem, labelValueProblem } from '../../../values/dns-name.js';
import { report, rule } from '../../rule.js';

export const labelValue = rule({
  id: 'label-value',
  severity: 'error',
  what: 'A label has a key or a value that Kubernetes does not accept',
  why: 'The API server refuses the object.',
  fix: 'Use at most 63 letters, digits, "-", "_" and ".", and start and end with a letter or digit.',
  exceptions: ['Annotations may hold any text; only their keys are checked.'],
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
    for (const manifest of set.manifests) {
      const root = fieldOf(manifest);
      yield* labels(root.at('metadata.labels'));
      yield* keys(root.at('metadata.annotations'));
    }
    for (const { field, manifest } of set.podTemplates()) {
      if (field.path.length === 0) continue;
      yield* labels(field.at('metadata.labels'));
      yield* keys(field.at('metadata.annotations'));
      yield* labels(fieldOf(manifest, 'spec.selector.matchLabels'));
    }
  },
});

function* labels(field: Field) {
  yield* keys(field);
  for (const [key, entry] of field.entries()) {
    const { text } = entry;
    if (text === undefined || isTemplated(text)) continue;
    const problem = labelValueProblem(text);
    if (problem) yield report(entry, `label "${key}" is "${text}", which ${problem}`);
  }
}

function* keys(field: Field) {
  for (const [key, entry] of field.entries()) {
    const problem = isTemplated(key) ? undefined : labelKeyProblem(key);
    if (problem) yield report(entry, `key "${key}" ${problem}`);
  }
}
