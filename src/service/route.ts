import type { Construct } from 'constructs';
import { reject } from '../construct/reject.js';

/**
 * A path below the API's host: this and everything below it (`/api/v1/chat`, `/api/v1/chat/rooms`) is the service's; `/`
 * is the whole host, but for longer paths of other services.
 */
export type Route = `/${string}`;

/** Rejects a path that no request can have. */
export function checkRoute(scope: Construct, props: { readonly route?: Route }): void {
  const path = props.route;
  if (path === undefined || isPlain(path)) return;
  const near = path.replace(/\/{2,}/g, '/').replace(/[/*?]+$/, '') || '/';
  reject(scope, {
    rule: 'route-syntax',
    message: `route "${path}" is not a plain path`,
    why: 'The ingress controller matches element by element; this one never matches.',
    fix: `Write ${isPlain(near) ? `"${near}"` : 'a path such as "/api/v1/chat"'}: no final slash, no wildcard, no query.`,
    property: { object: props, key: 'route' },
  });
}

function isPlain(path: string): boolean {
  return path === '/' || /^(\/[A-Za-z0-9._~-]+)+$/.test(path);
}
