import type { Construct } from 'constructs';
import { reject } from './reject.js';

/** What the pods of every service call the port that takes requests. */
export const servicePort = 'http';

/** Rejects a port that no process can listen on. */
export function checkPort<Key extends string>(
  scope: Construct,
  props: { readonly [K in Key]?: number },
  key: Key,
): void {
  const port = props[key];
  if (port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65535)) return;
  reject(scope, {
    rule: 'port',
    message: `${key} ${port}: ports run from 1 to 65535`,
    why: 'The API server refuses the pod template.',
    fix: `${key}: 8000`,
    property: { object: props, key },
  });
}
