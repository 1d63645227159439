import { classFields } from '../../../src/service/override/class-fields.js';

it.each([
  ['PodTemplateSpec', ['metadata', 'spec']],
  ['KubeDeploymentProps', ['metadata', 'spec']],
  ['RolloutSpecStrategy', ['blueGreen', 'canary']],
])('fields of %s', (name, fields) => {
  expect([...classFields(name)].sort()).toEqual(fields);
});

it('knows none of a name that no module has', () => {
  expect(classFields('NoSuchSpec')).toEqual([]);
});
