import { alerting, email, secret, slack } from '@eco2/manifests';

// Who sets up a cluster makes these Secrets, in the namespace of the monitoring stack.
const webhook = { secret: secret('alertmanager-slack', { keys: ['url'] }), key: 'url' } as const;
const password = { secret: secret('alertmanager-smtp', { keys: ['password'] }), key: 'password' } as const;

const channel = slack('#ecoeco-alerts', webhook);
const mail = email({
  to: 'on-call@ecoeco.app',
  from: 'alerts@ecoeco.app',
  server: 'email-smtp.ap-northeast-2.amazonaws.com:587',
  username: 'alerts',
  password,
});

/** Where the alerts of prod go. */
export const onCall = alerting({
  receivers: { critical: [channel, mail], warning: [channel] },
  otherwise: 'warning',
  routes: [{ labels: { severity: 'critical' }, to: 'critical', repeat: '1h' }],
});
