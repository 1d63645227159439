import { fieldOf } from '../../../manifest/field.js';
import { place } from '../../references/missing.js';
import { missingService } from '../../references/missing-service.js';
import { report, rule } from '../../rule.js';

export const stsService = rule({
  id: 'sts-service',
  severity: 'warning',
  what: 'The Service of a StatefulSet is not there, or not headless',
  why: 'Its pods have no names in DNS: NAME-0.SERVICE does not resolve.',
  fix: 'Add a Service of that name with clusterIP: None, whose selector matches the pods.',
  exceptions: ['serviceName: "", which says that nobody needs such names.'],
  source: 'Kubernetes, concepts/workloads/controllers/statefulset#stable-network-id',
  wrong: `
apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: api
spec:
  selector: { app: shop }
  ports:
    - port: 80
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: shop
  namespace: api
spec:
  serviceName: shop # <--
  selector: { matchLabels: { app: shop } }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`,
  right: `
apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: api
spec:
  clusterIP: None
  selector: { app: shop }
  ports:
    - port: 80
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: shop
  namespace: api
spec:
  serviceName: shop
  selector: { matchLabels: { app: shop } }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`,
  *check({ set, graph }) {
    for (const { from, path, to, target, row } of graph.all) {
      if (row.checkedBy !== 'sts-service' || to.name === '') continue;
      const name = fieldOf(from, path);
      const missing = missingService(set, to, target);
      if (missing) yield report(name, `Service "${to.name}" does not exist ${place(to)}`, { fix: missing.fix });
      if (target.is !== 'manifest' || fieldOf(target.manifest, 'spec.clusterIP').text === 'None') continue;
      yield report(name, `Service "${to.name}" is not headless`);
    }
  },
});
