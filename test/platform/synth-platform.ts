import { Chart, Testing } from 'cdk8s';
import type { Construct } from 'constructs';

export const labels = { 'app.kubernetes.io/part-of': 'shop' };

/** What a chart holds after something was built in it. */
// biome-ignore lint/suspicious/noExplicitAny: the shape differs from kind to kind
export function manifests(build: (scope: Construct) => void): any[] {
  const chart = new Chart(Testing.app(), 'platform');
  build(chart);
  return Testing.synth(chart);
}
