import { fixed, sqliteWal } from '@eco2/manifests';
import { defineWorker } from '../environments';
import { s3 } from '../outside';
import { stores } from '../stores';

export const storageWorker = defineWorker('storage-worker', (env) => ({
  celery: { app: 'workers.storage_worker', pool: 'eventlet', concurrency: 1000 },
  metricsPort: 9090,
  scrape: '15s',
  node: 'k8s-worker-storage',
  scale: env.pick({ dev: fixed(1), prod: fixed(2) }),
  resources: { cpu: ['250m', '1000m'], memory: ['512Mi', '1Gi'] },
  uses: [...stores, s3],
  localState: sqliteWal({ path: '/var/lib/ecoeco/wal/storage-worker.db', size: '10Gi', variable: 'WAL_DB_PATH' }),
}));
