import type { ImageChange } from './history.js';
import { samePin } from './image-pin.js';

/**
 * The images that ran before the present one, nearest first: what a rollback goes back to. An image that was taken back
 * (the service returned to an earlier one, by a revert or a rollback) is not among them: a second rollback goes further
 * back and not forth again. `changes` are newest first, and whole.
 */
export function previousImages(changes: readonly ImageChange[]): readonly ImageChange[] {
  const stack: ImageChange[] = [];
  for (const change of changes.toReversed()) {
    if (change.pin === undefined) continue;
    const earlier = stack.findIndex(({ pin }) => samePin(pin, change.pin));
    if (earlier >= 0) stack.length = earlier + 1;
    else stack.push(change);
  }
  return stack.slice(0, -1).reverse();
}

/** Changes that brought an image which was taken back later. */
export function takenBack(changes: readonly ImageChange[]): ReadonlySet<ImageChange> {
  const kept = [...previousImages(changes).map(({ pin }) => pin), changes.find(({ pin }) => pin)?.pin];
  return new Set(changes.filter(({ pin }) => pin && !kept.some((one) => samePin(one, pin))));
}
