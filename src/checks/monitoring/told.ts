import { each, get, isObject } from '../../manifest/access.js';
import type { Field } from '../../manifest/field.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { type Report, report } from '../rule.js';
import { rulesOf } from './queries.js';
import { matchersOf, receiverFor } from './routes.js';

/** `Watchdog` always fires: it shows machines that the way to Alertmanager is open, and people nothing. */
export function* machines(root: Field, receivers: readonly Field[]): Iterable<Report> {
  const labels = new Map([
    ['alertname', 'Watchdog'],
    ['severity', 'none'],
  ]);
  const target = receiverFor(root, labels);
  if (target?.text === undefined) return;
  const isMeant = root
    .items('routes')
    .some((one) => matchersOf(one).some(({ label, value }) => label === 'alertname' && value.includes('Watchdog')));
  // A route of its own may lead to a dead man's switch, which waits for it as a webhook.
  if (!tells(receivers, target.text, isMeant ? OF_PEOPLE : OF_ANY)) return;
  yield report(target, `the alert "Watchdog", which always fires, goes to "${target.text}"`, {
    severity: 'warning',
    why: 'It says only that alerting works: people who get it every few hours read none of the others.',
    fix: "A route with alertname = Watchdog, to a receiver without channels or to a dead man's switch.",
  });
}

const OF_ANY = /(?:C|_c)onfigs$/;

/** Channels that only people read. */
const OF_PEOPLE =
  /^(?:slack|email|discord|telegram|msteams(?:v2)?|pushover|wechat|rocketchat|mattermost)(?:C|_c)onfigs$/;

/** Whether a receiver tells anybody. */
function tells(receivers: readonly Field[], name: string, channel = OF_ANY): boolean {
  const found = receivers.find((one) => one.at('name').text === name);
  const channels = found?.entries().filter(([key]) => channel.test(key)) ?? [];
  return channels.some(([, list]) => list.items().length > 0);
}

/** Whether something of the set brings the alert: a rule, or the chart that has it. */
export function alwaysFiring(set: ManifestSet): boolean {
  if (rulesOf(set).some(({ rule: one }) => one.at('alert').text === 'Watchdog')) return true;
  return set.kind('Application').some(({ object }) => {
    const spec = get(object, 'spec');
    return [...each(spec, 'source'), ...each(spec, 'sources[]')].some(
      ({ value }) => isObject(value) && value.chart === 'kube-prometheus-stack',
    );
  });
}

/** The labels of every alert that people should hear of, each once. */
const alertsOf = perSet((set: ManifestSet): readonly ReadonlyMap<string, string>[] => {
  const found = new Map<string, ReadonlyMap<string, string>>();
  for (const { rule: one } of rulesOf(set)) {
    const alert = one.at('alert').text;
    if (alert === undefined || alert === 'Watchdog' || alert === 'InfoInhibitor') continue;
    const written = one.entries('labels').flatMap(([key, { text }]) => (text ? [[key, text] as const] : []));
    const labels = new Map([['alertname', alert], ...written]);
    found.set(JSON.stringify([...labels]), labels);
  }
  return [...found.values()];
});

/** Alerts of the set that end where nobody is told. */
export function* unheard(root: Field, receivers: readonly Field[], set: ManifestSet): Iterable<Report> {
  const silent = new Set<string>();
  for (const labels of alertsOf(set)) {
    const alert = labels.get('alertname') ?? '';
    const receiver = receiverFor(root, labels);
    if (
      receiver?.text === undefined ||
      tells(receivers, receiver.text) ||
      !receivers.some((r) => r.at('name').text === receiver.text)
    )
      continue;
    if (silent.has(alert)) continue;
    silent.add(alert);
    yield report(receiver, `the alert "${alert}" goes to "${receiver.text}", which tells nobody`, {
      severity: 'warning',
      why: 'It fires, and nobody hears of it.',
      fix: 'A route for it before, or a channel for that receiver.',
    });
  }
}
