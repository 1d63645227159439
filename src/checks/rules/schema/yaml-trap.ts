import { rule } from '../../rule.js';

/** Reported while a file is read, before there are manifests: here stands its text. */
export const yamlTrap = rule({
  id: 'yaml-trap',
  severity: 'error',
  what: 'A key is written twice, or a template has no quotes',
  why: 'Readers differ: one refuses the file, another keeps the last value and drops the first in silence.',
  fix: 'Merge the two keys; put a value that begins with {{ in quotes.',
  source: 'YAML 1.2.2, section 3.2.1.1 (keys are unique); sigs.k8s.io/yaml, UnmarshalStrict',
  wrong: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  labels:
    app: shop
  labels: # <--
    tier: api
`,
  right: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  labels:
    app: shop
    tier: api
`,
});
