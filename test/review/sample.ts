import { buildReview } from '../../src/review/build.js';
import type { Review } from '../../src/review/review.js';
import { add, drop, effectsOf, type Step, set } from '../diff/scripted.js';

/** A review of a scripted change of the fixture; each new line is said to come from one line of TypeScript. */
export function reviewOf(steps: readonly Step[], title = 'main → working tree'): Review {
  const diff = effectsOf(steps);
  for (const { change } of diff.entries) {
    if (change.after)
      Object.assign(change.after.origin, { from: () => ({ file: 'src/fleet/cart.ts', line: 7, column: 3 }) });
  }
  return buildReview([diff], { title, fileName: (file) => file, codeAt: () => '  scale: fixed(5),' });
}

/** Markup and script in every place that a manifest may bring them to. */
export const HOSTILE = `<img src=x onerror="window.hacked=1"></script><script>window.hacked=1</script>`;

export const hostile: readonly Step[] = [
  add(
    `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${JSON.stringify(HOSTILE)}, namespace: ${JSON.stringify(HOSTILE)}}, data: {${JSON.stringify(HOSTILE)}: ${JSON.stringify(HOSTILE)}}}`,
  ),
  add(
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${JSON.stringify(`"><svg onload=alert(1)>`)}, namespace: shop}, spec: {template: {spec: {containers: [{name: ${JSON.stringify(HOSTILE)}, image: "javascript:alert(1)"}]}}}}`,
  ),
  set('Deployment cart', 'spec.template.metadata.annotations', { [HOSTILE]: HOSTILE }),
];

/** One of each kind of effect. */
export const mixed: readonly Step[] = [
  set('Deployment cart', 'spec.selector.matchLabels.tier', 'web'),
  set('StatefulSet mailer', 'spec.template.spec.containers.0.image', 'registry.test/mailer:2'),
  set('Rollout pay', 'spec.template.spec.containers.0.image', 'registry.test/pay:2'),
  drop('ConfigMap frozen'),
  set('StorageClass fast', 'metadata.labels', { a: 'b' }),
  add('{apiVersion: v1, kind: ConfigMap, metadata: {name: fresh, namespace: shop}, data: {A: "1"}}'),
];
