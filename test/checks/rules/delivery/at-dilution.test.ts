import { atDilution } from '../../../../src/checks/rules/delivery/at-dilution.js';
import { findings } from '../../findings.js';

const { wrong, right } = atDilution;

test.each<[string, string]>([
  ['the canary Service is named', wrong.replace('job="shop"', 'service="shop-canary"')],
  ['an argument that is passed nowhere is another rule’s', right.replace(/\n {6}args:[\s\S]*?Latest/, '')],
  [
    'an argument is computed',
    right.replace('valueFrom:\n          podTemplateHashValue: Latest', 'value: "{{inputs.hash}}"'),
  ],
])('is silent where %s', (_, text) => {
  expect(findings(atDilution, text)).toEqual([]);
});

test('an argument that says the same of both versions tells nothing apart', () => {
  const text = right.replace(/valueFrom:\s+podTemplateHashValue: Latest/, 'value: shop');
  expect(findings(atDilution, text)).toEqual([
    'warning spec.metrics[0].provider.prometheus.query: the query of metric "errors" counts both versions of "shop"',
  ]);
});
