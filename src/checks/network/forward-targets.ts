import { get, isList, isObject } from '../../manifest/access.js';
import type { Json } from '../../manifest/manifest.js';

/** A target group of a forward action: a Service and its port, as it is written. */
export interface ForwardTarget {
  readonly service: string;
  readonly port: string | undefined;
}

/**
 * The Services that an action of an AWS load balancer forwards to, whatever their weights: those are rewritten while a
 * canary runs. Undefined where it forwards to none, or is no JSON. Keys may be in either case, as Go reads them.
 * Source: AWS Load Balancer Controller, guide/ingress/annotations, "actions".
 */
export function forwardTargets(action: string): readonly ForwardTarget[] | undefined {
  const groups = get(parsed(action), 'forwardconfig.targetgroups');
  if (!isList(groups)) return undefined;
  return groups.flatMap((group) => {
    const [service, port] = ['servicename', 'serviceport'].map((key) => get(group, key));
    if (typeof service !== 'string') return [];
    return [{ service, port: port === undefined ? undefined : String(port) }];
  });
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text, (_, value: Json) =>
      isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key.toLowerCase(), one])) : value,
    );
  } catch {
    return undefined;
  }
}
