import { formatPath } from '../../../manifest/manifest.js';
import { rule } from '../../rule.js';
import { schemaErrors } from '../../schema/errors.js';
import { isUnquoted } from '../../schema/unquoted.js';

export const yamlString = rule({
  id: 'yaml-string',
  severity: 'error',
  what: 'Text without quotes that YAML reads as a number or a boolean',
  why: 'The API server refuses the object: where text is needed, a number or a boolean is no text.',
  fix: 'Put the value in quotes.',
  source: 'YAML 1.1, tags bool, int and float; sigs.k8s.io/yaml',
  wrong: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
data:
  LOG_JSON: on # <--
`,
  right: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
data:
  LOG_JSON: "on"
`,
  *check({ set, facts }) {
    for (const manifest of set.manifests) {
      for (const error of schemaErrors(set, manifest, facts) ?? []) {
        if (!isUnquoted(error)) continue;
        const kind = typeof error.value === 'boolean' ? 'the boolean' : 'the number';
        const message = `"${formatPath(error.path)}" is ${kind} ${error.value}, allowed is text`;
        yield { manifest, path: error.path, message, mend: { quote: error.path } };
      }
    }
  },
});
