import { yamlSyntax } from '../../../../src/checks/rules/schema/yaml-syntax.js';
import { findings } from '../../findings.js';

test('the documents beside it are read all the same', () => {
  expect(findings(yamlSyntax, 'a: [\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}')).toEqual([
    'error YAML cannot be read: a "[" or "{" is not closed before the end',
  ]);
});
