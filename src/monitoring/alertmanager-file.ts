import type { Channel } from '../construct/channel.js';
import type { SecretKey } from '../construct/secrets/secret.js';
import { type Alerting, grouping, inhibition, nobody, type PlainRoute, plainRoutes } from './routing.js';

/** Folder in which Alertmanager finds the Secrets that it is given. Source: prometheus-operator, AlertmanagerSpec.secrets. */
const secrets = '/etc/alertmanager/secrets';

/**
 * The routes as a file of Alertmanager, for one that no operator configures. Secrets are read from the folder where the
 * Prometheus Operator mounts them. Write it with any writer of YAML or JSON.
 * Source: Alertmanager, "Configuration".
 */
export function alertmanagerFile(alerts: Alerting): object {
  const { receivers, otherwise, quiet = {} } = alerts;
  return {
    route: {
      receiver: otherwise,
      group_by: grouping.by,
      group_wait: grouping.wait,
      group_interval: grouping.interval,
      repeat_interval: grouping.repeat,
      routes: plainRoutes(alerts).map(route),
    },
    receivers: [
      { name: nobody },
      ...Object.entries(receivers).map(([name, channels]) => ({ name, ...channelsOf(channels) })),
    ],
    inhibit_rules: [
      {
        source_matchers: [`severity="${inhibition.source.severity}"`, `service=~"${inhibition.both.service}"`],
        target_matchers: [`severity="${inhibition.target.severity}"`],
        equal: inhibition.equal,
      },
    ],
    time_intervals: Object.entries(quiet).map(([name, times]) => ({
      name,
      time_intervals: times.map(({ weekdays, from, to }) => ({
        times: [{ start_time: from, end_time: to }],
        ...(weekdays ? { weekdays } : {}),
      })),
    })),
  };
}

function route({ matchers, receiver, repeat, quiet }: PlainRoute): object {
  return {
    matchers: matchers.map(({ name, op, value }) => `${name}${op}${JSON.stringify(value)}`),
    receiver,
    repeat_interval: repeat,
    ...(quiet.length > 0 ? { mute_time_intervals: quiet } : {}),
  };
}

function channelsOf(channels: readonly Channel[]): object {
  const slack = channels.flatMap((one) =>
    one.channel === 'slack' ? [{ api_url_file: fileOf(one.webhook), channel: one.name, send_resolved: true }] : [],
  );
  const email = channels.flatMap((one) =>
    one.channel === 'email'
      ? [
          {
            to: one.to,
            from: one.from,
            smarthost: one.server,
            auth_username: one.username,
            auth_password_file: fileOf(one.password),
            send_resolved: true,
          },
        ]
      : [],
  );
  return {
    ...(slack.length > 0 ? { slack_configs: slack } : {}),
    ...(email.length > 0 ? { email_configs: email } : {}),
  };
}

function fileOf({ of, key }: SecretKey): string {
  return `${secrets}/${of().name}/${key}`;
}
