import type { Group } from '../diff/fold.js';
import type { Restart } from '../diff/rollout/model.js';
import { about, count } from '../diff/rollout/words.js';
import { objectKey } from '../manifest/manifest.js';
import type { ReviewRestart } from './review.js';

const LOSSES: readonly ReviewRestart['loss'][] = ['outage', 'some', 'none'];

/** Workloads whose pods are replaced, each once; first those that users miss meanwhile, then what takes longest. */
export function restartsOf(groups: readonly Group[]): ReviewRestart[] {
  const all = new Map<string, { readonly restart: Restart; readonly group: number }>();
  for (const [group, { entries }] of groups.entries()) {
    for (const { restart } of entries.flatMap(({ effects }) => effects)) {
      if (restart && restart.pods !== 0) all.set(objectKey(restart.workload), { restart, group });
    }
  }
  const long = ({ restart }: { readonly restart: Restart }) => restart.seconds ?? Number.POSITIVE_INFINITY;
  const sorted = [...all.values()].sort((a, b) => {
    const [x, y] = [long(a), long(b)];
    const loss = LOSSES.indexOf(a.restart.loss.is) - LOSSES.indexOf(b.restart.loss.is);
    return loss || (x === y ? 0 : y > x ? 1 : -1);
  });
  return sorted.map(({ restart: { workload, image, pods, seconds, loss, segments }, group }) => ({
    group,
    name: workload.name,
    ...(image && { image }),
    pods: pods === undefined ? 'one pod a node' : count(pods, 'pod'),
    long: seconds === undefined ? 'as long as it takes' : about(seconds),
    loss: loss.is,
    lossText: loss.text,
    segments: segments.map(({ what, label, seconds: part }) => ({
      what,
      label,
      ...(part !== undefined && { seconds: part }),
    })),
  }));
}
