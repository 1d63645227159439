import { type Field, fieldOf } from '../../../manifest/field.js';
import { labelSelector } from '../../../manifest/labels.js';
import type { Manifest } from '../../../manifest/manifest.js';
import { exampleRollout, exampleServices, routerOf } from '../../delivery/rollouts.js';
import { type Report, report, rule } from '../../rule.js';

export const roCapacity = rule({
  id: 'ro-capacity',
  severity: 'error',
  what: 'A Rollout says how long or how many pods stay, where that cannot be',
  why: 'The Rollout is Degraded with InvalidSpec: nothing rolls.',
  fix: 'Drop the field, or let a router split the traffic.',
  source:
    'Argo Rollouts, pkg/apis/rollouts/validation/validation.go, features/scaledown-aborted-rs, features/ephemeral-metadata',
  wrong: exampleRollout(
    `
canary:
  scaleDownDelaySeconds: 60 # <--
  steps:
    - setWeight: 50
    - pause: { duration: 5m }
`,
    '  replicas: 2\n',
  ),
  right: exampleRollout(
    `
canary:
  steps:
    - setWeight: 50
    - pause: { duration: 5m }
`,
    '  replicas: 2\n',
  ).concat(exampleServices()),
  *check({ set }) {
    for (const rollout of set.kind('Rollout')) {
      const canary = fieldOf(rollout, 'spec.strategy.canary');
      yield* delays(canary, routerOf(rollout));
      yield* metadata(rollout, canary, ['canaryMetadata', 'stableMetadata']);
      const blueGreen = fieldOf(rollout, 'spec.strategy.blueGreen');
      yield* metadata(rollout, blueGreen, ['activeMetadata', 'previewMetadata']);
      yield* promotion(blueGreen);
    }
  },
});

function* delays(canary: Field, router: Field | undefined): Iterable<Report> {
  const delay = canary.at('scaleDownDelaySeconds');
  const dynamic = canary.at('dynamicStableScale');
  if (delay.exists && !router) yield report(delay, 'scaleDownDelaySeconds needs trafficRouting, and there is none');
  if (dynamic.flag && !router) yield report(dynamic, 'dynamicStableScale needs trafficRouting, and there is none');
  if (dynamic.flag && router && delay.exists) {
    yield report(delay, 'scaleDownDelaySeconds stands beside dynamicStableScale, which lets stable pods go at once', {
      fix: 'Drop one of them.',
    });
  }
}

/** Labels of a side come and go while a pod runs: a selector that has one loses it. */
function* metadata(rollout: Manifest, strategy: Field, fields: readonly string[]): Iterable<Report> {
  const selector = labelSelector(fieldOf(rollout, 'spec.selector').value);
  for (const name of fields) {
    for (const [key, field] of strategy.entries(`${name}.labels`)) {
      if (!selector?.labels.has(key)) continue;
      yield report(field, `label "${key}" of a side is one that the Rollout selects its pods by`, {
        why: 'When the label changes with the side, the Rollout no longer knows its pods.',
        fix: 'Choose another label.',
        severity: 'warning',
      });
    }
  }
}

function* promotion(blueGreen: Field): Iterable<Report> {
  if (!blueGreen.at('previewService').exists || blueGreen.at('autoPromotionEnabled').exists) return;
  if (['autoPromotionSeconds', 'prePromotionAnalysis'].some((key) => blueGreen.at(key).exists)) return;
  yield report(
    blueGreen,
    'a new version is promoted as soon as it is ready: autoPromotionEnabled is true unless it is said otherwise',
    {
      why: 'Nobody and nothing looks at the preview before it has all traffic.',
      fix: 'Write autoPromotionEnabled: false, or true where that is meant.',
      severity: 'warning',
    },
  );
}
