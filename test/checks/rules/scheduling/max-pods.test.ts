import { maxPods } from '../../../../src/checks/rules/scheduling/max-pods.js';
import type { NodeFacts } from '../../../../src/cluster/facts.js';
import { deployment, findings, node } from '../../findings.js';

const small = (name: string, pods: number, system = 0): NodeFacts => {
  const one = node(name, { of: name }, 4000);
  return { ...one, allocatable: { ...one.allocatable, pods }, system: { ...one.system, pods: system } };
};
const shop = (replicas: number, more = '') =>
  deployment('shop', 'nodeSelector: {of: a}', `  replicas: ${replicas}\n  strategy: {type: Recreate}\n${more}`);
const check = (text: string, ...nodes: NodeFacts[]) => findings(maxPods, text, { nodes: [...nodes, small('b', 4)] });

test('more replicas than a node may have pods, the system counted', () => {
  expect(check(shop(3), small('a', 4, 2))).toEqual([
    'warning spec.replicas: "shop" needs 3 pods, and "a" may have 2 more',
  ]);
  expect(check(shop(2), small('a', 4, 2))).toEqual([]);
});

test('together with others on the same node', () => {
  const cart = shop(2).replaceAll('shop', 'cart');
  expect(check(shop(3) + cart, small('a', 4))).toEqual([
    'warning spec.replicas: "shop" with 1 more workloads needs 5 pods, and "a" may have 4 more',
  ]);
});

test('an update that needs one more than there is', () => {
  const rolling = deployment(
    'shop',
    'nodeSelector: {of: a}',
    '  replicas: 4\n  strategy: {rollingUpdate: {maxSurge: 1}}',
  );
  expect(check(rolling, small('a', 4))).toEqual([
    'warning spec.replicas: "shop" needs 5 pods at the most that autoscalers and updates ask for, and "a" may have 4 more',
  ]);
});

test('silent: pods that can run elsewhere too', () => {
  expect(check(deployment('shop', '', '  replicas: 6'), small('a', 4))).toEqual([]);
});
