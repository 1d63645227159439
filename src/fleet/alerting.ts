import { alerting, email, notificationSecret, secret, slack } from '@eco2/manifests';

const webhook = secret('alertmanager-slack', { keys: ['url'], at: 'platform/alertmanager-slack' });
const smtp = secret('alertmanager-smtp', { keys: ['password'], at: 'platform/alertmanager-smtp' });

const channel = slack('#ecoeco-alerts', webhook.key.url);
const mail = email({
  to: 'on-call@ecoeco.app',
  from: 'alerts@ecoeco.app',
  server: 'email-smtp.ap-northeast-2.amazonaws.com:587',
  username: 'alerts',
  password: smtp.key.password,
});

/** Where the alerts of prod go. */
export const onCall = alerting({
  receivers: { critical: [channel, mail], warning: [channel] },
  otherwise: 'warning',
  routes: [{ labels: { severity: 'critical' }, to: 'critical', repeat: '1h' }],
});

const argocd = notificationSecret({ keys: ['slack'], at: 'platform/argocd-notifications' });

/** Where Argo CD tells of syncs in prod. */
export const onDeploy = {
  channels: [slack('#ecoeco-deploys', argocd.key.slack)],
  on: ['sync-failed', 'degraded', 'deployed'],
} as const;
