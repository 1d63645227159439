import type { Field } from '../../../manifest/field.js';
import type { Source } from '../../../manifest/files/sources.js';
import { groupBy } from '../../../manifest/group-by.js';
import { listed } from '../../../values/listed.js';
import { report, rule } from '../../rule.js';
import { lopsided, type PathFilter, unbuilt, unheard, unshared } from '../../workflows/coverage.js';
import { actionOf, jobsOf, workflows } from '../../workflows/jobs.js';
import { oddNames } from '../../workflows/name-lists.js';
import { contexts, slips } from '../../workflows/named-paths.js';
import { pathFilters } from '../../workflows/path-filters.js';
import { SeenFiles } from '../../workflows/seen-files.js';

const example = (folder: string) => `
on:
  push:
    paths:
      - '.github/workflows/${folder}.yaml'
permissions: {}
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: make
`;

export const ciPathFilter = rule({
  id: 'ci-path-filter',
  severity: 'error',
  what: 'A workflow waits for changes of a path that does not exist, or builds from one',
  why: 'Nothing that is pushed starts the job: what was renamed is no longer tested, built or shipped, and nothing turns red.',
  fix: 'Name the folder that is there.',
  exceptions: [
    'Paths below a folder of which nothing was read, where not the whole repository is: they may lie in the rest of it.',
    'Folders and scripts that steps run in or start: only where they are a letter away from one that is there.',
    'Paths that contain an expression.',
  ],
  source:
    'docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onpushpull_requestpull_request_targetpathspaths-ignore',
  exampleFile: '.github/workflows/build.yaml',
  wrong: example('builds').replace("builds.yaml'", "builds.yaml' # <--"),
  right: example('build'),
  *checkSources({ sources }) {
    // Elsewhere the workflow's own root is another folder than that of the tree.
    const own = workflows(sources).filter(({ manifest }) => manifest.path.startsWith('.github/'));
    if (own.length === 0) return;
    const tree = new SeenFiles(sources);
    for (const workflow of own) {
      const { ofEvents, ofSteps } = filtersOf(workflow);
      const idle = [...ofEvents, ...ofSteps].filter(({ path }) => tree.lacks(path));
      // A step has all of its filters in one text.
      for (const all of groupBy(idle, ({ field }) => field.path.join(' ')).values()) {
        const [first, ...rest] = all;
        if (!first) continue;
        const named = listed(all.map(({ path }) => `"${path}"`));
        yield report(first.field, `${named} ${rest.length > 0 ? 'match' : 'matches'} no file`);
      }
      yield* unheard(workflow, ofSteps);
      yield* contexts(workflow, tree);
      yield* slips(workflow, tree);
    }
    yield* unbuilt(own, sources);
    yield* unshared(own);
    for (const workflow of own) {
      yield* lopsided(workflow);
      yield* oddNames(workflow);
    }
  },
});

/** Globs that must match: of the events, and of the steps that compare paths. What begins with `!` takes away. */
function filtersOf(workflow: Field<Source>): Readonly<Record<'ofEvents' | 'ofSteps', readonly PathFilter[]>> {
  const ofEvents = ['push', 'pull_request', 'pull_request_target'].flatMap((event) =>
    workflow.items(['on', event, 'paths']).map((field) => ({ field, path: field.text ?? '!' })),
  );
  const ofSteps = jobsOf(workflow)
    .flatMap(({ steps }) => steps)
    .flatMap((step) => stepFilters(step));
  const isPlain = ({ path }: PathFilter) => !path.startsWith('!') && !path.includes('${{');
  return { ofEvents: ofEvents.filter(isPlain), ofSteps: ofSteps.filter(isPlain) };
}

function stepFilters(step: Field<Source>): PathFilter[] {
  if (actionOf(step) === 'tj-actions/changed-files') {
    const field = step.at('with.files');
    return (field.text ?? '').split('\n').flatMap((line) => (line.trim() ? [{ field, path: line.trim() }] : []));
  }
  if (actionOf(step) !== 'dorny/paths-filter') return [];
  const field = step.at('with.filters');
  return leaves(pathFilters(field.text ?? '')).map((path) => ({ field, path }));
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}
