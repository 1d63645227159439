import { slowPatterns } from '../../../../imports/validate.js';
import { textsIn } from '../../../manifest/hosts/texts.js';
import { apiGroup } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { celProblem } from '../../cel/cel.js';
import { type Report, rule } from '../../rule.js';
import { isBuiltIn, schemaErrors } from '../../schema/errors.js';
import { unlikeShapes } from '../../schema/known-shapes.js';
import { schemaReport } from '../../schema/message.js';
import { isShortDuration } from '../../schema/short-duration.js';
import { isUnquoted } from '../../schema/unquoted.js';

const example = (line: string) => `
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
        ${line}
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`;

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
  wrong: example('- setWieght: 10 # <--'),
  right: example('- setWeight: 10'),
  *check({ set, facts }) {
    for (const manifest of set.manifests) {
      if (isBuiltIn(apiGroup(manifest.ref.apiVersion))) continue;
      for (const error of schemaErrors(set, manifest, facts) ?? []) {
        if (!isUnquoted(error) && !isShortDuration(error)) yield schemaReport(manifest, error);
      }
    }
    yield* unlikeShapes(set);
    yield* unevaluated(set);
  },
});

/** What objects were not held against, once for each definition: the API server will. */
function* unevaluated(set: ManifestSet): Iterable<Report> {
  for (const manifest of set.kind('CustomResourceDefinition')) {
    const found = textsIn(manifest.object, (text, key) => problem(text, key) !== undefined);
    const [first] = found;
    if (!first) continue;
    const why = problem(first.text, String(first.path.at(-1)));
    const more = found.length > 1 ? `, and ${found.length - 1} more` : '';
    const text = first.text.length > 60 ? `${first.text.slice(0, 57)}...` : first.text;
    yield {
      manifest,
      path: first.path,
      message: `objects are not held against ${JSON.stringify(text)}: ${why}${more}`,
      severity: 'warning',
      also: found.map(({ path }) => ({ manifest, path })),
      why: 'The API server evaluates it, and may refuse what is accepted here.',
      fix: 'kubectl apply --dry-run=server asks the API server.',
    };
  }
}

function problem(text: string, key: string): string | undefined {
  if (key === 'rule') return celProblem(text);
  return key === 'pattern' && slowPatterns.has(text) ? 'the pattern takes too long here' : undefined;
}
