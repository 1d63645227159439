import { applicationSources } from '../../../manifest/argocd/application-sources.js';
import type { Field } from '../../../manifest/field.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { injects } from '../../../network/sidecars.js';
import { report, rule } from '../../rule.js';

export const jobSidecar = rule({
  id: 'job-sidecar',
  severity: 'warning',
  what: 'The pods of a Job get a sidecar that never ends',
  why: 'The Job does not complete: its pod stays for the proxy beside it, and a CronJob piles them up.',
  fix: 'Label or annotate the template with sidecar.istio.io/inject: "false".',
  exceptions: [
    'Namespaces of whose Istio it is not said that it injects.',
    'Jobs that stop the proxy themselves (quitquitquit).',
  ],
  source: 'Istio, ops/common-problems/injection; native sidecars are the default from 1.27 only',
  wrong: `
apiVersion: v1
kind: Namespace
metadata:
  name: api
  labels: { istio-injection: enabled }
---
apiVersion: batch/v1
kind: Job
metadata:
  name: load
  namespace: api
spec:
  template: # <--
    spec:
      restartPolicy: Never
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`,
  right: `
apiVersion: v1
kind: Namespace
metadata:
  name: api
  labels: { istio-injection: enabled }
---
apiVersion: batch/v1
kind: Job
metadata:
  name: load
  namespace: api
spec:
  template:
    metadata:
      labels: { sidecar.istio.io/inject: "false" }
    spec:
      restartPolicy: Never
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`,
  *check({ set }) {
    for (const { manifest, field, spec, containers } of set.podTemplates()) {
      const { kind, namespace } = manifest.ref;
      if ((kind !== 'Job' && kind !== 'CronJob') || injects(set, namespace) !== true || isOut(field)) continue;
      const words = JSON.stringify(containers.map((container) => [container.field.value]));
      if (/quitquitquit|ENABLE_NATIVE_SIDECARS/.test(words) || spec.at('hostNetwork').flag === true) continue;
      yield report(field, `the pods of "${manifest.ref.name}" get Istio's proxy, as namespace "${namespace}" says`, {
        severity: neverEnds(set) ? 'error' : undefined,
      });
    }
  },
});

/** Whether the mesh is one whose proxies are no init containers: of an istiod below 1.27 that nobody told to. */
function neverEnds(set: ManifestSet): boolean {
  const [istiod] = applicationSources(set).filter(({ chart }) => chart === 'istiod');
  const [, minor] = /^v?1\.(\d+)\./.exec(istiod?.source.at('targetRevision').text ?? '') ?? [];
  if (!istiod || minor === undefined || Number(minor) >= 27) return false;
  return istiod.values !== undefined && !JSON.stringify(istiod.values).includes('ENABLE_NATIVE_SIDECARS');
}

function isOut(template: Field): boolean {
  return ['labels', 'annotations'].some((part) => {
    const { value } = template.at(['metadata', part, 'sidecar.istio.io/inject']);
    return value === 'false' || value === false;
  });
}
