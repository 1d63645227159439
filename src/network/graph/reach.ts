import type { Facts } from '../../cluster/facts.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type End, endsOf, podEnd } from '../ends.js';
import { neededConnections, surroundings } from '../needed.js';
import { type Half, half } from '../verdict.js';

/** Whether one may reach the other on a port, and what decides it at either end. */
export interface Reach {
  readonly port: number;
  readonly protocol: string;
  readonly out: Half;
  readonly in: Half;
  /** Whether somebody has declared the call, or settings show it. */
  readonly needed: boolean;
}

/** Every end that can be asked about, by name and by `namespace/name`. */
export function endsByName(set: ManifestSet, facts: Facts): ReadonlyMap<string, readonly End[]> {
  const pods = set.podTemplates().flatMap((template) => podEnd(template) ?? []);
  const declared = (facts.calls ?? []).flatMap(({ from, to }) => [...endsOf(set, from), ...endsOf(set, to)]);
  const byId = new Map<string, End[]>();
  for (const end of [...pods, ...declared]) {
    const id = idOf(end);
    const known = byId.get(id) ?? [];
    // Addresses of one host may be several ranges; pods of one name are one.
    if (known.length === 0 || end.kind === 'addresses') byId.set(id, [...known.filter((one) => !same(one, end)), end]);
  }
  const names = new Map<string, readonly End[]>(byId);
  for (const ends of byId.values()) {
    const name = ends[0]?.name ?? '';
    names.set(name, [...(names.get(name) ?? []), ...ends.filter((end) => !(names.get(name) ?? []).includes(end))]);
  }
  return names;
}

/**
 * On which ports one may reach the other: those that the called pods list, and those that calls name.
 */
export function reaches(set: ManifestSet, facts: Facts, from: End, to: End): readonly Reach[] {
  const around = surroundings(set, facts);
  const needed = neededConnections(set, facts).filter((one) => idOf(one.to) === idOf(to));
  const listed =
    to.kind === 'pods' && to.template
      ? to.template.containers.flatMap(({ ports }) =>
          ports.flatMap(({ port, protocol }) => (port === undefined ? [] : [{ port, protocol }])),
        )
      : [];
  const all = [...listed, ...needed.map(({ port, protocol }) => ({ port, protocol }))];
  const once = new Map(all.map((one) => [`${one.port}/${one.protocol}`, one]));
  return [...once.values()]
    .sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1))
    .map(({ port, protocol }) => ({
      port,
      protocol,
      out: half(around, 'egress', { from, to, port, protocol }),
      in: half(around, 'ingress', { from, to, port, protocol }),
      needed: needed.some((one) => one.port === port && one.protocol === protocol && idOf(one.from) === idOf(from)),
    }));
}

function idOf(end: End): string {
  return end.kind === 'addresses' ? `outside/${end.name}` : `${end.namespace}/${end.name}`;
}

function same(a: End, b: End): boolean {
  return (
    a.kind === 'addresses' && b.kind === 'addresses' && a.range.first === b.range.first && a.range.last === b.range.last
  );
}
