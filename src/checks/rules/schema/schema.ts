import { apiGroup } from '../../../manifest/manifest.js';
import { cronProblem } from '../../../values/cron.js';
import { report, rule } from '../../rule.js';
import { isBuiltIn, schemaErrors } from '../../schema/errors.js';
import { schemaReport } from '../../schema/message.js';
import { refusedPods } from '../../schema/refused-pods.js';
import { refusedBinding, refusedRole } from '../../schema/refused-roles.js';
import { refusedService } from '../../schema/refused-services.js';
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
    }
    for (const pod of set.podTemplates()) yield* refusedPods(pod);
    for (const service of set.kind('Service')) yield* refusedService(service);
    for (const kind of ['Role', 'ClusterRole']) for (const role of set.kind(kind)) yield* refusedRole(role);
    for (const kind of ['RoleBinding', 'ClusterRoleBinding'])
      for (const binding of set.kind(kind)) yield* refusedBinding(binding);
    for (const schedule of set.fields('CronJob').map((job) => job.at('spec.schedule'))) {
      const problem = cronProblem(schedule.text ?? '* * * * *');
      if (problem)
        yield report(schedule, `"${schedule.text}" ${problem}`, { fix: 'Write MINUTE HOUR DAY MONTH WEEKDAY.' });
    }
  },
});
