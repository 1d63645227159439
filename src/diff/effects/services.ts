import { get, records, text } from '../../manifest/access.js';
import { formatSelector, mapSelector } from '../../manifest/labels.js';
import { describeRef, type JsonObject, type Manifest, objectKey } from '../../manifest/manifest.js';
import { isWithin, type ObjectChange } from '../change.js';
import type { Effect } from '../effect.js';
import { endpointsOf, podsOf } from '../rollout/pods.js';
import { listed } from '../rollout/words.js';
import type { Context } from './context.js';
import { nodePortChange, type OutsideChange, typeChange, typeOf } from './outside.js';
import { callersOf } from './port-callers.js';

/** Services that send to other pods than before: because of their own selector, or of the pods' labels. */
export function* endpointEffects({
  before,
  applied: after,
  changeOf,
}: Context): Iterable<readonly [ObjectChange, Effect]> {
  for (const now of after.kind('Service')) {
    const was = before.get({ group: '', kind: 'Service', namespace: now.ref.namespace, name: now.ref.name });
    if (!was) continue;
    const [old, fresh] = [endpointsOf(was, before), endpointsOf(now, after)];
    const gone = without(old, fresh);
    const come = without(fresh, old);
    if (gone.length + come.length === 0) continue;
    const change =
      changeOf.get(now) ?? [...come, ...gone].map((one) => changeOf.get(one)).find((one) => one !== undefined);
    if (!change) continue;
    yield [change, endpointEffect(now, gone, come, fresh.length, after)];
  }
}

function endpointEffect(
  service: Manifest,
  gone: readonly Manifest[],
  come: readonly Manifest[],
  left: number,
  set: Context['after'],
): Effect {
  const name = service.ref.name;
  const source = 'Kubernetes, concepts/services-networking/service: selectors';
  const to = (some: readonly Manifest[]) => listed(some.map(({ ref }) => `${ref.name} (${ref.kind})`));
  if (left === 0) {
    // What has its own name goes without saying, and folds with its like.
    const before = gone.every(({ ref }) => ref.name === name) ? '' : ` (before: ${to(gone)})`;
    const text = `${name}: requests reach nobody any more: no pods are left that it selects${before}`;
    return {
      kind: 'traffic',
      text,
      source,
      grave: true,
      fix: 'Keep the old pods until others that it selects are ready.',
    };
  }
  const empty = come.length > 0 && come.every((one) => podsOf(one, set).max === 0);
  const parts = [
    come.length > 0 && gone.length > 0 ? `requests go to ${to(come)} instead of ${to(gone)}` : '',
    come.length > 0 && gone.length === 0 ? `requests go to ${to(come)} too` : '',
    come.length === 0 ? `requests no longer go to ${to(gone)}` : '',
    empty ? 'which has no pods' : '',
  ];
  return {
    kind: 'traffic',
    text: `${name}: ${parts.filter(Boolean).join(', ')}`,
    source,
    ...(empty && { grave: true }),
  };
}

function without(some: readonly Manifest[], others: readonly Manifest[]): Manifest[] {
  const keys = new Set(others.map(({ ref }) => objectKey(ref)));
  return some.filter(({ ref }) => !keys.has(objectKey(ref)));
}

/** What else changes for those who call a Service: its ports, its type, where it can be reached from. */
export function* serviceEffects(change: ObjectChange, context: Context): Iterable<Effect> {
  const { after: set, before: old } = context;
  const { before, after, fields } = change;
  if (change.how !== 'changed' || after?.ref.kind !== 'Service' || !before) return;
  const below = (path: string) => fields.filter(({ pattern }) => isWithin(pattern, path));
  const labels = (path: string) => below(path).map(({ label }) => label);
  const name = describeRef(after.ref);
  const known = endpointsOf(before, old).length + endpointsOf(after, set).length > 0;
  if (below('spec.selector').length > 0 && known) {
    yield { kind: 'none', text: `${name} selects by other labels`, fields: labels('spec.selector') };
  } else if (below('spec.selector').length > 0) {
    const selector = ({ object }: Manifest) => {
      const read = mapSelector(get(object, 'spec.selector'));
      return read ? formatSelector(read) : 'none';
    };
    const text = `${name} selects other pods: ${selector(before)} → ${selector(after)}`;
    yield { kind: 'traffic', text, fields: labels('spec.selector') };
  }
  const ports = portChanges(before.object, after.object);
  const nodes = nodePortChanges(before.object, after.object);
  const gone = portsGone(before.object, after.object).map((port) => {
    const callers = callersOf(before, after, Number(get(port, 'port')), context);
    const says = callers.length > 0 ? callers.join(', ') : 'nobody here calls it';
    return { text: `port ${get(port, 'port')}${protocol(port)} is gone: ${says}`, grave: callers.length > 0 };
  });
  const told = [...ports, ...nodes.map((one) => one.text), ...gone.map((one) => one.text)];
  if (told.length > 0) {
    yield {
      kind: 'traffic',
      text: `${name}: ${told.join('; ')}`,
      fields: labels('spec.ports'),
      ...([...gone, ...nodes].some(({ grave }) => grave) && { grave: true }),
    };
  }
  const rest = fields.filter(
    ({ pattern }) =>
      isWithin(pattern, 'spec') &&
      !['spec.selector', 'spec.ports', 'spec.clusterIP'].some((path) => isWithin(pattern, path)),
  );
  if (rest.length > 0) {
    const how =
      typeOf(after.object) === typeOf(before.object)
        ? { text: `its ${listed(rest.map(({ label }) => label.replace('spec.', '')))} changes`, grave: false }
        : typeChange(before.object, after.object);
    yield {
      kind: 'traffic',
      text: `${name}: ${how.text}`,
      fields: rest.map(({ label }) => label),
      source: 'Kubernetes, concepts/services-networking/service: publishing services',
      ...(how.grave && { grave: true }),
    };
  }
}

/** By number and protocol. */
function portsOf(service: JsonObject): ReadonlyMap<string, JsonObject> {
  return new Map(records(service, 'spec.ports').map((port) => [`${get(port, 'port')}${protocol(port)}`, port]));
}

function portsGone(before: JsonObject, after: JsonObject): JsonObject[] {
  const now = portsOf(after);
  return [...portsOf(before)].flatMap(([key, port]) => (now.has(key) ? [] : [port]));
}

function portChanges(before: JsonObject, after: JsonObject): string[] {
  const [old, now] = [portsOf(before), portsOf(after)];
  const target = (port: JsonObject) => get(port, 'targetPort') ?? get(port, 'port');
  const lines: string[] = [];
  for (const [number, port] of now) {
    const was = old.get(number);
    if (!was) lines.push(`port ${number} is new`);
    else if (target(was) !== target(port))
      lines.push(`port ${number} leads to ${target(port)} instead of ${target(was)}`);
    else if (get(was, 'name') !== get(port, 'name'))
      lines.push(`port ${number} is called ${get(port, 'name')} instead of ${get(was, 'name')}`);
  }
  return lines;
}

function nodePortChanges(before: JsonObject, after: JsonObject): readonly OutsideChange[] {
  const old = portsOf(before);
  return [...portsOf(after)].flatMap(([number, port]) => {
    const was = old.get(number);
    return (was && nodePortChange({ before, after }, was, port)) ?? [];
  });
}

function protocol(port: JsonObject): string {
  const written = text(port, 'protocol') ?? 'TCP';
  return written === 'TCP' ? '' : `/${written}`;
}
