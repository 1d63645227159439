import { mostReplicas } from '../../delivery/surges.js';
import { report, rule } from '../../rule.js';
import { isOnOneNode, singleClaims } from '../../workloads/claims.js';

export const rwoShared = rule({
  id: 'rwo-shared',
  severity: 'error',
  what: 'Several pods share a volume that one node may mount',
  why: 'On another node the pod waits for ever (Multi-Attach error); on the same one two processes write the same files, and SQLite corrupts them.',
  fix: 'A StatefulSet with volumeClaimTemplates, one replica, or a ReadWriteMany volume.',
  exceptions: [
    'Claims that the set does not show, and read-only mounts.',
    'Pods that are all pinned to one node: a warning, but for ReadWriteOncePod.',
  ],
  source: 'Kubernetes, concepts/storage/persistent-volumes#access-modes',
  wrong: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: shop
  namespace: api
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
  replicas: 2
  strategy: { type: Recreate }
  selector: { matchLabels: { app: shop } }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: shop # <--
`,
  right: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: shop
  namespace: api
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
  replicas: 1
  strategy: { type: Recreate }
  selector: { matchLabels: { app: shop } }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
      volumes:
        - name: data
          persistentVolumeClaim:
            claimName: shop
`,
  *check({ set, graph }) {
    for (const pod of set.podTemplates()) {
      const { kind, name } = pod.manifest.ref;
      if (!/^(?:Deployment|Rollout|StatefulSet|ReplicaSet)$/.test(kind)) continue;
      const most = mostReplicas(pod.manifest, graph);
      if (most < 2) continue;
      for (const { at, mode } of singleClaims(pod, set)) {
        const one = mode === 'ReadWriteOncePod' ? 'one pod' : 'one node';
        yield report(
          at,
          `up to ${most} pods of "${name}" mount claim "${at.text}", which is ${mode}: ${one} at a time`,
          {
            severity: mode === 'ReadWriteOnce' && isOnOneNode(pod) ? 'warning' : undefined,
          },
        );
      }
    }
  },
});
