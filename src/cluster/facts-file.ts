import type { Facts } from './facts.js';

type Shape = { readonly [key: string]: Shape | 'string' | 'number' | 'boolean' | 'map' } | readonly [Shape | 'string'];

const amounts: Shape = { cpu: 'number', memory: 'number', pods: 'number' };

const callEnd: Shape = {
  name: 'string',
  'namespace?': 'string',
  'labels?': 'map',
  'range?': 'string',
  'except?': ['string'],
  'host?': 'string',
};

// What a facts file may hold. `map` is any object whose values are strings; a key with `?` may be absent.
const shape: Record<keyof Facts, Shape | 'string'> = {
  kubernetes: 'string',
  nodes: [
    {
      name: 'string',
      labels: 'map',
      taints: [{ key: 'string', 'value?': 'string', effect: 'string' }],
      allocatable: amounts,
      system: amounts,
    },
  ],
  network: {
    pods: 'string',
    services: 'string',
    'nodes?': 'string',
    podsRoutable: 'boolean',
    'loadBalancers?': 'string',
    'apiServer?': { range: 'string', port: 'number' },
    'nodeLocalDns?': 'string',
  },
  external: [{ apiVersion: 'string', kind: 'string', 'namespace?': 'string', name: 'string', 'keys?': ['string'] }],
  resources: ['string'],
  ingressClasses: ['string'],
  hosts: ['string'],
  calls: [{ from: callEnd, to: callEnd, port: 'number', protocol: 'string', purpose: 'string' }],
  prometheus: { selects: 'map', routes: 'string' },
  exporters: [
    { exporter: 'string', 'pods?': { name: 'string', namespace: 'string', labels: 'map' }, 'port?': 'number' },
  ],
  today: 'string',
};

/** Facts that were read from a file, or what is wrong with it, each with its path. */
export function parseFacts(value: unknown): { readonly facts: Facts } | { readonly problems: readonly string[] } {
  const problems: string[] = [];
  const given = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  if (!given) return { problems: ['the file is no map of facts'] };
  for (const [key, item] of Object.entries(given)) {
    const wanted = Object.hasOwn(shape, key) ? shape[key as keyof Facts] : undefined;
    if (wanted === undefined) problems.push(`"${key}" is no fact; there are: ${Object.keys(shape).join(', ')}`);
    else compare(item, wanted, key, problems);
  }
  if (problems.length === 0) problems.push(...endProblems(given as Facts));
  // Compared field by field above: what is left is of the type.
  return problems.length > 0 ? { problems } : { facts: given as Facts };
}

/** An end of a call is one of two shapes, which the table cannot say. */
function endProblems({ calls = [] }: Facts): string[] {
  return calls.flatMap((call, i) =>
    (['from', 'to'] as const).flatMap((side) => {
      const end: object = call[side];
      if ('range' in end || ('namespace' in end && 'labels' in end)) return [];
      return [`"calls[${i}].${side}" has neither "range" nor "namespace" and "labels"`];
    }),
  );
}

function compare(value: unknown, wanted: Shape | string, path: string, problems: string[]): void {
  if (typeof wanted === 'string') {
    const fits = wanted === 'map' ? isMapOfStrings(value) : typeof value === wanted;
    if (!fits) problems.push(`"${path}" is not a ${wanted === 'map' ? 'map of strings' : wanted}`);
  } else if (Array.isArray(wanted)) {
    if (!Array.isArray(value)) problems.push(`"${path}" is not a list`);
    else value.forEach((item, i) => void compare(item, wanted[0], `${path}[${i}]`, problems));
  } else if (typeof value !== 'object' || value === null) problems.push(`"${path}" is not a map`);
  else {
    for (const [written, inner] of Object.entries(wanted)) {
      const key = written.replace('?', '');
      const item = (value as Record<string, unknown>)[key];
      if (item !== undefined) compare(item, inner, `${path}.${key}`, problems);
      else if (key === written) problems.push(`"${path}" has no "${key}"`);
    }
  }
}

function isMapOfStrings(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every((item) => typeof item === 'string');
}
