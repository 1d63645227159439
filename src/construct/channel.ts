import type { SecretKey, SecretRef } from './secrets/secret.js';

/** Who is told, and how. */
export type Channel = SlackChannel | EmailChannel;

/** A channel of Slack: see `slack()`. */
export interface SlackChannel {
  readonly channel: 'slack';
  /** With its `#`. */
  readonly name: `#${string}`;
  /** Key of a Secret beside whoever sends: the address of the incoming webhook. */
  readonly webhook: SecretKey;
}

/** A mail address, and the server that takes its mail: see `email()`. */
export interface EmailChannel {
  readonly channel: 'email';
  readonly to: string;
  readonly from: string;
  /** Host and port of the server that takes it: `smtp.example.org:587`. */
  readonly server: `${string}:${number}`;
  readonly username: string;
  readonly password: SecretKey;
}

/** A channel of Slack, by an incoming webhook. Source: Slack, "Sending messages using incoming webhooks". */
export function slack(name: SlackChannel['name'], webhook: SecretKey): SlackChannel {
  return { channel: 'slack', name, webhook };
}

/** Mail, by a server that asks for a password. */
export function email(props: Omit<EmailChannel, 'channel'>): EmailChannel {
  return { channel: 'email', ...props };
}

/** The Secret that a channel needs. */
export function secretOf(channel: Channel): SecretRef {
  return (channel.channel === 'slack' ? channel.webhook : channel.password).of();
}
