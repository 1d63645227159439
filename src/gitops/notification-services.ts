import type { Channel } from '../construct/channel.js';
import { writeYaml } from '../manifest/yaml/write-yaml.js';

/**
 * How the services of channels are called: after the channel of Slack, `email` for mail. In names of annotations, so
 * without dots; two that would be the same are numbered.
 */
export function channelNames(channels: readonly Channel[]): readonly string[] {
  const seen = new Map<string, number>();
  return channels.map((channel) => {
    const plain = channel.channel === 'email' ? 'email' : channel.name.replace(/[^A-Za-z0-9_-]/g, '') || 'slack';
    const number = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, number);
    return number === 1 ? plain : `${plain}-${number}`;
  });
}

/** A service of the notifications controller. Source: Argo CD, "Notification Services Overview: Webhook, Email". */
export function service(channel: Channel, name: string): readonly [key: string, text: string] {
  if (channel.channel === 'slack') {
    const headers = [{ name: 'Content-Type', value: 'application/json' }];
    return [`service.webhook.${name}`, writeYaml({ url: `$${channel.webhook.key}`, headers })];
  }
  const [host = '', port = ''] = channel.server.split(':');
  const { username, from } = channel;
  return [
    `service.email.${name}`,
    writeYaml({ host, port: Number(port), username, password: `$${channel.password.key}`, from }),
  ];
}
