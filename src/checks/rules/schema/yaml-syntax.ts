import { rule } from '../../rule.js';

/** Reported while a file is read, before there are manifests: here stands its text. */
export const yamlSyntax = rule({
  id: 'yaml-syntax',
  severity: 'error',
  what: 'A file is not YAML',
  why: 'Argo CD and kubectl refuse the whole file, the objects that are fine included.',
  fix: 'Mend the line, or what stands before it: the reader often notices an error one line late.',
  source: 'YAML 1.2.2',
  wrong: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
 namespace: api # <--
`,
  right: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop
  namespace: api
`,
});
