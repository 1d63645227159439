import type { Construct } from 'constructs';
import { checkDurations } from '../../construct/durations.js';
import { reject } from '../../construct/reject.js';
import type { Pods } from '../strategy.js';
import type { BlueGreenProps } from './props.js';

/** Rejects a blue-green delivery that has no traffic to move, or a preview that is no preview. */
export function checkPreview(scope: Construct, props: BlueGreenProps, { most }: Pods, called: boolean): void {
  const { previewReplicas, promotion } = props;
  if (!called) {
    reject(scope, {
      rule: 'ro-services',
      message: 'blueGreen() moves traffic from one set of pods to another, and nobody calls these',
      why: 'Both sets would work at the same time, and nothing would move.',
      fix: 'Use rolling(), or recreate() for what must not run twice.',
    });
  }
  if (
    previewReplicas !== undefined &&
    !(Number.isInteger(previewReplicas) && previewReplicas >= 1 && previewReplicas <= most)
  ) {
    reject(scope, {
      rule: 'ro-strategy',
      message: `previewReplicas ${previewReplicas}: a whole number from 1 to ${most} is wanted`,
      why: 'Without a pod there is nothing to look at before the traffic moves; more than it has later prove nothing.',
      fix: 'previewReplicas: 1',
      property: { object: props, key: 'previewReplicas' },
    });
  }
  if (promotion !== 'automatic' && promotion !== 'by hand') checkDurations(scope, 'ro-strategy', props, ['promotion']);
}
