// What must not compile of alerts, objectives and routes, and what must.
import { alerting, fixed } from '@eco2/manifests';
import { defineService, defineWorker } from '../../src/fleet/environments';

const resources = { cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] } as const;
const service = { port: 8000, scale: fixed(1), resources };
const worker = {
  celery: { app: 'workers.x', pool: 'prefork', concurrency: 1 },
  metricsPort: 9090,
  scale: fixed(1),
  resources,
} as const;

defineService('fine', () => ({
  ...service,
  scrape: '15s',
  slo: { availability: 0.999 },
  alerts: { HighErrorRate: 'off' },
}));
defineWorker('fine', () => ({ ...worker, alerts: { TaskFailures: { limit: 0.2, severity: 'critical' } } }));
alerting({ receivers: { team: [] }, otherwise: 'team', routes: [{ labels: { severity: 'critical' }, to: 'team' }] });

// @ts-expect-error an alert that does not exist
defineService('x', () => ({ ...service, alerts: { HighErorRate: 'off' } }));

// @ts-expect-error a limit is a number, not a percentage
defineService('x', () => ({ ...service, alerts: { HighErrorRate: { limit: '5%' } } }));

const own = { query: (labels: string) => `up{${labels}} == 0`, for: '5m', severity: 'critical', summary: 'x' } as const;
defineService('fine', () => ({ ...service, ownAlerts: { Down: own } }));
defineWorker('fine', () => ({ ...worker, ownAlerts: { Down: { ...own, runbook: 'https://wiki.test/down' } } }));

// @ts-expect-error an alert says what it asks
defineService('x', () => ({ ...service, ownAlerts: { Down: { for: '5m', severity: 'critical', summary: 'x' } } }));

// @ts-expect-error an alert of one's own is not set by its name alone
defineService('x', () => ({ ...service, ownAlerts: { Down: 'off' } }));

// @ts-expect-error how long a query must hold has a unit
defineService('x', () => ({ ...service, ownAlerts: { Down: { ...own, for: '5' } } }));

// @ts-expect-error a severity that no route knows
defineService('x', () => ({ ...service, alerts: { HighErrorRate: { severity: 'page' } } }));

// @ts-expect-error a service has no tasks
defineService('x', () => ({ ...service, alerts: { TaskFailures: 'off' } }));

// @ts-expect-error a span of time has a unit
defineService('x', () => ({ ...service, scrape: '15' }));

// @ts-expect-error a receiver that does not exist
alerting({ receivers: { team: [] }, otherwise: 'tema' });

// @ts-expect-error the same of a route
alerting({ receivers: { team: [] }, otherwise: 'team', routes: [{ labels: {}, to: 'tema' }] });
