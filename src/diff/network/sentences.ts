import { listed } from '../rollout/words.js';
import type { Allowed, Direction, Grant, Subject } from './policies.js';
import { portOfPods } from './port-numbers.js';

/** What is different for one subject in one direction. */
export interface Difference {
  readonly subject: Subject;
  readonly direction: Direction;
  /** The pods are new: `before` is what the old policies would have let them do. */
  readonly isNew: boolean;
  readonly before: Allowed;
  readonly after: Allowed;
  readonly gained: readonly Grant[];
  readonly lost: readonly Grant[];
}

/**
 * Compares what a subject may do; undefined when it is the same. A port is the same by its name as by its number, as
 * long as the pods that are reached give it that number. Pods that are new lose nothing.
 */
export function differenceOf(
  subjects: { readonly before: Subject | undefined; readonly after: Subject },
  direction: Direction,
  before: Allowed,
  after: Allowed,
): Difference | undefined {
  if (!before.grants && !after.grants) return undefined;
  const [old, now] = [before.grants ?? [], after.grants ?? []];
  const port = ({ port: written }: Grant, side: 'before' | 'after') =>
    direction === 'ingress' ? portOfPods(written, (subjects[side] ?? subjects.after).workload) : written;
  const gained = now.filter(
    (grant) => !old.some((other) => covers(other, grant, port(other, 'before') === port(grant, 'after'))),
  );
  const isNew = subjects.before === undefined;
  const lost = old.filter((grant) => {
    if (isNew) return false;
    const was = port(grant, 'before');
    return !now.some((other) => covers(other, grant, was === port(other, 'before') || was === port(other, 'after')));
  });
  const same = before.grants && after.grants && gained.length + lost.length === 0;
  return same ? undefined : { subject: subjects.after, direction, isNew, before, after, gained, lost };
}

/** Whether one grant lets happen all that another does. */
export function covers(wide: Grant, narrow: Grant, samePort: boolean): boolean {
  if (wide.port !== '' && wide.port !== narrow.port && !samePort) return false;
  if (wide.peer.anyone || wide.peer.text === narrow.peer.text) return true;
  const { workloads } = narrow.peer;
  return workloads.length > 0 && workloads.every((workload) => wide.peer.workloads.includes(workload));
}

/** What stands behind a subject in its sentences: those of several subjects fold when it is the same. */
export function predicates({ direction, isNew, before, after, gained, lost }: Difference): string[] {
  const may = direction === 'egress' ? 'reach' : 'be reached by';
  const all = (grants: readonly Grant[]) => listed(grouped(grants, direction), 8);
  if (isNew && !(before.grants && after.grants)) {
    const [any, none] = direction === 'egress' ? ['anything', 'nothing'] : ['anyone', 'nobody'];
    return [`may ${may} ${after.grants ? all(after.grants) || none : any}${after.grants?.length ? ' only' : ''}`];
  }
  if (!before.grants) {
    const now = after.grants ?? [];
    return now.length === 0
      ? [`may no longer ${direction === 'egress' ? 'reach anything' : 'be reached by anyone'}`]
      : [`may now ${may} ${all(now)} only (before: ${direction === 'egress' ? 'anything' : 'anyone'})`];
  }
  if (!after.grants)
    return [
      `may now ${direction === 'egress' ? 'reach anything' : 'be reached by anyone'} (before: ${all(before.grants) || (direction === 'egress' ? 'nothing' : 'nobody')})`,
    ];
  return [
    ...(gained.length > 0 ? [`may now ${may} ${all(gained)}`] : []),
    ...(lost.length > 0 ? [`may no longer ${may} ${all(lost)}`] : []),
  ];
}

/** Grants by peer, its ports behind it: `redis:6379`, `kube-dns on 53 and 53/UDP`, `users-api on its 50051`. */
function grouped(grants: readonly Grant[], direction: Direction): string[] {
  const ports = new Map<string, string[]>();
  for (const { peer, port } of grants) {
    const name = peer.anyone && direction === 'ingress' ? 'anyone' : peer.text;
    ports.set(name, [...(ports.get(name) ?? []), port]);
  }
  const said = [...ports].map(([peer, list]) => peerAndPorts(peer, list, direction));
  return folded(said);
}

interface Said {
  readonly peer: string;
  /** ` on 53 and 53/UDP`, `:6379`; empty for all ports. */
  readonly ports: string;
}

function peerAndPorts(peer: string, ports: readonly string[], direction: Direction): Said {
  const known = ports.filter(Boolean);
  if (known.length < ports.length) return { peer, ports: '' };
  const [only] = known;
  const isHost = known.length === 1 && direction === 'egress' && peer !== 'anything' && !peer.includes(' ');
  return { peer, ports: isHost ? `:${only}` : ` on ${listed(known)}` };
}

const WHOLE = 'everything in ';

/** Whole namespaces on the same ports are one: `everything in auth, chat and scan on 5432`. */
function folded(all: readonly Said[]): string[] {
  const spaces = new Map<string, string[]>();
  for (const { peer, ports } of all) {
    if (!isSpace(peer)) continue;
    spaces.set(ports, [...(spaces.get(ports) ?? []), peer.slice(WHOLE.length)]);
  }
  return all.flatMap(({ peer, ports }) => {
    if (!isSpace(peer)) return [`${peer}${ports}`];
    const names = spaces.get(ports) ?? [];
    return names[0] === peer.slice(WHOLE.length) ? [`${WHOLE}${listed(names, 8)}${ports}`] : [];
  });
}

function isSpace(peer: string): boolean {
  return peer.startsWith(WHOLE) && !peer.slice(WHOLE.length).includes(' ');
}
