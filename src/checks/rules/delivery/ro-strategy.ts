import { type Field, fieldOf } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import { exampleRollout } from '../../delivery/rollouts.js';
import { missingTargets } from '../../references/missing-targets.js';
import { type Report, report, rule } from '../../rule.js';

export const roStrategy = rule({
  id: 'ro-strategy',
  severity: 'error',
  what: "A Rollout's strategy, selector or template is one that its controller refuses",
  why: 'The Rollout is Degraded with InvalidSpec: no version of it runs, old or new.',
  fix: 'Give it exactly one strategy, a selector, and a template or a workloadRef.',
  exceptions: ['A Rollout with a workloadRef has neither selector nor template of its own.'],
  source: 'Argo Rollouts, pkg/apis/rollouts/validation/validation.go',
  wrong: exampleRollout(
    `
blueGreen: # <--
  activeService: shop
canary:
  steps:
    - setWeight: 50
`,
  ).concat(`---
apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: api
spec:
  selector: { app: shop }
  ports:
    - port: 80
`),
  right: exampleRollout(
    `
canary:
  steps:
    - setWeight: 50
    - pause: { duration: 5m }
`,
    '  replicas: 2\n',
  ),
  *check({ set, graph }) {
    yield* missingTargets({ set, graph }, 'ro-strategy');
    for (const rollout of set.kind('Rollout')) {
      yield* strategies(rollout);
      yield* podsOf(rollout);
      yield* deadline(rollout);
      yield* pace(fieldOf(rollout, 'spec.strategy.canary'));
    }
  },
});

function* strategies(rollout: Manifest): Iterable<Report> {
  const strategy = fieldOf(rollout, 'spec.strategy');
  const [canary, blueGreen] = [strategy.at('canary'), strategy.at('blueGreen')];
  // `canary:` with nothing in it is a strategy, though it reads as null.
  const has = (field: Field) => field.value !== undefined;
  if (has(canary) && has(blueGreen)) {
    yield report(blueGreen, 'a Rollout has both "blueGreen" and "canary", one is allowed', {
      fix: 'Drop one of them.',
    });
  } else if (!has(canary) && !has(blueGreen)) {
    yield report(strategy, 'a Rollout has neither "canary" nor "blueGreen"', { fix: 'canary: { steps: [] }' });
  }
  for (const side of [canary, blueGreen]) {
    const ways = side.entries('antiAffinity');
    if (side.at('antiAffinity').exists && ways.length !== 1)
      yield report(side.at('antiAffinity'), `antiAffinity has ${ways.length} terms, one is allowed`);
  }
}

function* podsOf(rollout: Manifest): Iterable<Report> {
  const spec = fieldOf(rollout, 'spec');
  const [selector, template, workload] = ['selector', 'template', 'workloadRef'].map((key) => spec.at(key));
  if (!selector || !template || !workload) return;
  if (workload.exists && template.exists) {
    yield report(workload, 'a Rollout has both "template" and "workloadRef", one is allowed', {
      fix: "Drop the template: the Deployment's is used.",
    });
  } else if (!workload.exists && !template.exists) {
    yield report(spec, 'a Rollout has neither "template" nor "workloadRef"');
  }
  if (!workload.exists && selector.entries().length === 0) {
    yield report(selector.exists ? selector : spec, 'a Rollout has no selector', {
      fix: 'selector: { matchLabels: … } with labels of the template.',
    });
  }
}

function* deadline(rollout: Manifest): Iterable<Report> {
  const least = fieldOf(rollout, 'spec.minReadySeconds').number ?? 0;
  const field = fieldOf(rollout, 'spec.progressDeadlineSeconds');
  const most = field.number ?? 600;
  if (most > least) return;
  yield report(
    field.exists ? field : fieldOf(rollout, 'spec.minReadySeconds'),
    `progressDeadlineSeconds ${most} is not above minReadySeconds ${least}`,
    {
      fix: `progressDeadlineSeconds: ${least + 300}`,
    },
  );
}

function* pace(canary: Field): Iterable<Report> {
  const none = ({ value }: Field) => value === 0 || value === '0' || value === '0%';
  const surge = canary.at('maxSurge');
  if (none(surge) && none(canary.at('maxUnavailable')))
    yield report(surge, 'maxSurge and maxUnavailable are both 0: no pod may come and none may go', {
      fix: 'maxSurge: 1',
    });
}
