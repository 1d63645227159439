import type { ResourceRequirements } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { type Bytes, type Cpu, parseBytes, parseCpu } from '../../values/quantity.js';
import { quantity } from '../emit.js';
import { reject } from '../reject.js';
import { type Draft, type PropertySource, Traced } from '../traced.js';

/** What a container asks for and the most it may take: `[request, limit]`. */
export interface Resources {
  /** Millicores (`'200m'`) or cores (`'1'`). Above the limit the container is slowed down. */
  readonly cpu: readonly [request: Cpu, limit: Cpu];
  /** `Mi` or `Gi`. Above the limit the container is killed. */
  readonly memory: readonly [request: Bytes, limit: Bytes];
}

/** Whether a value has the shape of resources: of what the compiler could not see it is not known. */
export function areResources(value: unknown): boolean {
  const pair = (key: string) => {
    const amounts: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    return Array.isArray(amounts) && amounts.length === 2 && amounts.every((one) => typeof one === 'string');
  };
  return pair('cpu') && pair('memory');
}

/** Requests and limits as a container carries them. Rejects what is no quantity, and a request above its limit. */
export function resources(scope: Construct, owner: { readonly resources: Resources }): Draft<ResourceRequirements> {
  const { resources: props } = owner;
  if (!areResources(props)) {
    reject(scope, {
      rule: 'resources',
      message: `resources are ${JSON.stringify(props)}`,
      why: 'The container says neither what it needs nor what it may take.',
      fix: "Write { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] }.",
      property: { object: owner, key: 'resources' },
    });
    return {};
  }
  const within: PropertySource = { kind: 'property', object: owner, key: 'resources' };
  const written = (key: keyof Resources): PropertySource => ({ kind: 'property', object: props, key, within });
  check(scope, props, 'cpu', parseCpu, 'Write millicores ("200m") or cores ("1").');
  check(scope, props, 'memory', parseBytes, 'Write mebibytes ("512Mi") or gibibytes ("1Gi").');
  // A message about one of the two points at the pair: the numbers in it have no names.
  const amount = (key: keyof Resources, i: 0 | 1) => quantity(new Traced<string>(props[key][i], [written(key)]));
  return {
    requests: { cpu: amount('cpu', 0), memory: amount('memory', 0) },
    limits: { cpu: amount('cpu', 1), memory: amount('memory', 1) },
  };
}

function check(
  scope: Construct,
  props: Resources,
  what: 'cpu' | 'memory',
  parse: (text: string) => number | undefined,
  fix: string,
): void {
  const pair: readonly [string, string] = props[what];
  const amounts = pair.map(parse);
  pair.forEach((written, i) => {
    if (amounts[i] !== undefined) return;
    reject(scope, {
      rule: 'resources',
      message: `${what} "${written}" is no quantity`,
      why: 'The API server refuses the pod template.',
      fix,
      property: { object: props, key: what },
    });
  });
  const [request, limit] = amounts;
  if (request === undefined || limit === undefined || request <= limit) return;
  reject(scope, {
    rule: 'resources',
    message: `${what} request "${pair[0]}" is above its limit "${pair[1]}"`,
    why: 'The API server refuses the pod template.',
    fix: 'Raise the limit or lower the request: [request, limit].',
    property: { object: props, key: what },
  });
}
