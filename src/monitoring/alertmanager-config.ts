import type { Construct } from 'constructs';
import {
  AlertmanagerConfig,
  AlertmanagerConfigSpecInhibitRulesSourceMatchMatchType as SourceMatch,
  AlertmanagerConfigSpecInhibitRulesTargetMatchMatchType as TargetMatch,
} from '../../imports/monitoring.coreos.com.js';
import type { Channel } from '../construct/channel.js';
import { emit } from '../construct/emit.js';
import type { MonitoringStack } from '../construct/platform.js';
import { reject } from '../construct/reject.js';
import type { SecretKey } from '../construct/secrets/secret.js';
import { type Draft, from, preset } from '../construct/traced.js';
import { didYouMean } from '../values/did-you-mean.js';
import { pickedUp } from './monitor.js';
import { type Alerting, grouping, inhibition, nobody, plainRoutes } from './routing.js';

export interface AlertmanagerConfigProps {
  readonly name: string;
  readonly stack: MonitoringStack;
  readonly labels: Readonly<Record<string, string>>;
  readonly alerting: Alerting;
  /** Those that alerts are labelled with. */
  readonly teams: readonly string[];
}

/**
 * Where the alerts of an environment go. Alertmanager takes it for alerts of every namespace only where its strategy
 * for such objects is `None`, or where it is the one that `alertmanagerConfiguration` names.
 * Source: prometheus-operator, monitoring/v1alpha1, AlertmanagerConfigSpec.
 */
export function alertmanagerConfig(scope: Construct, props: AlertmanagerConfigProps): void {
  const { name, stack, labels, alerting, teams } = props;
  checkRoutes(scope, alerting);
  checkTeams(scope, alerting, teams);
  const { quiet = {} } = alerting;
  const said = preset(true, 'who was told of trouble is told of its end');
  emit(scope, 'routes', AlertmanagerConfig, {
    metadata: { name, labels: { ...labels, ...pickedUp(stack) } },
    spec: {
      route: {
        receiver: from(alerting, 'otherwise'),
        groupBy: preset([...grouping.by], 'one message for each trouble of a service'),
        groupWait: preset(grouping.wait, 'what belongs together arrives within half a minute'),
        groupInterval: preset(grouping.interval, 'news of a group are told at most so often'),
        repeatInterval: preset(grouping.repeat, 'what goes on is said again'),
        routes: plainRoutes(alerting).map((one) => ({
          receiver: one.receiver,
          repeatInterval: one.repeat,
          matchers: one.matchers.map(({ name: label, op, value }) => ({ name: label, matchType: op, value })),
          ...(one.quiet.length > 0 ? { muteTimeIntervals: one.quiet } : {}),
        })),
      },
      receivers: [
        { name: nobody },
        ...Object.entries<readonly Channel[]>(alerting.receivers).map(([receiver, channels]) => ({
          name: receiver,
          slackConfigs: some(channels.flatMap((one) => (one.channel === 'slack' ? [slackOf(one, said)] : []))),
          emailConfigs: some(channels.flatMap((one) => (one.channel === 'email' ? [emailOf(one, said)] : []))),
        })),
      ],
      inhibitRules: [
        {
          sourceMatch: [
            { name: 'severity', matchType: SourceMatch.VALUE_EQUALS, value: inhibition.source.severity },
            { name: 'service', matchType: SourceMatch.VALUE_EQUAL_TILDE, value: inhibition.both.service },
          ],
          targetMatch: [{ name: 'severity', matchType: TargetMatch.VALUE_EQUALS, value: inhibition.target.severity }],
          equal: preset([...inhibition.equal], 'of the same service'),
        },
      ],
      muteTimeIntervals: some(
        Object.entries(quiet).map(([interval, times]) => ({
          name: interval,
          timeIntervals: times.map(({ weekdays, from: startTime, to: endTime }) => ({
            weekdays: weekdays && [...weekdays],
            times: [{ startTime, endTime }],
          })),
        })),
      ),
    },
  });
}

type Said = Draft<boolean>;

function slackOf(one: Extract<Channel, { channel: 'slack' }>, sendResolved: Said) {
  return { apiUrl: keyOf(one.webhook), channel: from(one, 'name'), sendResolved, ...message };
}

function emailOf(one: Extract<Channel, { channel: 'email' }>, sendResolved: Said) {
  return {
    to: from(one, 'to'),
    from: from(one, 'from'),
    smarthost: from(one, 'server'),
    authUsername: from(one, 'username'),
    authPassword: keyOf(one.password),
    sendResolved,
  };
}

const message = {
  title: preset('{{ .CommonLabels.alertname }} ({{ .Status }})', 'what, and whether it goes on'),
  text: preset(
    '{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.description }}\n{{ .Annotations.runbook_url }}\n{{ end }}',
    'what it means, and where to read on',
  ),
};

function keyOf(one: SecretKey) {
  return { name: from(one.of(), 'name'), key: from(one, 'key') };
}

function some<T>(list: readonly T[]): T[] | undefined {
  return list.length > 0 ? [...list] : undefined;
}

/** What the compiler cannot see: routes after one that takes everything, quiet times that nobody declares. */
function checkRoutes(scope: Construct, { routes = [], quiet = {}, receivers, otherwise }: Alerting): void {
  const refuse = (object: object, key: string, text: string, why: string, fix: string) =>
    reject(scope, { rule: 'alertmanager', message: text, why, fix, property: { object, key } });
  const known = [...Object.keys(receivers)];
  for (const [object, key, to] of [
    [{ otherwise }, 'otherwise', otherwise] as const,
    ...routes.map((route) => [route, 'to', route.to] as const),
  ]) {
    if (known.includes(to)) continue;
    const near = didYouMean(to, known);
    refuse(
      object,
      key,
      `receiver "${to}" does not exist`,
      'Alertmanager refuses the whole configuration.',
      near ? `to: '${near}'` : `One of ${known.join(', ')}.`,
    );
  }
  routes.forEach((route, i) => {
    const earlier = routes
      .slice(0, i)
      .find((one) => Object.entries(one.labels).every(([key, value]) => route.labels[key] === value));
    if (earlier) {
      const taken =
        Object.entries(earlier.labels)
          .map(([key, value]) => `${key}="${value}"`)
          .join(', ') || 'everything';
      refuse(
        route,
        'labels',
        `a route to "${route.to}" is never reached: an earlier one takes ${taken}`,
        'The first route that matches takes an alert.',
        'Write the narrower route first.',
      );
    }
    for (const name of route.quiet ?? []) {
      if (name in quiet) continue;
      refuse(
        route,
        'quiet',
        `quiet time "${name}" does not exist`,
        'Alertmanager refuses the whole configuration.',
        `Declare it: quiet: { ${JSON.stringify(name)}: [{ from: '22:00', to: '24:00' }] }.`,
      );
    }
  });
}

/** A route for a team of which there is no alert. */
function checkTeams(scope: Construct, { routes = [] }: Alerting, teams: readonly string[]): void {
  for (const { labels } of routes) {
    const { team } = labels;
    if (team === undefined || teams.includes(team)) continue;
    const near = didYouMean(team, teams);
    reject(scope, {
      rule: 'alertmanager',
      message: `no alert is of team "${team}"`,
      why: 'No service and no worker names it: the route is never taken, and what it was written for goes elsewhere.',
      fix: near ? `labels: { team: '${near}' }` : `team: '${team}' in the definition of a service.`,
      property: { object: labels, key: 'team' },
    });
  }
}
