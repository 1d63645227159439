// What must not compile, and what must. Checked by test/types.test.ts with the compiler that authors have.
import {
  automatic,
  canary,
  fixed,
  flagger,
  judge,
  latency,
  migration,
  pause,
  recreate,
  requestSuccessRate,
  rolling,
  secret,
  smokeTest,
  sqliteWal,
  statefulUpdate,
  successRate,
  weight,
} from '@eco2/manifests';
import { defineService, defineWorker } from '../../src/fleet/environments';

const resources = { cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] } as const;
const service = { port: 8000, scale: fixed(1), resources };
const worker = {
  celery: { app: 'workers.x', pool: 'prefork', concurrency: 1 },
  metricsPort: 9090,
  scale: fixed(1),
  resources,
} as const;
const localState = sqliteWal({ path: '/var/wal/x.db', size: '1Gi', variable: 'WAL' });

defineService('fine', () => ({ ...service, node: 'k8s-api-waste', route: '/x', delivery: recreate() }));
defineWorker('fine', () => ({ ...worker, localState, delivery: statefulUpdate() }));
defineWorker('fine-too', () => ({ ...worker, delivery: rolling() }));
const scales = { dev: fixed(1), prod: automatic({ min: 2, max: 4, cpu: 70 }) };
defineService('fine', (env) => ({ ...service, scale: env.pick(scales) }));

// @ts-expect-error a node that the cluster does not have
defineService('x', () => ({ ...service, node: 'k8s-api-wast' }));

// @ts-expect-error a property that does not exist
defineService('x', () => ({ ...service, replica: 3 }));

// @ts-expect-error replicas and autoscaling both: scale is one or the other
defineService('x', () => ({ ...service, scale: { ...fixed(2), scale: 'automatic', min: 1 } }));

// @ts-expect-error a quantity with a unit that Kubernetes does not know
defineService('x', () => ({ ...service, resources: { ...resources, memory: ['512mb', '1Gi'] } }));

// @ts-expect-error a path that does not begin with a slash
defineService('x', () => ({ ...service, route: 'api/v1/x' }));

// @ts-expect-error an environment that the fleet does not have
defineService('x', (env) => ({ ...service, scale: env.pick({ dev: fixed(1), production: fixed(2) }) }));

// @ts-expect-error an environment left out
defineService('x', (env) => ({ ...service, scale: env.pick({ dev: fixed(1) }) }));

const scalesOfMore = { ...scales, staging: fixed(1) };
// @ts-expect-error the same in a constant that is named
defineService('x', (env) => ({ ...service, scale: env.pick(scalesOfMore) }));

// @ts-expect-error a surging update of pods that own a volume
defineWorker('x', () => ({ ...worker, localState, delivery: rolling() }));

// @ts-expect-error a Deployment of pods that own a volume: recreate() has no claim for each pod
defineWorker('x', () => ({ ...worker, localState, delivery: recreate() }));

const task = { command: ['x'], deadline: '1m' } as const;
defineWorker('x', () => ({ ...worker, localState, hooks: [migration(task)] }));
// @ts-expect-error nobody calls a worker: there is nothing to test it by
defineWorker('x', () => ({ ...worker, hooks: [smokeTest(task)] }));

// @ts-expect-error a value where only a reference may stand
defineService('x', () => ({ ...service, secrets: [{ DATABASE_PASSWORD: 'made-up' }] }));

// @ts-expect-error a key that the secret does not have
secret('x', { keys: ['url'], env: { DATABASE_URL: 'uri' } });

// @ts-expect-error a duration without a unit
defineService('x', () => ({ ...service, shutdown: '5' }));

// @ts-expect-error a minute is no number
rolling({ minReady: 60 });

judge(successRate({ atLeast: 0.95, count: 5 }));
// @ts-expect-error a step cannot wait for an analysis that never ends
judge(successRate({ atLeast: 0.95 }));

// @ts-expect-error a property that the analysis does not know
successRate({ atLeast: 0.95, failurelimit: 3 });

// @ts-expect-error a bound that is no span of time
latency({ quantile: 0.95, atMost: 0.5 });

// @ts-expect-error a pause without a unit
pause(5);

// @ts-expect-error a canary without a step
canary({ steps: [] });

// @ts-expect-error a surging update of pods that own a volume
defineWorker('x', () => ({ ...worker, localState, delivery: canary({ steps: [weight(50)] }) }));

const release = { interval: '1m', threshold: 5, stepWeight: 10, maxWeight: 50 } as const;
const metrics = [requestSuccessRate({ atLeast: 99, interval: '1m' })] as const;
defineService('fine-with-flagger', () => ({ ...service, delivery: flagger({ ...release, metrics }) }));
// @ts-expect-error Flagger has no provider for an AWS load balancer, and the message says who has
defineService('x', () => ({ ...service, delivery: flagger({ ...release, metrics, provider: 'alb' }) }));

const database = secret('database', { keys: ['user'], templates: { url: ({ user }) => `redis://${user}@x` } });
defineService('fine-three', () => ({ ...service, env: { URL: database.key.url, USER: database.key.user } }));

// @ts-expect-error a key that the secret does not declare
defineService('x', () => ({ ...service, env: { URL: database.key.uri } }));

// @ts-expect-error a template of a key that is not fetched
secret('x', { keys: ['user'], templates: { url: ({ password }) => password } });

// @ts-expect-error a whole secret is no value
defineService('x', () => ({ ...service, env: { URL: database } }));
