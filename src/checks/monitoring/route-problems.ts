import type { Field } from '../../manifest/field.js';
import { didYouMean, isOneSlip } from '../../values/did-you-mean.js';
import { parseDuration } from '../../values/duration.js';
import { type Report, report } from '../rule.js';
import { messagesOf } from './messages.js';
import { inhibitionsOf, type RouteTree, routesBelow } from './route-trees.js';
import { matchersOf, readMatcher } from './routes.js';

/** What Alertmanager, or the operator that writes its file, refuses: none of the routes is there then. */
export function* refusedRoutes(tree: RouteTree): Iterable<Report> {
  const { root, receivers, native } = tree;
  const why = native ? 'Alertmanager refuses the file, and goes on with the one before, or does not start.' : undefined;
  if (!root.at('receiver').exists)
    yield report(root, 'the root route names no receiver', {
      why,
      fix: 'receiver: the one that hears of all the rest.',
    });
  yield* unknownTimes(tree, why);
  const seen = new Set<string>();
  for (const receiver of receivers) {
    const name = receiver.at('name');
    if (name.text !== undefined && seen.has(name.text))
      yield report(name, `receiver "${name.text}" is declared twice`, { why, fix: 'Give each a name of its own.' });
    seen.add(name.text ?? '');
  }
  if (!native) {
    for (const { route } of routesBelow(root))
      for (const one of route.items('matchers')) {
        const type = one.at('matchType');
        if (one.text !== undefined)
          yield report(one, `"${one.text}" is how Alertmanager's own file has a matcher, not an AlertmanagerConfig`, {
            why: 'The API server refuses the object: none of its routes is there.',
            fix: 'name, matchType and value, each a field of its own.',
          });
        if (type.text === undefined || ['=', '!=', '=~', '!~'].includes(type.text)) continue;
        yield report(type, `matchType "${type.text}" does not exist: "=", "!=", "=~" and "!~" do`, {
          why: 'The API server refuses the object: none of its routes is there.',
          fix: `matchType: ${/~/.test(type.text) ? '=~' : '='}`,
        });
      }
    return;
  }
  if (matchersOf(root).length > 0)
    yield report(root, 'the root route has matchers', {
      why: 'Every alert must go somewhere: Alertmanager refuses the file.',
      fix: 'Move them to a route below.',
    });
  for (const { route } of routesBelow(root)) {
    yield* unknownKeys(route, ROUTE, why);
    for (const one of route.items('matchers'))
      if (one.text === undefined || readMatcher(one.text) === undefined)
        yield report(one, `"${one.text ?? JSON.stringify(one.value)}" is no matcher`, {
          why,
          fix: 'A label, an operator and a value in quotes, as severity = "critical".',
        });
    for (const key of ['group_wait', 'group_interval', 'repeat_interval']) yield* duration(route.at(key), why);
  }
  yield* unknownKeys(tree.config, FILE, why);
  for (const one of inhibitionsOf(tree.config)) yield* unknownKeys(one, INHIBITION, why);
  yield* duration(tree.config.at('global.resolve_timeout'), why);
  for (const receiver of receivers) yield* unknownKeys(receiver, RECEIVER, why);
}

/** Spans of time by a name that none has. */
function* unknownTimes({ config, root }: RouteTree, why: string | undefined): Iterable<Report> {
  const known = ['muteTimeIntervals', 'timeIntervals', 'mute_time_intervals', 'time_intervals']
    .flatMap((key) => config.items(key))
    .flatMap((one) => one.at('name').text ?? []);
  for (const { route } of routesBelow(root))
    for (const key of ['muteTimeIntervals', 'activeTimeIntervals', 'mute_time_intervals', 'active_time_intervals'])
      for (const one of route.items(key)) {
        if (one.text === undefined || known.includes(one.text)) continue;
        const near = didYouMean(one.text, known);
        yield report(one, `no time interval is called "${one.text}"`, {
          why,
          fix: near ? `Did you mean "${near}"?` : 'Declare it beside the receivers.',
        });
      }
}

function* duration(field: Field, why: string | undefined): Iterable<Report> {
  if (!field.exists || (field.text !== undefined && parseDuration(field.text) !== undefined)) return;
  yield report(field, `"${field.scalar ?? ''}" is no duration`, {
    why,
    fix: 'Whole numbers with a unit: 30s, 5m, 4h.',
  });
}

function* unknownKeys(field: Field, known: readonly string[], why: string | undefined): Iterable<Report> {
  for (const [key, one] of field.entries()) {
    if (known.includes(key)) continue;
    const near =
      didYouMean(
        key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        [...known, ''],
      ) ?? known.find((other) => other.replaceAll('_', '') === key.toLowerCase());
    yield report(one, `Alertmanager has no field "${key}" here`, { why, fix: near && `Did you mean "${near}"?` });
  }
}

// Source: Alertmanager, config/config.go, Config, InhibitRule, Route and Receiver.
const FILE = 'global templates route inhibit_rules receivers mute_time_intervals time_intervals tracing'.split(' ');
const INHIBITION =
  'name sources source_match source_match_re source_matchers target_match target_match_re target_matchers equal'.split(
    ' ',
  );
const ROUTE =
  'receiver group_by match match_re matchers continue routes group_wait group_interval repeat_interval mute_time_intervals active_time_intervals'.split(
    ' ',
  );
const RECEIVER = [
  'name',
  ...'discord email incidentio jira mattermost msteams msteamsv2 opsgenie pagerduty pushover rocketchat slack sns telegram victorops webex webhook wechat'
    .split(' ')
    .map((one) => `${one}_configs`),
];

/** What is taken, and does not do what it says. */
export function* doubtfulRoutes({ config, root, receivers }: RouteTree): Iterable<Report> {
  const routes = routesBelow(root);
  for (const { route } of routes) {
    for (const { label, op, value } of matchersOf(route)) {
      if (op === '=' && /\w\|\w|\.[*+]/.test(value))
        yield report(route.at('matchers'), `${label} = "${value}" is compared letter by letter`, {
          severity: 'warning',
          why: 'No alert has that label: nothing goes by the route.',
          fix: `${label} =~ "${value}"`,
        });
    }
    const [again, group] = ['repeatInterval', 'groupInterval'].map(
      (key) => route.at(key).text ?? route.at(key.replace('I', '_i')).text ?? '',
    );
    const [repeat, least] = [parseDuration(again ?? ''), parseDuration(group ?? '')];
    if (repeat !== undefined && least !== undefined && repeat < least)
      yield report(route, `alerts are repeated after ${again}, and looked at every ${group}`, {
        severity: 'warning',
        why: 'Everybody is told again at every look: people who read the same all day read none.',
        fix: 'A repeat_interval of hours.',
      });
  }
  for (const one of inhibitionsOf(config)) yield* slips(one.items('equal'));
  for (const { route } of routes) for (const key of ['groupBy', 'group_by']) yield* slips(route.items(key));
  for (const receiver of receivers) {
    yield* commented(receiver);
    const to = routes.filter(({ receiver: name }) => name !== undefined && name === receiver.at('name').text);
    yield* messagesOf(
      receiver,
      to.map(({ groupBy }) => groupBy),
    );
  }
}

/** A channel, or a colour, of which YAML sees nothing: it begins with what begins a comment. */
function* commented(receiver: Field): Iterable<Report> {
  for (const to of [...receiver.items('slackConfigs'), ...receiver.items('slack_configs')])
    for (const key of ['channel', 'color']) {
      const field = to.at(key);
      if (field.value !== null) continue;
      yield report(field, `${key} is empty: "#" begins a comment`, {
        why: 'The message goes to the channel that the webhook has by itself, or the object is refused.',
        fix: `Put it in quotes: ${key}: "#${key === 'channel' ? 'alerts' : 'ff0000'}".`,
      });
    }
}

/** Labels that nearly every alert has, with a slip. */
function* slips(labels: readonly Field[]): Iterable<Report> {
  for (const label of labels) {
    const near = OF_ALERTS.includes(label.text ?? '')
      ? undefined
      : OF_ALERTS.find((one) => isOneSlip(one, label.text ?? ''));
    if (near === undefined) continue;
    yield report(label, `no alert has the label "${label.text}"`, {
      severity: 'warning',
      why: 'It is empty for all of them: alerts of different things count as alike.',
      fix: `Did you mean "${near}"?`,
    });
  }
}

const OF_ALERTS = ['alertname', 'namespace', 'severity', 'instance', 'service', 'container', 'cluster'];
