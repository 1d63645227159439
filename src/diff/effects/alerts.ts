import { get, object, records, stringMap, text } from '../../manifest/access.js';
import { formatSelector } from '../../manifest/labels.js';
import { describeRef, type JsonObject, type Manifest } from '../../manifest/manifest.js';
import { selectionsOf } from '../../manifest/references/selections.js';
import type { ObjectChange } from '../change.js';
import { sameData, sameValue } from '../compare/scalar.js';
import type { Effect } from '../effect.js';
import { listed } from '../rollout/words.js';
import type { Context } from './context.js';

/** What pages whom: alerts, where they go, and the measurements that they rest on. */
export function* alertEffects(change: ObjectChange, context: Context): Iterable<Effect> {
  const { kind } = change.ref;
  if (kind === 'PrometheusRule') yield* rules(change);
  if (kind === 'AlertmanagerConfig') yield* routing(change);
  if (kind === 'ServiceMonitor' || kind === 'PodMonitor') yield* monitored(change, context);
}

function* rules({ before, after, fields, ref }: ObjectChange): Iterable<Effect> {
  const [old, now] = [alertsOf(before), alertsOf(after)];
  const lines: string[] = [];
  let lost = false;
  for (const [key, alert] of now) {
    const was = old.get(key);
    if (!was) lines.push(`${name(alert)} is new${describe(alert)}`);
    else lines.push(...differences(was, alert));
  }
  for (const [key, alert] of old) {
    if (now.has(key)) continue;
    lines.push(`${name(alert)} no longer fires`);
    lost = true;
  }
  const labels = fields.map(({ label }) => label);
  if (lines.length > 0)
    yield {
      kind: 'alert',
      text: `Alerts: ${listed(lines, 5)}`,
      fields: labels,
      ...(lost && { grave: true }),
      source: 'Prometheus, alerting_rules',
    };
  else if (fields.length > 0)
    yield { kind: 'live', text: `${describeRef(ref)}: recorded series change, no alert does`, fields: labels };
}

function alertsOf(manifest: Manifest | undefined): ReadonlyMap<string, JsonObject> {
  const map = new Map<string, JsonObject>();
  for (const group of records(manifest?.object, 'spec.groups')) {
    for (const rule of records(group, 'rules')) {
      if (text(rule, 'alert') === undefined) continue;
      // One alert may be there once for each severity.
      const key = `${name(rule)} ${text(rule, 'labels.severity') ?? ''}`;
      map.set(map.has(key) ? `${key} ${map.size}` : key, rule);
    }
  }
  return map;
}

function name(rule: JsonObject): string {
  return text(rule, 'alert') ?? '';
}

function describe(rule: JsonObject): string {
  const parts = [text(rule, 'labels.severity'), text(rule, 'for') && `after ${text(rule, 'for')}`].filter(Boolean);
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

function differences(was: JsonObject, now: JsonObject): string[] {
  const lines: string[] = [];
  const spaces = (rule: JsonObject) => (text(rule, 'expr') ?? '').replace(/\s+/g, ' ').trim();
  if (spaces(was) !== spaces(now)) lines.push(`${name(now)} fires on another condition`);
  if (!sameValue(text(was, 'for'), text(now, 'for'), '.for'))
    lines.push(`${name(now)} fires after ${text(now, 'for') ?? 'no wait'} instead of ${text(was, 'for') ?? 'no wait'}`);
  const [old, labels] = [stringMap(was, 'labels'), stringMap(now, 'labels')];
  for (const key of new Set([...old.keys(), ...labels.keys()])) {
    if (old.get(key) !== labels.get(key))
      lines.push(`${name(now)} has ${key} ${labels.get(key) ?? 'unset'} instead of ${old.get(key) ?? 'unset'}`);
  }
  return lines;
}

/** Source: Prometheus operator, AlertmanagerConfig. */
function* routing({ before, after, fields, ref }: ObjectChange): Iterable<Effect> {
  const [old, now] = [routesOf(before), routesOf(after)];
  const lines = [
    ...[...now]
      .filter(([match, to]) => old.get(match) !== to)
      .map(([match, to]) => `${match} go to ${to}${old.has(match) ? ` instead of ${old.get(match)}` : ''}`),
    ...[...old].filter(([match]) => !now.has(match)).map(([match, to]) => `${match} no longer go to ${to}`),
    ...receivers(before, after),
  ];
  const labels = fields.map(({ label }) => label);
  const lost = lines.some((line) => line.includes('no longer') || line.endsWith('is gone'));
  const text =
    lines.length > 0 ? listed(lines, 5) : `${describeRef(ref)}: how notifications are grouped and sent changes`;
  if (lines.length > 0 || fields.length > 0)
    yield { kind: 'alert', text, fields: labels, ...(lost && { grave: true }) };
}

function routesOf(manifest: Manifest | undefined): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  const visit = (route: JsonObject, where: string, usual: string) => {
    const matchers = records(route, 'matchers').map(
      (one) => `${text(one, 'name')}${text(one, 'matchType') ?? '='}${text(one, 'value') ?? ''}`,
    );
    const here = [where, ...matchers].filter(Boolean).join(', ');
    const receiver = text(route, 'receiver') ?? usual;
    map.set(here ? `alerts with ${here}` : 'all other alerts', receiver);
    for (const child of records(route, 'routes')) visit(child, here, receiver);
  };
  if (get(manifest?.object, 'spec.route') !== undefined) visit(object(manifest?.object, 'spec.route'), '', 'nobody');
  return map;
}

function receivers(before: Manifest | undefined, after: Manifest | undefined): string[] {
  const read = (manifest: Manifest | undefined) =>
    new Map(records(manifest?.object, 'spec.receivers').map((one) => [text(one, 'name') ?? '', one]));
  const [old, now] = [read(before), read(after)];
  const lines = [...now].flatMap(([receiver, value]) => {
    const was = old.get(receiver);
    if (!was) return [];
    return sameData(was, value) ? [] : [`receiver ${receiver} notifies elsewhere, or in another way`];
  });
  return [
    ...lines,
    ...[...old.keys()].filter((receiver) => !now.has(receiver)).map((receiver) => `receiver ${receiver} is gone`),
  ];
}

/** A monitor that selects other objects, or is gone: alerts on what is no longer measured never fire. */
function* monitored(
  { before, after, fields, how }: ObjectChange,
  { before: old, after: now }: Context,
): Iterable<Effect> {
  const targets = (manifest: Manifest | undefined, set: Context['after']) => {
    const selection = selectionsOf(set).find(({ from }) => from === manifest);
    if (!selection) return [];
    const found = [...selection.manifests, ...selection.pods.map((pod) => pod.manifest)].map((one) => one.ref.name);
    return found.length > 0 ? found : [`what ${formatSelector(selection.selector) || 'any label'} selects`];
  };
  const [was, is] = [targets(before, old), targets(after, now)];
  const gone = was.filter((one) => !is.includes(one));
  const come = is.filter((one) => !was.includes(one));
  const labels = fields.map(({ label }) => label);
  const source = 'Prometheus operator, ServiceMonitor';
  if (gone.length > 0) {
    const why = 'Alerts on series that are no longer measured never fire, and say nothing of it.';
    yield {
      kind: 'alert',
      text: `${listed(gone)} ${gone.length === 1 ? 'is' : 'are'} no longer measured`,
      why,
      fields: labels,
      grave: true,
      source,
    };
  }
  if (come.length > 0)
    yield {
      kind: 'live',
      text: `${listed(come)} ${come.length === 1 ? 'is' : 'are'} measured from now on`,
      fields: labels,
      source,
    };
  if (gone.length + come.length === 0 && how === 'changed' && fields.some(({ pattern }) => pattern.startsWith('spec')))
    yield { kind: 'live', text: `${listed(is)}: measured in another way, without a restart`, fields: labels, source };
}
