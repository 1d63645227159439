import { apiGroup } from '../../../manifest/manifest.js';
import { rule } from '../../rule.js';
import { isBuiltIn, schemaErrors } from '../../schema-errors.js';
import { schemaReport } from '../../schema-message.js';
import { isUnquoted } from '../../unquoted.js';

export const crdSchema = rule({
  id: 'crd-schema',
  severity: 'error',
  what: 'A field of a custom resource is unknown, missing or of the wrong type',
  why: 'The API server refuses the resource, or prunes the field: the operator never sees it.',
  fix: 'Write the field as the definition of the kind has it; kubectl explain shows how.',
  exceptions: [
    'Kinds whose definition is neither in the set nor known to this tool.',
    'Fields under x-kubernetes-preserve-unknown-fields.',
  ],
  source:
    'Kubernetes, tasks/extend-kubernetes/custom-resources/custom-resource-definitions#specifying-a-structural-schema',
  wrong: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: shop
  namespace: api
spec:
  replicas: 10
  selector:
    matchLabels: { app: shop }
  strategy:
    canary:
      steps:
        - setWieght: 10 # <--
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`,
  right: `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: shop
  namespace: api
spec:
  replicas: 10
  selector:
    matchLabels: { app: shop }
  strategy:
    canary:
      steps:
        - setWeight: 10
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`,
  *check({ set, facts }) {
    for (const manifest of set.manifests) {
      if (isBuiltIn(apiGroup(manifest.ref.apiVersion))) continue;
      for (const error of schemaErrors(set, manifest, facts) ?? []) {
        if (!isUnquoted(error)) yield schemaReport(manifest, error);
      }
    }
  },
});
