import { surgeOf } from '../../delivery/surges.js';
import { report, rule } from '../../rule.js';
import { isOnOneNode, singleClaims } from '../../workloads/claims.js';

export const rwoSurge = rule({
  id: 'rwo-surge',
  severity: 'error',
  what: 'A new pod needs a volume that the old one still holds',
  why: 'The update never ends: the new pod waits for the volume, and the old one stays until the new one is ready.',
  fix: 'strategy: {type: Recreate}, or a StatefulSet with volumeClaimTemplates.',
  exceptions: [
    'Claims that the set does not show.',
    'Pods that are all pinned to one node: a warning, but for ReadWriteOncePod.',
  ],
  source: 'Kubernetes, concepts/workloads/controllers/deployment#recreate-deployment',
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
  strategy: # <--
    type: RollingUpdate
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
          persistentVolumeClaim: { claimName: shop }
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
  strategy:
    type: Recreate
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
          persistentVolumeClaim: { claimName: shop }
`,
  *check({ set }) {
    for (const pod of set.podTemplates()) {
      const at = surgeOf(pod.manifest);
      const [claim] = singleClaims(pod, set);
      if (!at || !claim) continue;
      const message = `"${pod.manifest.ref.name}" starts a new pod before the old one is gone, and both need claim "${claim.at.text}" (${claim.mode})`;
      yield report(at, message, {
        severity: claim.mode === 'ReadWriteOnce' && isOnOneNode(pod) ? 'warning' : undefined,
      });
    }
  },
});
