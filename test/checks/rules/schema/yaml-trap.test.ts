import { yamlTrap } from '../../../../src/checks/rules/schema/yaml-trap.js';
import { findings } from '../../findings.js';

test('a template without quotes, where it begins the value', () => {
  expect(findings(yamlTrap, 'spec:\n  namespace: {{name}}')).toEqual([
    'error spec.namespace: "spec.namespace" begins with {{ and has no quotes: YAML reads it as a mapping',
  ]);
});
