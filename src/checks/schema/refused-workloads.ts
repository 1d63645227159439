import { isObject } from '../../manifest/access.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type Report, report } from '../rule.js';

const LASTING = ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'];

/**
 * What the API server refuses of a workload beside its pod template, though every field has its type.
 * Source: Kubernetes, pkg/apis/{apps,batch}/validation/validation.go.
 */
export function* refusedWorkload(manifest: Manifest): Iterable<Report> {
  const { kind } = manifest.ref;
  if (LASTING.includes(kind)) yield* lasting(manifest);
  else if (kind === 'Job') yield* job(fieldOf(manifest, 'spec'));
  else if (kind === 'CronJob') {
    yield* job(fieldOf(manifest, 'spec.jobTemplate.spec'));
    const late = fieldOf(manifest, 'spec.startingDeadlineSeconds');
    if (late.number !== undefined && late.number >= 0 && late.number < 10)
      yield report(late, `"startingDeadlineSeconds" is ${late.number}, and the controller looks every 10 s`, {
        severity: 'warning',
        why: 'A run that is seen later than that counts as missed: the job may never run.',
        fix: 'Write 10 or more; 60 leaves room.',
      });
  }
}

function* lasting(manifest: Manifest): Iterable<Report> {
  const { kind } = manifest.ref;
  const end = fieldOf(manifest, 'spec.template.spec.activeDeadlineSeconds');
  if (end.exists)
    yield report(end, `"activeDeadlineSeconds" is set, which the pods of a ${kind} may not have`, {
      fix: 'Drop the field; what is to end is a Job.',
    });
  const selector = fieldOf(manifest, 'spec.selector');
  // What else stands there, the schema speaks of.
  const { matchLabels, matchExpressions, ...others } = selector.object;
  const isEmpty = [matchLabels, matchExpressions, others].every((part) => Object.keys(part ?? {}).length === 0);
  if (isObject(selector.value) && isEmpty)
    yield report(selector, `the selector of the ${kind} is empty`, { fix: 'Name the labels of the template.' });
}

function* job(spec: Field): Iterable<Report> {
  const [mode, policy, each] = [
    spec.at('completionMode'),
    spec.at('podFailurePolicy'),
    spec.at('backoffLimitPerIndex'),
  ];
  const isIndexed = mode.text === 'Indexed';
  if (isIndexed && !spec.at('completions').exists)
    yield report(mode, 'completionMode is Indexed, and the Job has no completions', {
      fix: 'Add completions: how many indexes there are.',
    });
  if (each.exists && !isIndexed)
    yield report(each, '"backoffLimitPerIndex" is set, and completionMode is not Indexed', {
      fix: 'Write backoffLimit, or completionMode: Indexed.',
    });
  if (policy.exists && spec.at('template.spec.restartPolicy').text === 'OnFailure')
    yield report(policy, '"podFailurePolicy" is set, and restartPolicy is OnFailure', {
      fix: 'Write restartPolicy: Never.',
    });
}
