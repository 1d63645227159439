import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/sources.js';
import { type Report, report } from '../rule.js';
import { actionInputs } from './action-inputs.js';
import { actionOf, scriptOf, type WorkflowJob } from './jobs.js';

/** Reports steps that are none, and those that need what no step before them brings. */
export function* stepMistakes({ steps }: WorkflowJob): Iterable<Report> {
  const ids = new Set<string>();
  let builder = false;
  let checkedOut = false;
  for (const step of steps) {
    const id = step.at('id');
    if (id.text !== undefined && ids.has(id.text)) yield report(id, `two steps of the job have the id "${id.text}"`);
    ids.add(id.text ?? '');
    if (step.at('run').exists === step.at('uses').exists) {
      yield report(step, step.at('run').exists ? 'a step has both run and uses' : 'a step has neither run nor uses');
    }
    yield* reach(step, checkedOut);
    yield* actionInputs(step);
    if (/checkout/.test(actionOf(step) ?? '') || /\bgit\b/.test(scriptOf(step))) checkedOut = true;
    if (actionOf(step) === 'docker/setup-buildx-action') builder = true;
    if (!builder) yield* cacheWithoutBuilder(step);
  }
}

/** An action that GitHub cannot fetch: of which no version is said, or which lies in files that are not there yet. */
function* reach(step: Field<Source>, checkedOut: boolean): Iterable<Report> {
  const uses = step.at('uses');
  const name = uses.text ?? '';
  if (/^[\w-]+\/[\w./-]+$/.test(name)) {
    yield report(uses, `action "${name}" has no version`, { fix: `Write the tag or the commit: ${name}@v4.` });
  }
  if (checkedOut || !/^\.\/(?!\.\/)/.test(name)) return;
  yield report(uses, `action "${name}" lies in the repository, of which nothing is checked out yet`, {
    why: 'The runner begins with an empty folder: the job fails at this step.',
    fix: 'Put a step with actions/checkout before it.',
  });
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
