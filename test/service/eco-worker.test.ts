import { recreate } from '../../src/delivery/rolling.js';
import { sqliteWal } from '../../src/service/local-state.js';
import { fixed } from '../../src/service/scale.js';
import { worker } from './synth-service.js';

const localState = sqliteWal({ path: '/var/lib/mail/wal/mailer.db', size: '5Gi', variable: 'WAL' });

describe('a worker with local state', () => {
  const { get, kinds } = worker({ localState, node: 'plain' });

  it('is a StatefulSet with one claim a pod, for one pod alone', () => {
    expect(kinds).toEqual(['Service', 'ServiceAccount', 'StatefulSet']);
    expect(get('StatefulSet').spec.volumeClaimTemplates).toEqual([
      {
        metadata: { name: 'state' },
        spec: {
          accessModes: ['ReadWriteOncePod'],
          storageClassName: 'fast',
          resources: { requests: { storage: '5Gi' } },
        },
      },
    ]);
  });

  it('mounts the claim where the database lies, and tells the worker where that is', () => {
    const { containers, securityContext } = get('StatefulSet').spec.template.spec;
    expect(containers[0].volumeMounts).toContainEqual({ name: 'state', mountPath: '/var/lib/mail/wal' });
    expect(containers[0].env).toContainEqual({ name: 'WAL', value: '/var/lib/mail/wal/mailer.db' });
    expect(securityContext.fsGroup).toBe(1000);
  });

  it('has the headless Service that a StatefulSet names', () => {
    expect(get('StatefulSet').spec.serviceName).toBe(get('Service').metadata.name);
    expect(get('Service').spec.clusterIP).toBe('None');
  });
});

describe('a worker without local state', () => {
  it('is a Deployment, and takes any strategy', () => {
    expect(worker({ node: 'plain' }).kinds).toEqual(['Deployment', 'ServiceAccount']);
    expect(worker({ delivery: recreate() }).get('Deployment').spec.strategy).toEqual({ type: 'Recreate' });
  });
});

it('runs Celery with its pool, and gives tasks two minutes to end', () => {
  const { spec } = worker({ scale: fixed(1) }).get('Deployment').spec.template;
  expect(spec.containers[0].command).toEqual(['celery', '-A', 'workers.mailer', 'worker']);
  expect(spec.containers[0].env).toEqual([
    { name: 'CELERY_CONCURRENCY', value: '4' },
    { name: 'CELERY_POOL', value: 'prefork' },
  ]);
  expect(spec.terminationGracePeriodSeconds).toBe(120);
  expect(spec.containers[0]).not.toHaveProperty('lifecycle');
});
