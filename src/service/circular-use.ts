import type { Finding, Place } from '../diagnostic/diagnostic.js';

/**
 * Services that need each other in a circle: none of them can be the first to start.
 *
 * @param circle their names, in the order in which they need each other; the first once more at the end
 */
export function circularUse(circle: readonly string[], at: Place | undefined): Finding {
  const [name, other] = circle;
  const isItself = name === other;
  return {
    rule: 'uses-circular',
    severity: 'error',
    message: isItself ? `"${name}" uses itself` : `services need each other in a circle: ${circle.join(' -> ')}`,
    ...(at && { at }),
    why: isItself ? 'At the first start it waits for itself.' : 'At the first start each waits for the other.',
    fix: isItself
      ? 'Take it out of uses: a process knows its own port.'
      : 'Break the circle: let one of them be told of results by a queue, or move what both need into a third.',
  };
}
