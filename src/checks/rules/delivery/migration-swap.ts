import { fieldOf } from '../../../manifest/field.js';
import { EXAMPLE_PODS } from '../../delivery/rollouts.js';
import { report, rule } from '../../rule.js';

const both = (replicas: string) => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
${replicas}${EXAMPLE_PODS}---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: shop
  namespace: api
spec:
  replicas: 2
  workloadRef:
    apiVersion: apps/v1
    kind: Deployment
    name: shop
    scaleDown: onsuccess
  strategy:
    canary:
      steps:
        - setWeight: 50
        - pause: { duration: 5m }
`;

export const migrationSwap = rule({
  id: 'migration-swap',
  severity: 'error',
  what: 'Git gives pods to a Deployment that its Rollout has taken over',
  why: 'The controller scales the Deployment down once, and the next sync brings its pods back: old and new serve side by side.',
  fix: "Leave replicas out of the Deployment while the Rollout takes over, and write 0 afterwards; in a fleet: delivery: migrate({ phase: 'beside', to: canary({ … }) }), then 'parked'.",
  exceptions: [
    'scaleDown: never, where both are meant to run.',
    'What one commit does to the other is said by eco diff: a Deployment that becomes a Rollout in one step has no pods in between.',
  ],
  source: 'Argo Rollouts, migrating#reference-deployment-from-rollout, rollout/replicaset.go',
  wrong: both('  replicas: 2 # <--\n'),
  right: both(''),
  *check({ set }) {
    for (const rollout of set.kind('Rollout')) {
      const ref = fieldOf(rollout, 'spec.workloadRef');
      const scaleDown = ref.at('scaleDown').text;
      if (ref.at('kind').text !== 'Deployment' || scaleDown === undefined || scaleDown === 'never') continue;
      const deployment = set.find('Deployment', rollout.ref.namespace, ref.at('name').text ?? '');
      const replicas = deployment && fieldOf(deployment, 'spec.replicas');
      if (!replicas?.number) continue;
      yield report(
        replicas,
        `Git gives Deployment "${deployment?.ref.name}" ${replicas.number} pods, and Rollout "${rollout.ref.name}" scales it down`,
      );
    }
  },
});
