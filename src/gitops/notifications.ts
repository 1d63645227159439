import { KubeConfigMap } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { type Channel, secretOf } from '../construct/channel.js';
import { emit } from '../construct/emit.js';
import { reject } from '../construct/reject.js';
import { preset } from '../construct/traced.js';
import { argocdNamespace } from './application.js';
import { type Event, triggers } from './notification-events.js';
import { channelNames, service } from './notification-services.js';

/** Whom Argo CD tells of what becomes of Applications. */
export interface Notifications {
  readonly channels: readonly [Channel, ...Channel[]];
  /** What is told. `sync-failed` and `degraded` when absent. */
  readonly on?: readonly Event[];
  /** Where Argo CD's own pages are, for links: `https://argocd.example.org`. */
  readonly url?: `https://${string}`;
}

const usual: readonly Event[] = ['sync-failed', 'degraded'];

/**
 * What Argo CD's notifications controller tells, how, and to whom. The installation owns the ConfigMap and leaves it
 * empty; the keys are applied by the server, so that they are the fleet's and an upgrade leaves them alone.
 * Source: Argo CD, "Notifications".
 */
export function notificationSettings(scope: Construct, wanted: Notifications): void {
  const { channels, on = usual, url } = wanted;
  for (const channel of channels) checkSecret(scope, channel);
  const names = channelNames(channels);
  emit(scope, 'argocd-notifications-cm', KubeConfigMap, {
    metadata: {
      name: 'argocd-notifications-cm',
      namespace: argocdNamespace,
      labels: {
        'app.kubernetes.io/component': 'notifications-controller',
        'app.kubernetes.io/name': 'argocd-notifications-controller',
        'app.kubernetes.io/part-of': 'argocd',
      },
      annotations: {
        'argocd.argoproj.io/sync-options': preset(
          'ServerSideApply=true,Prune=false',
          'the ConfigMap itself belongs to the installation of Argo CD',
        ),
      },
    },
    data: {
      ...Object.fromEntries(channels.map((channel, i) => service(channel, names[i] ?? ''))),
      ...triggers(on, channels, names, url),
    },
  });
}

/**
 * Annotations by which a project tells of all its Applications. Source: Argo CD, "Notification subscriptions".
 * @param holds what the project holds: of the ground that services stand on, only trouble is told
 */
export function subscriptions(
  wanted: Notifications | undefined,
  holds: 'services' | 'ground',
): Record<string, string> | undefined {
  if (!wanted) return undefined;
  const { channels, on = usual } = wanted;
  const names = channelNames(channels);
  const told = on.filter((event) => holds === 'services' || event !== 'deployed');
  return Object.fromEntries(
    told.flatMap((event) =>
      channels.map((channel, i) => [
        `notifications.argoproj.io/subscribe.on-${event}.${names[i]}`,
        // A webhook leads to one channel: nobody is named.
        channel.channel === 'email' ? channel.to : '',
      ]),
    ),
  );
}

function checkSecret(scope: Construct, channel: Channel): void {
  const { name, content } = secretOf(channel);
  const { key } = channel.channel === 'slack' ? channel.webhook : channel.password;
  const wrong = content.existing
    ? /^[\w-]+$/.test(key)
      ? undefined
      : `"${key}" is no name of a key that Argo CD's notifications can read`
    : `"${name}" is no Secret of Argo CD's notifications`;
  if (wrong === undefined) return;
  reject(scope, {
    rule: 'notification-secret',
    message: wrong,
    why: 'Argo CD takes what they are sent with from argocd-notifications-secret alone, by $key: nothing is sent.',
    fix: "notificationSecret({ keys: ['slack'] }), with letters, digits, - and _ in the names of its keys.",
    property: { object: channel, key: channel.channel === 'slack' ? 'webhook' : 'password' },
  });
}
