import { fieldOf } from '../../../manifest/field.js';
import { isNear, nearestWeights, podsByWeight, possibleWeights, shareOf } from '../../../values/canary-pods.js';
import { scaledCount } from '../../../values/percent.js';
import { exampleRollout, replicasOf, routerOf } from '../../delivery/rollouts.js';
import { report, rule } from '../../rule.js';

export const roWeightRounding = rule({
  id: 'ro-weight-rounding',
  severity: 'warning',
  what: 'A weight is one that so few pods cannot give',
  why: 'Without a router the canary takes its share of the pods: more users meet it than the step says.',
  fix: 'Choose a weight that the pods give, run more of them, or let a router split the traffic.',
  exceptions: ['Canaries with trafficRouting.', 'Shares within five points of the weight.'],
  source: 'Argo Rollouts, utils/replicaset/canary.go, approximateWeightedCanaryStableReplicaCounts',
  wrong: exampleRollout(
    `
canary:
  steps:
    - setWeight: 10 # <--
    - pause: { duration: 5m }
`,
    '  replicas: 3\n',
  ),
  right: exampleRollout(
    `
canary:
  steps:
    - setWeight: 25
    - pause: { duration: 5m }
`,
    '  replicas: 3\n',
  ),
  *check({ set }) {
    for (const rollout of set.kind('Rollout')) {
      if (routerOf(rollout)) continue;
      const replicas = replicasOf(rollout, set);
      const canary = fieldOf(rollout, 'spec.strategy.canary');
      const surge =
        scaledCount(canary.at('maxSurge').scalar ?? '25%', replicas, 'up') ?? Number(canary.at('maxSurge').scalar);
      for (const step of canary.items('steps')) {
        const weight = step.at('setWeight').number;
        if (weight === undefined || weight <= 0 || weight >= 100 || replicas < 1) continue;
        const sides = podsByWeight(replicas, weight, surge > 0);
        if (isNear(weight, sides)) continue;
        const total = sides.canary + sides.stable;
        const nearest = nearestWeights(weight, possibleWeights(replicas, surge > 0));
        yield report(
          step.at('setWeight'),
          `weight ${weight} of ${replicas} ${replicas === 1 ? 'pod' : 'pods'} is ${sides.canary} of ${total}: ${Math.round(shareOf(sides))} %`,
          nearest.length > 0
            ? { fix: `Write ${nearest.join(' or ')}, run more pods, or let a router split the traffic.` }
            : {},
        );
      }
    }
  },
});
