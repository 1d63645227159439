import { apiGroup } from '../../../manifest/manifest.js';
import { rule } from '../../rule.js';
import { isBuiltIn, schemaErrors } from '../../schema/errors.js';
import { schemaReport } from '../../schema/message.js';
import { refusedAddresses } from '../../schema/refused-addresses.js';
import { refusedAutoscaler } from '../../schema/refused-autoscalers.js';
import { refusedClaims } from '../../schema/refused-claims.js';
import { refusedContainers } from '../../schema/refused-containers.js';
import { refusedIngress } from '../../schema/refused-ingresses.js';
import { refusedLimitRange, refusedPriorities } from '../../schema/refused-limits.js';
import { refusedPolicies } from '../../schema/refused-network-policies.js';
import { refusedNumbers, refusedPodNumbers } from '../../schema/refused-numbers.js';
import { refusedPlacement } from '../../schema/refused-placement.js';
import { refusedPods } from '../../schema/refused-pods.js';
import { refusedBinding, refusedRole } from '../../schema/refused-roles.js';
import { refusedSchedule } from '../../schema/refused-schedules.js';
import { refusedService } from '../../schema/refused-services.js';
import { refusedData, refusedQuota, refusedSettings } from '../../schema/refused-settings.js';
import { refusedShares } from '../../schema/refused-shares.js';
import { refusedValues } from '../../schema/refused-values.js';
import { refusedVolumes } from '../../schema/refused-volumes.js';
import { refusedWebhooks } from '../../schema/refused-webhooks.js';
import { refusedWorkload } from '../../schema/refused-workloads.js';
import { isUnquoted } from '../../schema/unquoted.js';

export const schema = rule({
  id: 'schema',
  severity: 'error',
  what: 'A field of a Kubernetes object is unknown, missing, of the wrong type, or contradicts another',
  why: 'The API server refuses the object, or drops the field in silence, so that the object is not what Git says.',
  fix: 'Write the field as the API has it; kubectl explain KIND.FIELD shows how.',
  exceptions: [
    'Fields that a later version of Kubernetes has, when the version of the cluster is not known.',
    'Text that lacks its quotes in labels, annotations, environment variables and data is yaml-string.',
  ],
  source: 'Kubernetes API reference; kubectl --validate=strict',
  wrong: `
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  clusterIp: None # <--
  ports:
    - port: 80
`,
  right: `
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  clusterIP: None
  ports:
    - port: 80
`,
  *check({ set, facts }) {
    for (const manifest of set.manifests) {
      if (!isBuiltIn(apiGroup(manifest.ref.apiVersion))) continue;
      for (const error of schemaErrors(set, manifest, facts) ?? []) {
        if (!isUnquoted(error)) yield schemaReport(manifest, error);
      }
      yield* refusedNumbers(manifest);
      yield* refusedShares(manifest);
      yield* refusedWorkload(manifest);
    }
    for (const pod of set.podTemplates()) {
      yield* refusedPods(pod);
      yield* refusedPodNumbers(pod);
      yield* refusedContainers(pod);
      yield* refusedValues(pod);
      yield* refusedVolumes(pod);
      yield* refusedPlacement(pod);
      yield* refusedAddresses(pod);
      yield* refusedSettings(pod);
    }
    for (const quota of set.fields('ResourceQuota')) yield* refusedQuota(quota);
    for (const range of set.fields('LimitRange')) yield* refusedLimitRange(range);
    for (const config of set.fields('ConfigMap')) yield* refusedData(config);
    yield* refusedPriorities(set);
    yield* refusedWebhooks(set);
    for (const service of set.kind('Service')) yield* refusedService(service);
    yield* refusedClaims(set);
    yield* refusedPolicies(set.kind('NetworkPolicy'));
    for (const ingress of set.kind('Ingress')) yield* refusedIngress(ingress);
    for (const scaler of set.kind('HorizontalPodAutoscaler')) yield* refusedAutoscaler(scaler);
    for (const kind of ['Role', 'ClusterRole']) for (const role of set.kind(kind)) yield* refusedRole(role);
    for (const kind of ['RoleBinding', 'ClusterRoleBinding'])
      for (const binding of set.kind(kind)) yield* refusedBinding(binding);
    for (const job of set.kind('CronJob')) yield* refusedSchedule(job);
  },
});
