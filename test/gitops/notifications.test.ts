import { load } from 'js-yaml';
import { type Channel, email, slack } from '../../src/construct/channel.js';
import { notificationSecret, secret } from '../../src/construct/secrets/secret.js';
import { parameterStore, type SecretSource, sealed } from '../../src/construct/secrets/secret-source.js';
import type { Notifications } from '../../src/gitops/notifications.js';
import { oneEnvironment } from '../service/one-environment.js';

const keys = notificationSecret({ keys: ['slack', 'mail'] });
const channel = slack('#deploys', keys.key.slack);
const mail = email({
  to: 'ops@shop.test',
  from: 'argocd@shop.test',
  server: 'smtp.shop.test:587',
  username: 'argocd',
  password: keys.key.mail,
});

/** An environment that tells of its syncs, without services. */
function told(
  notifications: Notifications,
  secrets: SecretSource = parameterStore({ region: 'eu-west-1', path: '/shop' }),
) {
  const { named, rejected } = oneEnvironment({ secrets, notifications });
  const data: Record<string, string> = named('ConfigMap', 'argocd-notifications-cm')?.data ?? {};
  // biome-ignore lint/suspicious/noExplicitAny: plain data
  const part = (key: string): any => load(data[key] ?? '');
  return { named, data, part, rejected };
}

it('tells of trouble when nobody says of what', () => {
  const { data, named } = told({ channels: [channel] });
  expect(
    Object.keys(data)
      .filter((key) => key.startsWith('trigger.'))
      .sort(),
  ).toEqual(['trigger.on-degraded', 'trigger.on-sync-failed']);
  expect(named('AppProject', 'shop').metadata.annotations).toEqual({
    'notifications.argoproj.io/subscribe.on-sync-failed.deploys': '',
    'notifications.argoproj.io/subscribe.on-degraded.deploys': '',
  });
});

it('tells of deployments of services, not of the ground that they stand on', () => {
  const { named } = told({ channels: [mail], on: ['deployed', 'degraded'] });
  expect(named('AppProject', 'shop').metadata.annotations).toEqual({
    'notifications.argoproj.io/subscribe.on-deployed.email': 'ops@shop.test',
    'notifications.argoproj.io/subscribe.on-degraded.email': 'ops@shop.test',
  });
  expect(Object.keys(named('AppProject', 'shop-root').metadata.annotations)).toEqual([
    'notifications.argoproj.io/subscribe.on-degraded.email',
  ]);
});

it('names what it is sent with, and never holds it', () => {
  const { part, named } = told({ channels: [channel, mail] });
  expect(part('service.webhook.deploys')).toMatchObject({ url: '$slack' });
  expect(part('service.email.email')).toEqual({
    host: 'smtp.shop.test',
    port: 587,
    username: 'argocd',
    password: '$mail',
    from: 'argocd@shop.test',
  });
  const { metadata, spec } = named('ExternalSecret', 'argocd-notifications-secret');
  expect(metadata.namespace).toBe('argocd');
  // The Secret is there before: it is part of Argo CD.
  expect(spec.target).toEqual({ creationPolicy: 'Merge' });
  expect(spec.data.map((one: { secretKey: string }) => one.secretKey)).toEqual(['slack', 'mail']);
});

it('leaves the ConfigMap of the installation to it, but for its own keys', () => {
  expect(told({ channels: [channel] }).named('ConfigMap', 'argocd-notifications-cm').metadata.annotations).toEqual({
    'argocd.argoproj.io/sync-options': 'ServerSideApply=true,Prune=false',
  });
});

it('every trigger sends a template that is there, and knows each channel', () => {
  const { data, part } = told({
    channels: [channel, slack('#deploys', keys.key.slack), mail],
    on: ['sync-failed', 'degraded', 'deployed'],
    url: 'https://argocd.shop.test/',
  });
  const triggers = Object.keys(data).filter((key) => key.startsWith('trigger.'));
  expect(triggers).toHaveLength(3);
  for (const key of triggers) {
    const [{ send, when }] = part(key);
    expect(when).toContain('app.status');
    const template = part(`template.${send[0]}`);
    expect(Object.keys(template.webhook)).toEqual(['deploys', 'deploys-2']);
    expect(template.email.subject).toMatch(/^\{\{printf "%s: /);
    expect(template.message).toContain('https://argocd.shop.test/applications/%s');
    expect(template.webhook.deploys.body).toMatch(/^\{"text": \{\{printf ".*" .* \| toJson\}\}\}$/);
  }
});

describe('what cannot work is refused', () => {
  test.each<[string, Channel, string]>([
    [
      'another Secret',
      slack('#deploys', secret('elsewhere', { keys: ['url'] }).key.url),
      '"elsewhere" is no Secret of Argo CD\'s notifications',
    ],
    [
      'a key that its pattern does not take',
      slack('#deploys', notificationSecret({ keys: ['slack.url'] }).key['slack.url']),
      '"slack.url" is no name of a key',
    ],
  ])('%s', (_, one, message) => {
    expect(told({ channels: [one] }).rejected).toEqual([expect.stringContaining(message)]);
  });

  it('values sealed for a Secret that is there before', () => {
    expect(told({ channels: [channel] }, sealed()).rejected).toEqual([
      'secret "argocd-notifications-secret" exists before its values: they cannot be sealed',
    ]);
  });
});
