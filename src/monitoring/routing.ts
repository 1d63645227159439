import { type Channel, secretOf } from '../construct/channel.js';
import type { SecretRef } from '../construct/secrets/secret.js';
import type { Duration } from '../values/duration.js';

/** Alerts that go another way than all others. Labels must all be equal; the first route that matches takes an alert. */
export interface AlertRoute<Receiver extends string> {
  readonly labels: Readonly<Record<string, string>>;
  readonly to: Receiver;
  /** How often an alert that goes on is said again. Default `4h`. */
  readonly repeat?: Duration;
  /** Names of times at which it says nothing. */
  readonly quiet?: readonly string[];
}

/** Hours of the day, UTC, in which nobody is told. */
export interface QuietTime {
  /** `saturday`, `monday:friday`; every day when absent. */
  readonly weekdays?: readonly string[];
  /** `22:00` */
  readonly from: `${number}:${number}`;
  /** Later than `from`; `24:00` is the end of the day. */
  readonly to: `${number}:${number}`;
}

/** Where alerts go. */
export interface Alerting<Receiver extends string = string> {
  /** Channels of each receiver: all of them are told. */
  readonly receivers: Readonly<Record<Receiver, readonly Channel[]>>;
  /** Takes what no route takes. */
  readonly otherwise: NoInfer<Receiver>;
  readonly routes?: readonly AlertRoute<NoInfer<Receiver>>[];
  readonly quiet?: Readonly<Record<string, readonly QuietTime[]>>;
}

/** Begins the routes of an environment: a receiver that does not exist does not compile. */
export function alerting<const Receiver extends string>(props: Alerting<Receiver>): Alerting<Receiver> {
  return props;
}

/** The Secrets that the receivers need, in the namespace of the stack. */
export function secretsOfAlerting({ receivers }: Alerting): readonly SecretRef[] {
  const channels = Object.values<readonly Channel[]>(receivers).flat();
  return channels.map(secretOf);
}

/** Takes alerts that are for machines alone: `Watchdog` always fires, `InfoInhibitor` only quiets others. */
export const nobody = 'nobody';

/** Alerts that tell nobody anything. Source: kube-prometheus-stack, its rules "general". */
const silentAlerts = ['Watchdog', 'InfoInhibitor'] as const;

/** A route as both forms of the configuration have it. */
export interface PlainRoute {
  readonly matchers: readonly { readonly name: string; readonly value: string; readonly op: '=' | '=~' }[];
  readonly receiver: string;
  readonly repeat: Duration;
  readonly quiet: readonly string[];
}

/** Every route below the first, in the order in which they are asked. */
export function plainRoutes({ routes = [] }: Alerting): readonly PlainRoute[] {
  const own = routes.map(({ labels, to, repeat = '4h', quiet = [] }): PlainRoute => {
    const matchers = Object.entries(labels).map(([name, value]) => ({ name, value, op: '=' as const }));
    return { matchers, receiver: to, repeat, quiet };
  });
  const machines = { name: 'alertname', op: '=~', value: silentAlerts.join('|') } as const;
  return [{ matchers: [machines], receiver: nobody, repeat: '24h', quiet: [] }, ...own];
}

/** What is told together, and when. Source: Alertmanager, "route". */
export const grouping = {
  by: ['alertname', 'namespace', 'service'],
  wait: '30s',
  interval: '5m',
  repeat: '4h',
} as const;

/**
 * A critical alert of a service makes its warnings superfluous. Only where there is a service: two alerts without one
 * would be taken for alerts of the same.
 */
export const inhibition = {
  source: { severity: 'critical' },
  target: { severity: 'warning' },
  both: { service: '.+' },
  equal: ['service'],
} as const;
