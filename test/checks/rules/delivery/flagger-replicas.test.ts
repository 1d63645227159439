import { exampleCanary } from '../../../../src/checks/delivery/canaries.js';
import { flaggerReplicas } from '../../../../src/checks/rules/delivery/flagger-replicas.js';
import { findings } from '../../findings.js';

test('one pod is said as one', () => {
  expect(findings(flaggerReplicas, exampleCanary({ deployment: '  replicas: 1\n' }))).toEqual([
    'warning spec.replicas: Git gives Deployment "shop" 1 pod, and Canary "shop" parks it at 0',
  ]);
});

test('a Deployment that Git parks itself, and one that no Canary has, are left alone', () => {
  expect(findings(flaggerReplicas, exampleCanary({ deployment: '  replicas: 0\n' }))).toEqual([]);
  const other = exampleCanary({ deployment: '  replicas: 2\n' }).replace(
    'kind: Deployment\n    name: shop',
    'kind: Deployment\n    name: other',
  );
  expect(findings(flaggerReplicas, other)).toEqual([]);
});
