import { allAtOnce } from '../../../../src/checks/rules/workloads/all-at-once.js';
import { deployment, findings } from '../../findings.js';

const service =
  '---\n{apiVersion: v1, kind: Service, metadata: {name: shop, namespace: api}, spec: {selector: {app: shop}, ports: [{port: 80}]}}\n';
const shop = (replicas: string, most: string, type = 'RollingUpdate') =>
  deployment(
    'shop',
    '',
    `  replicas: ${replicas}\n  strategy: {type: ${type}, rollingUpdate: {maxUnavailable: ${most}}}`,
  );
const said = 'warning spec.strategy.rollingUpdate.maxUnavailable: all pods of "shop" may stop at once at an update';

test.each([
  ['3', '100%'],
  ['3', '3'],
])('%s replicas, %s', (replicas, most) => {
  expect(findings(allAtOnce, service + shop(replicas, most))).toEqual([said]);
});

test.each([
  ['some stay', service + shop('3', '2')],
  ['one replica', service + shop('1', '100%')],
  ['no Service', shop('3', '100%')],
  ['replicas that an autoscaler sets', service + shop('null', '5')],
])('silent: %s', (_, text) => {
  expect(findings(allAtOnce, text)).toEqual([]);
});
