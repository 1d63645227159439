import { accept, fixed, sqliteWal } from '@eco2/manifests';
import { defineWorker } from '../environments';
import { llm } from '../outside';
import { stores } from '../stores';

export const aiWorker = defineWorker('ai-worker', (env) => ({
  celery: { app: 'workers.ai_worker', pool: 'prefork', concurrency: 4 },
  metricsPort: 9090,
  node: 'k8s-worker-ai',
  scale: env.pick({ dev: fixed(1), prod: fixed(2) }),
  resources: { cpu: ['500m', '2000m'], memory: ['1Gi', '2Gi'] },
  uses: [...stores, llm],
  accepts: env.pick({
    dev: [],
    prod: [
      accept(
        'node-overcommit',
        'a task waits for the model most of the time: both pods are never at their limits at once',
      ),
    ],
  }),
  localState: sqliteWal({ path: '/var/lib/ecoeco/wal/ai-worker.db', size: '10Gi', variable: 'WAL_DB_PATH' }),
}));
