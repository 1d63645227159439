import { dataLoss } from '../../manifest/data-loss.js';
import { describeRef, type Manifest } from '../../manifest/manifest.js';
import type { Effect } from '../effect.js';

/**
 * What becomes of an object when its environment leaves Git as a whole: nothing, and nobody keeps it up any more.
 * What holds data is told by name.
 */
export function leftBehind({ ref, object }: Manifest): Effect {
  const source = 'Argo CD, util/app/path: "app path does not exist"';
  const lost = dataLoss(object);
  if (lost !== undefined) {
    return {
      kind: 'delivery',
      text: `${describeRef(ref)} stays in the cluster, and no data goes`,
      fix: `Once it is to go, a person deletes it: ${lost}.`,
      grave: true,
      source,
    };
  }
  return {
    kind: 'delivery',
    text: 'The environment leaves Git: Argo CD finds no folder to apply, so that it deletes nothing and keeps nothing up; what runs there runs on',
    bundle: 'the environment',
    source,
  };
}
