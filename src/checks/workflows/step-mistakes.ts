import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { type Report, report } from '../rule.js';
import { actionInputs } from './action-inputs.js';
import { actionOf, type WorkflowJob } from './jobs.js';
import { nothingThere } from './nothing-there.js';

/** Reports steps that are none, and those that need what no step before them brings. */
export function* stepMistakes(job: WorkflowJob): Iterable<Report> {
  yield* nothingThere(job);
  const ids = new Set<string>();
  let builder = false;
  for (const step of job.steps) {
    const id = step.at('id');
    if (id.text !== undefined && ids.has(id.text)) yield report(id, `two steps of the job have the id "${id.text}"`);
    ids.add(id.text ?? '');
    if (step.at('run').exists === step.at('uses').exists) {
      yield report(step, step.at('run').exists ? 'a step has both run and uses' : 'a step has neither run nor uses');
    }
    yield* actionInputs(step);
    if (actionOf(step) === 'docker/setup-buildx-action') builder = true;
    if (!builder) yield* cacheWithoutBuilder(step);
  }
}

/** Source: docs.docker.com/build/cache/backends: the driver that a runner comes with exports no such cache. */
function* cacheWithoutBuilder(step: Field<Source>): Iterable<Report> {
  const cache = step.at('with.cache-to');
  if (actionOf(step) !== 'docker/build-push-action' || step.at('with.builder').exists) return;
  if (!/^type=(?:gha|registry|s3|local)\b/.test(cache.text ?? '')) return;
  yield report(cache, 'a cache is exported, and no step before it sets up a builder that can', {
    why: 'Docker on the runner refuses: "Cache export is not supported for the docker driver". The image is not built.',
    fix: 'Put a step with docker/setup-buildx-action before it.',
  });
}
