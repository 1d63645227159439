import type { Facts } from './facts.js';

type Shape = { readonly [key: string]: Shape | 'string' | 'number' | 'boolean' | 'map' } | readonly [Shape | 'string'];

const amounts: Shape = { cpu: 'number', memory: 'number', pods: 'number' };

// What a facts file may hold. `map` is any object whose values are strings.
const shape: Record<keyof Facts, Shape | 'string'> = {
  kubernetes: 'string',
  nodes: [
    {
      name: 'string',
      labels: 'map',
      taints: [{ key: 'string', value: 'string', effect: 'string' }],
      allocatable: amounts,
      system: amounts,
    },
  ],
  network: { pods: 'string', services: 'string', nodes: 'string', podsRoutable: 'boolean' },
  external: [{ apiVersion: 'string', kind: 'string', namespace: 'string', name: 'string', keys: ['string'] }],
  hosts: ['string'],
  today: 'string',
};

const optional = new Set(['value', 'namespace', 'keys', 'nodes']);

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
  // Compared field by field above: what is left is of the type.
  return problems.length > 0 ? { problems } : { facts: given as Facts };
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
    for (const [key, inner] of Object.entries(wanted)) {
      const item = (value as Record<string, unknown>)[key];
      if (item !== undefined) compare(item, inner, `${path}.${key}`, problems);
      else if (!optional.has(key)) problems.push(`"${path}" has no "${key}"`);
    }
  }
}

function isMapOfStrings(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.values(value).every((item) => typeof item === 'string');
}
