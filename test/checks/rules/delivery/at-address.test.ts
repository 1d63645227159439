import { exampleRollout } from '../../../../src/checks/delivery/rollouts.js';
import { atAddress } from '../../../../src/checks/rules/delivery/at-address.js';
import { findings } from '../../findings.js';

const at = (address: string) => findings(atAddress, atAddress.wrong.replace('http://prometheus:9090', address));

test.each([
  'http://prometheus.monitoring:9090',
  'https://prometheus.example.com',
  'http://10.0.0.1:9090',
  'http://localhost:9090',
  '"{{args.address}}"',
])('%s is an address', (address) => {
  expect(at(address)).toEqual([]);
});

test.each(['http://prometheus', 'http://prometheus/api', 'https://prometheus:9090'])(
  '%s is a short name',
  (address) => {
    expect(at(address)).toHaveLength(1);
  },
);

test('an argument that is the address', () => {
  const rollout = exampleRollout(
    'canary: { analysis: { templates: [{ templateName: errors }], args: [{ name: url, value: "http://shop:80" }] } }',
  );
  const template = (address: string) => atAddress.wrong.replace('http://prometheus:9090', address);
  const field = 'spec.strategy.canary.analysis.args[0].value';
  expect(findings(atAddress, `${rollout}---\n${template('"{{args.url}}/health"')}`)).toEqual([
    `warning ${field}: "shop" is a short name, which the controller resolves in its own namespace`,
  ]);
  expect(findings(atAddress, `${rollout}---\n${template('http://a.b/{{args.url}}')}`)).toEqual([]);
});
