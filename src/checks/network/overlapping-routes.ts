import { type Field, fieldOf } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import { describeRef, type Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { gatewaysOf } from '../../network/mesh-routes.js';
import { type Alternative, alternatives } from '../../network/route-alternatives.js';
import { sampleBelow, takes } from '../../network/uri-match.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';

/** Routes of two VirtualServices for one host and gateway: their order is nobody's choice. */
export function* overlappingRoutes(set: ManifestSet): Iterable<Report> {
  const groups = new Map<string, Map<Manifest, readonly Alternative[]>>();
  for (const virtualService of set.kind('VirtualService')) {
    const routes = fieldOf(virtualService).items('spec.http').flatMap(alternatives);
    for (const gateway of gatewaysOf(virtualService).filter((name) => name !== 'mesh'))
      for (const { text } of fieldOf(virtualService).items('spec.hosts')) {
        const key = `${gateway} ${text}`;
        groups.set(key, (groups.get(key) ?? new Map()).set(virtualService, routes));
      }
  }
  for (const members of groups.values()) {
    if (members.size < 2) continue;
    const paths = new Paths([...members.values()].flat());
    const found = [...members].flatMap(([wide, routes]) => [...overlaps(wide, routes, paths)]);
    const open = found.filter(({ isOwn }) => !isOwn);
    yield* open.filter(({ narrow }) => narrow.uri?.by !== 'regex').map((one) => overlapping(one));
    const decided = new Set(found.filter(({ isOwn }) => isOwn).map(({ narrow }) => narrow.field.manifest));
    const patterns = groupBy(
      open.filter(({ narrow }) => narrow.uri?.by === 'regex'),
      ({ narrow }) => narrow.field.manifest,
    );
    for (const [narrow, all] of patterns) {
      const [first, ...rest] = all;
      // Where one has a route of its own for these paths, one decision was not made for the others: said once.
      if (decided.has(narrow) && first) yield overlapping(first, rest);
      else yield* all.map((one) => overlapping(one));
    }
  }
}

/** The routes of one host: those with plain paths in order, so that all that begin with a prefix lie together. */
class Paths {
  readonly #plain: readonly (readonly [path: string, route: Alternative])[];
  readonly #regexes: readonly Alternative[];

  constructor(routes: readonly Alternative[]) {
    this.#plain = routes
      .flatMap((route) => (route.uri && route.uri.by !== 'regex' ? [[route.uri.value, route] as const] : []))
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    this.#regexes = routes.filter(({ uri }) => uri?.by === 'regex');
  }

  /** Routes that take a path below the prefix. */
  *below(prefix: string): Iterable<Alternative> {
    let low = 0;
    for (let high = this.#plain.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((this.#plain[middle]?.[0] ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    for (let i = low; this.#plain[i]?.[0].startsWith(prefix); i += 1) {
      const route = this.#plain[i]?.[1];
      if (route) yield route;
    }
    yield* this.#regexes;
  }
}

/** A route that takes paths of another VirtualService's. */
interface Overlap {
  readonly wide: Alternative;
  readonly narrow: Alternative;
  /** A path that both take. */
  readonly sample: string;
  /** Whether the wider one has a route of its own for that path, before the wide one. */
  readonly isOwn: boolean;
}

/** The first overlap of a VirtualService that nothing decides, else those that it decides itself. */
function overlaps(wide: Manifest, own: readonly Alternative[], paths: Paths): Overlap[] {
  const decided: Overlap[] = [];
  for (const [i, one] of own.entries()) {
    // A route for every path is put behind all others, whoever has it: istio/istio, route.SortVHostRoutes.
    if (one.uri?.by !== 'prefix' || one.uri.value === '/' || one.conditions.size > 0) continue;
    for (const narrow of paths.below(one.uri.value)) {
      const { uri, field } = narrow;
      if (!uri || field.manifest === wide) continue;
      // Of the same path twice, the first by name is reported.
      if (uri.by === 'prefix' && uri.value === one.uri.value && nameOf(wide) > nameOf(field.manifest)) continue;
      const sample = sampleBelow(uri, one.uri.value);
      if (sample === undefined) continue;
      const overlap = {
        wide: one,
        narrow,
        sample,
        isOwn: own.slice(0, i).some((before) => isOwn(before, one, sample)),
      };
      if (!overlap.isOwn) return [overlap];
      decided.push(overlap);
    }
  }
  return decided;
}

function nameOf({ ref }: Manifest): string {
  return `${ref.name} ${ref.namespace ?? ''}`;
}

function overlapping({ wide, narrow, sample }: Overlap, rest: readonly Overlap[] = []): Report {
  const others = listed(rest.map((one) => `"${one.wide.uri?.value ?? '/'}"`));
  return report(
    placeOf(wide),
    `"${wide.uri?.value}" also takes "${sample}", for which ${describeRef(narrow.field.manifest.ref)} has a route of the same host${others && `; so do ${others}`}`,
    {
      severity: narrow.uri?.by === 'regex' ? 'warning' : 'error',
      why: "Istio joins the two in the order of their age: which route is asked first is nobody's choice.",
      fix: 'Put both routes into one VirtualService, the longer path first.',
      also: [{ wide, narrow }, ...rest].flatMap((one) => [placeOf(one.wide), placeOf(one.narrow)]),
    },
  );
}

function placeOf({ field }: Alternative): Field {
  const uri = field.at('uri');
  return uri.exists ? uri : field;
}

/** Whether the wider VirtualService itself has a route for that path, before its wide one. */
function isOwn({ uri }: Alternative, wide: Alternative, sample: string): boolean {
  return uri !== undefined && uri.value !== wide.uri?.value && takes(uri, sample);
}
