import { stsService } from '../../../../src/checks/rules/workloads/sts-service.js';
import { deployment, findings } from '../../findings.js';

const set = (service: string) =>
  deployment('shop', '', `  serviceName: "${service}"`).replace('kind: Deployment', 'kind: StatefulSet');
const service = (name: string, ip: string) =>
  `---\n{apiVersion: v1, kind: Service, metadata: {name: ${name}, namespace: api}, spec: {clusterIP: ${ip}, ports: [{port: 80}]}}\n`;
const check = (text: string) => findings(stsService, text);

test('a Service that is not there, or has an address of its own', () => {
  expect(check(service('web', 'None') + set('shop'))).toEqual([
    'warning spec.serviceName: Service "shop" does not exist in namespace "api"',
  ]);
  expect(
    check((service('web', 'None') + set('shop')).replaceAll(', namespace: api', '').replace('  namespace: api\n', '')),
  ).toEqual(['warning spec.serviceName: Service "shop" does not exist in the cluster']);
  expect(check(service('shop', '""') + set('shop'))).toEqual([
    'warning spec.serviceName: Service "shop" is not headless',
  ]);
});

test.each([
  ['headless', service('shop', 'None') + set('shop')],
  ['nobody needs the names', service('web', 'None') + set('')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
