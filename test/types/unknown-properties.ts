// Properties of a definition that nothing has, below its first level: what must not compile, and what must.
import { fixed } from '@eco2/manifests';
import { defineService, defineWorker } from '../../src/fleet/environments';

const resources = { cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] } as const;
const service = { port: 8000, scale: fixed(1), resources };
const celery = { app: 'workers.x', pool: 'prefork', concurrency: 1 } as const;
const worker = { celery, metricsPort: 9090, scale: fixed(1), resources };
const own = { query: (labels: string) => `up{${labels}} == 0`, for: '5m', severity: 'critical', summary: 'x' } as const;

defineService('fine', (env) => ({
  ...service,
  resources: env.pick({
    dev: { cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] },
    prod: { cpu: ['1', '2'], memory: ['1Gi', '2Gi'] },
  }),
  slo: env.name === 'dev' ? undefined : { availability: 0.99, latency: { within: 0.5, objective: 0.9 }, window: '30d' },
  alerts: { HighErrorRate: env.name === 'dev' ? 'off' : { for: '10m' }, SlowResponses: 'off' },
  ownAlerts: { Down: own, Away: { ...own, runbook: 'https://wiki.test/away' } },
}));
defineService('fine', (env) => ({
  ...service,
  ...(env.name === 'dev' && { slo: { floor: 1 } }),
  env: { ANYTHING: 'x' },
  files: { '/etc/x/any.yaml': 'x' },
}));
defineWorker('fine', (env) => (env.name === 'dev' ? undefined : { ...worker, alerts: { TaskFailures: 'off' } }));

// What it has is not known where it was read: nothing is said of it.
defineService('fine', () => ({ ...service, ownAlerts: Object.fromEntries([['Down', own]]), slo: JSON.parse('{}') }));
defineService('fine', () => JSON.parse('{}'));

// @ts-expect-error an objective has a window
defineService('x', () => ({ ...service, slo: { availability: 0.99, windw: '7d' } }));

// @ts-expect-error the latency of an objective has a bound and a share
defineService('x', () => ({ ...service, slo: { latency: { within: 0.5, objective: 0.9, quantile: 0.9 } } }));

// @ts-expect-error an alert has a severity
defineService('x', () => ({ ...service, alerts: { HighErrorRate: { for: '5m', sevrity: 'critical' } } }));

// @ts-expect-error the same beside one that is off
defineWorker('x', () => ({ ...worker, alerts: { TargetDown: 'off', TaskFailures: { for: '5m', sevrity: 'x' } } }));

// @ts-expect-error an alert of one's own has a runbook
defineService('x', () => ({ ...service, ownAlerts: { Fine: own, Down: { ...own, runbok: 'https://wiki.test/x' } } }));

// @ts-expect-error nothing asks for a GPU
defineService('x', () => ({ ...service, resources: { ...resources, gpu: ['1', '1'] } }));

// @ts-expect-error a worker takes its tasks from the queue of its name
defineWorker('x', () => ({ ...worker, celery: { ...celery, queues: ['x'] } }));

// @ts-expect-error of one environment only
defineService('x', (env) => ({ ...service, slo: env.pick({ dev: { floor: 1 }, prod: { floor: 1, flor: 1 } }) }));

const ofEach = { dev: resources, prod: { ...resources, gpu: ['1', '1'] } } as const;
// @ts-expect-error the same in a constant
defineService('x', (env) => ({ ...service, resources: env.pick(ofEach) }));

// @ts-expect-error in one of two branches
defineService('x', (env) => ({ ...service, slo: env.name === 'dev' ? { floor: 1, flor: 1 } : { floor: 2 } }));

// @ts-expect-error without a value
defineService('x', () => ({ ...service, resources: { ...resources, gpu: undefined } }));
