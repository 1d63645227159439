import type { Diff } from '../diff/diff.js';
import { type Entry, gravest, rankOf } from '../diff/effect.js';
import { LABELS } from '../diff/render-text.js';
import { text } from '../manifest/access.js';
import { type Manifest, objectKey } from '../manifest/manifest.js';
import type { ManifestSet } from '../manifest/manifest-set.js';
import { type FleetMap, fleetMap, type MapEdge, type MapNode } from '../map/fleet-map.js';
import { layout } from '../map/layout.js';
import type { ReviewBox, ReviewMap, ReviewMapLine } from './review.js';
import { toneOf } from './tone.js';

/** More boxes than one sees at a glance: then only what changes and what stands beside it is shown. */
const MOST = 30;

/** The map of both sides, with what changes. */
export function reviewMap(diff: Diff): ReviewMap {
  const [old, now] = [fleetMap(diff.before), fleetMap(diff.after)];
  const nodes = merged(old.nodes, now.nodes, ({ id }) => id);
  const edges = merged(old.edges, now.edges, edgeKey);
  const entries = changesOf(diff, nodes);
  const shown = nodes.length <= MOST ? nodes : near(nodes, edges, entries);
  const ids = new Set(shown.map(({ id }) => id));
  const lines = edges.filter(({ from, to }) => ids.has(from) && ids.has(to));
  const [before, after] = [keysOf(old), keysOf(now)];
  const place = new Map(layout([...ids], lines).map((one) => [one.id, one]));
  const at = new Map(shown.map(({ id }, i) => [id, i]));
  return {
    boxes: shown.map((node) => boxOf(node, place.get(node.id), entries.get(node.id))),
    lines: lines.map((edge) => lineOf(edge, at, before, after)),
    hidden: nodes.length - shown.length,
  };
}

/** The part of a set's map that these manifests stand in: they, who calls them, and whom they call. */
export function mapAround(members: readonly Manifest[], set: ManifestSet): ReviewMap {
  const { nodes, edges } = fleetMap(set);
  const own = new Set(members.map(({ ref }) => objectKey(ref)));
  const lines = edges.filter(({ from, to }) => own.has(from) || own.has(to));
  const ids = new Set([
    ...nodes.map(({ id }) => id).filter((id) => own.has(id)),
    ...lines.flatMap(({ from, to }) => [from, to]),
  ]);
  const shown = nodes.filter(({ id }) => ids.has(id));
  const place = new Map(layout([...ids], lines).map((one) => [one.id, one]));
  const at = new Map(shown.map(({ id }, i) => [id, i]));
  const keys = new Set(lines.map(edgeKey));
  return {
    boxes: shown.map((node) => ({
      ...boxOf(node, place.get(node.id), undefined),
      ...(own.has(node.id) && { label: 'this service', tone: 'info' as const }),
    })),
    lines: lines.map((edge) => lineOf(edge, at, keys, keys)),
    hidden: 0,
  };
}

function merged<T>(old: readonly T[], now: readonly T[], key: (one: T) => string): T[] {
  return [...new Map([...old, ...now].map((one) => [key(one), one])).values()];
}

function edgeKey({ from, to }: MapEdge): string {
  return `${from}\n${to}`;
}

/** The gravest entry of each box: of its own object, or of one that carries its name. */
function changesOf({ entries }: Diff, nodes: readonly MapNode[]): ReadonlyMap<string, Entry> {
  const named = new Map(nodes.map(({ id, namespace, name }) => [`${namespace}/${name}`, id]));
  const ids = new Set(nodes.map(({ id }) => id));
  const found = new Map<string, Entry>();
  for (const entry of entries) {
    const { before, after } = entry.change;
    for (const manifest of [before, after]) {
      const id = manifest && boxNamed(manifest, ids, named);
      const known = id === undefined ? undefined : found.get(id);
      if (id !== undefined && (!known || rankOf(gravest(entry)) < rankOf(gravest(known)))) found.set(id, entry);
    }
  }
  return found;
}

function boxNamed(
  { ref, object }: Manifest,
  ids: ReadonlySet<string>,
  named: ReadonlyMap<string, string>,
): string | undefined {
  const key = objectKey(ref);
  if (ids.has(key)) return key;
  const label = text(object, ['metadata', 'labels', 'app.kubernetes.io/name']);
  return named.get(`${ref.namespace}/${ref.name}`) ?? (label && named.get(`${ref.namespace}/${label}`));
}

function near(
  nodes: readonly MapNode[],
  edges: readonly MapEdge[],
  entries: ReadonlyMap<string, Entry>,
): readonly MapNode[] {
  const beside = new Set(entries.keys());
  for (const { from, to } of edges) {
    if (entries.has(from)) beside.add(to);
    if (entries.has(to)) beside.add(from);
  }
  const close = nodes.filter(({ id }) => beside.has(id));
  return (close.length <= MOST ? close : nodes.filter(({ id }) => entries.has(id))).slice(0, MOST);
}

function boxOf(
  { name, namespace, kind, role, wave }: MapNode,
  place: { readonly column: number; readonly row: number } | undefined,
  entry: Entry | undefined,
): ReviewBox {
  const effect = entry && gravest(entry);
  return {
    name,
    ...(namespace !== undefined && { namespace }),
    kind,
    role,
    ...(wave !== undefined && { wave }),
    column: place?.column ?? 0,
    row: place?.row ?? 0,
    ...(effect && { label: LABELS[effect.kind], tone: toneOf(effect.kind, effect.grave ?? false) }),
  };
}

function keysOf({ edges }: FleetMap): ReadonlySet<string> {
  return new Set(edges.map(edgeKey));
}

function lineOf(
  edge: MapEdge,
  at: ReadonlyMap<string, number>,
  old: ReadonlySet<string>,
  now: ReadonlySet<string>,
): ReviewMapLine {
  const key = edgeKey(edge);
  const is = old.has(key) ? (now.has(key) ? 'same' : 'gone') : 'new';
  return { from: at.get(edge.from) ?? 0, to: at.get(edge.to) ?? 0, is };
}
