import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { type Report, report } from '../rule.js';
import { actionOf, scriptOf, type WorkflowJob } from './jobs.js';
import { isHarmless } from './known-actions.js';
import { isHosted } from './runners.js';
import { withVariables } from './variables.js';

const HUB = 'docker.io';
const LOGS_IN = /\blogin\b|\b(?:az|crane|gcloud|gh|skopeo) auth\b|\.docker\/|configure-docker|credential/i;

/** Reports a push of an image from a job that has not signed in to the registry. A machine of one's own may be already. */
export function* registryLogin(job: WorkflowJob): Iterable<Report> {
  const known = job.steps.every((step) => !step.at('uses').exists || isHarmless(actionOf(step) ?? ''));
  if (!known || !isHosted(job.field) || job.field.at('services').exists) return;
  if (job.steps.some((step) => LOGS_IN.test(scriptOf(step)))) return;
  const filled = (field: Field<Source>) => withVariables(field.text ?? '', job.workflow, job.field);
  const signedIn: (string | undefined)[] = [];
  for (const step of job.steps) {
    if (actionOf(step) === 'docker/login-action') {
      signedIn.push(step.at('with.registry').exists ? filled(step.at('with.registry')) : HUB);
      if (step.at('with.registry-auth').exists) return;
    }
    if (actionOf(step) !== 'docker/build-push-action' || step.at('with.push').value !== true) continue;
    const tags = filled(namesOf(step, job));
    if (/localhost|127\.0\.0\.1/.test(tags)) continue;
    const at = step.at('with.push');
    if (signedIn.length === 0)
      yield report(at, 'an image is pushed, and no step before it signs in to a registry', texts);
    else if (signedIn.every((one) => one !== undefined && !one.includes('${{'))) {
      const registry = registryOf(tags);
      if (registry !== undefined && !signedIn.some((one) => one?.replace(/^https:\/\/|\/.*$/g, '') === registry))
        yield report(at, `an image is pushed to "${registry}", and the job signs in to "${signedIn[0]}" alone`, texts);
    }
  }
}

const texts = {
  why: 'The registry refuses the push: "denied", or "insufficient_scope: authorization failed". The image is not there.',
  fix: 'Put a step with docker/login-action and the registry of the tags before it.',
};

/** Where the names of the images stand that a step pushes: at the step, or at the one that makes them. */
function namesOf(step: Field<Source>, job: WorkflowJob): Field<Source> {
  const tags = step.at('with.tags');
  const [, id] = /^\s*\$\{\{\s*steps\.([\w-]+)\.outputs\.tags\s*\}\}\s*$/.exec(tags.text ?? '') ?? [];
  const maker = job.steps.find((one) => one.at('id').text === id && actionOf(one) === 'docker/metadata-action');
  return maker?.at('with.images') ?? tags;
}

/** The one registry of all tags, where it is known. */
function registryOf(tags: string): string | undefined {
  const names = tags.split(/[\n,]/).flatMap((line) => line.trim() || []);
  const registries = new Set(
    names.map((name) => {
      const [first = '', ...rest] = name.split('/');
      if (first.includes('$')) return undefined;
      return rest.length > 0 && /[.:]/.test(first) ? first : HUB;
    }),
  );
  return registries.size === 1 ? [...registries][0] : undefined;
}
