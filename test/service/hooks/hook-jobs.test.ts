import { connection } from '../../../src/construct/connection.js';
import { defaultDeny } from '../../../src/construct/isolation.js';
import { secret } from '../../../src/construct/secrets/secret.js';
import { canary } from '../../../src/delivery/canary/canary.js';
import { pause, weight } from '../../../src/delivery/canary/step.js';
import { recreate } from '../../../src/delivery/rolling.js';
import type { MigrationProps } from '../../../src/service/hooks/hook.js';
import { migration, smokeTest } from '../../../src/service/hooks/hook.js';
import { sqliteWal } from '../../../src/service/local-state.js';
import { platform, service, worker } from '../synth-service.js';

const migrate = migration({ command: ['migrate', 'up'], deadline: '5m' });
const smoke = smokeTest({ command: ['smoke'], deadline: '90s', retries: 0 });
const rules = (...args: Parameters<typeof service>) => service(...args).rejected.map(({ rule }) => rule);

describe('a migration', () => {
  it('is a Job of the service, with a deadline, that each sync makes anew before the workload', () => {
    const { metadata, spec } = service({ hooks: [migrate] }).get('Job');
    expect(metadata.name).toBe('cart-migration');
    expect(metadata.annotations).toEqual({
      'argocd.argoproj.io/hook': 'Sync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    });
    expect(spec).toMatchObject({ activeDeadlineSeconds: 300, backoffLimit: 2 });
    expect(spec.template.spec.restartPolicy).toBe('Never');
  });

  it('has the image, the variables, the account and the node of the service, and no port, probe or label of it', () => {
    const { get } = service({
      node: 'plain',
      env: { MODE: 'fast' },
      secrets: [secret('database', { keys: ['url'], env: { URL: 'url' } })],
      hooks: [migrate],
    });
    const [job, pods] = [get('Job').spec.template, get('Deployment').spec.template];
    const [task] = job.spec.containers;
    const [server] = pods.spec.containers;
    expect(task.command).toEqual(['migrate', 'up']);
    for (const field of ['image', 'env', 'resources', 'securityContext']) expect(task[field]).toEqual(server[field]);
    for (const field of ['serviceAccountName', 'nodeSelector']) expect(job.spec[field]).toEqual(pods.spec[field]);
    for (const field of ['ports', 'readinessProbe', 'lifecycle']) expect(task).not.toHaveProperty(field);
    expect(job.metadata.labels['app.kubernetes.io/name']).toBe('cart-migration');
  });

  it('reaches what the service reaches, where pods are isolated', () => {
    const database = connection('database', {
      prefix: 'DATABASE',
      host: 'database.data.svc.cluster.local',
      port: 5432,
      pods: { namespace: 'data', labels: { app: 'database' } },
    });
    const isolated = platform({ isolation: defaultDeny({ scrapers: [] }) });
    const names = service({ platform: isolated, uses: [database], hooks: [migrate] })
      .ofKind('NetworkPolicy')
      .map(({ metadata }) => metadata.name);
    expect(names).toEqual(expect.arrayContaining(['cart-migration', 'cart-migration-to-database']));
  });
});

describe('a smoke test', () => {
  it('runs after all, and is told where the service is', () => {
    const { metadata, spec } = service({ env: { MODE: 'fast' }, hooks: [smoke] }).get('Job');
    expect(metadata.annotations['argocd.argoproj.io/hook']).toBe('PostSync');
    expect(spec).toMatchObject({ activeDeadlineSeconds: 90, backoffLimit: 0 });
    expect(spec.template.spec.containers[0].env).toEqual([
      { name: 'SERVICE_URL', value: 'http://cart.shop.svc.cluster.local:8000' },
    ]);
  });

  it('reaches the service alone, where pods are isolated', () => {
    const isolated = platform({ isolation: defaultDeny({ scrapers: [] }) });
    const policies = service({ platform: isolated, hooks: [smoke] }).ofKind('NetworkPolicy');
    const grant = policies.find(({ metadata }) => metadata.name === 'cart-smoke-test-to-cart');
    expect(grant.spec.podSelector.matchLabels).toEqual({ 'app.kubernetes.io/name': 'cart' });
    expect(grant.spec.ingress[0].ports).toEqual([{ port: 'http' }]);
  });

  it('is refused where traffic moves step by step', () => {
    const delivery = canary({ steps: [weight(10), pause('5m')], analysis: [] });
    expect(rules({ delivery, hooks: [smoke] })).toContain('hook-waits');
    expect(rules({ delivery, hooks: [migrate] })).not.toContain('hook-waits');
    expect(rules({ delivery: recreate(), hooks: [smoke] })).not.toContain('hook-waits');
  });
});

it('a worker migrates as a service does, without what Celery needs and without its volume', () => {
  const localState = sqliteWal({ path: '/var/lib/mail/wal/mailer.db', size: '5Gi', variable: 'WAL' });
  const { get, rejected } = worker({ localState, node: 'plain', env: { MODE: 'fast' }, hooks: [migrate] });
  const { metadata, spec } = get('Job');
  expect({ name: metadata.name, rejected }).toEqual({ name: 'mailer-migration', rejected: [] });
  const [task] = spec.template.spec.containers;
  expect(task.env).toEqual([{ name: 'MODE', value: 'fast' }]);
  expect(task.volumeMounts.map((one: { mountPath: string }) => one.mountPath)).toEqual(['/tmp']);
  expect(task.image).toBe(get('StatefulSet').spec.template.spec.containers[0].image);
});

it('refuses a hook that could hang for ever', () => {
  const unbounded = { command: ['x'] } as unknown as MigrationProps;
  expect(rules({ hooks: [migration(unbounded)] })).toEqual(['hook-deadline']);
  expect(rules({ hooks: [migration({ command: ['x'], deadline: '0s' })] })).toEqual(['hook-deadline']);
  expect(rules({ hooks: [migration({ command: ['x'], deadline: '1m', retries: 0.5 })] })).toEqual(['hook-retries']);
});

it('refuses a Job in a mesh: its sidecar would never end', () => {
  const mesh = { namespaces: ['shop'], strict: true, gateway: { name: 'shop', namespace: 'istio' } };
  const { rejected, ofKind } = service({ platform: platform({ mesh }), hooks: [migrate] });
  expect(rejected.map(({ rule }) => rule)).toEqual(['hook-mesh']);
  expect(ofKind('Job')).toEqual([]);
});

it('refuses two of a kind: both would be one Job', () => {
  expect(rules({ hooks: [migrate, migrate] })).toEqual(['hook-twice']);
});
