import type { Field } from '../../../manifest/field.js';
import { globMatcher } from '../../../manifest/glob.js';
import { groupBy } from '../../../manifest/group-by.js';
import type { Source, Sources } from '../../../manifest/sources.js';
import { isOneSlip } from '../../../values/did-you-mean.js';
import { listed } from '../../../values/listed.js';
import { type Report, report, rule } from '../../rule.js';
import { lopsided, unbuilt, unshared } from '../../workflows/coverage.js';
import { actionOf, jobsOf, scriptOf, workflows } from '../../workflows/jobs.js';
import { oddNames } from '../../workflows/name-lists.js';
import { pathFilters } from '../../workflows/path-filters.js';

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
    const tree = new Tree(sources);
    for (const workflow of own) {
      const idle = filtersOf(workflow).filter(({ path }) => tree.lacks(path));
      // A step has all of its filters in one text.
      for (const all of groupBy(idle, ({ field }) => field.path.join(' ')).values()) {
        const [first, ...rest] = all;
        if (!first) continue;
        const named = listed(all.map(({ path }) => `"${path}"`));
        yield report(first.field, `${named} ${rest.length > 0 ? 'match' : 'matches'} no file`);
      }
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

/** The files that were seen, and the folders that they stand in. */
class Tree {
  private readonly paths: readonly string[];
  private readonly folders: ReadonlySet<string>;
  /** Whether the whole repository was read: what lies right in it too. */
  private readonly isWhole: boolean;

  constructor(sources: Sources) {
    this.paths = [...sources.files];
    this.isWhole = this.paths.some((path) => !path.includes('/'));
    // Workflows alone do not say what else there is in .github.
    const workflows = '.github/workflows';
    this.folders = new Set(
      this.paths.flatMap((path) => (path.startsWith(`${workflows}/`) ? workflows : parents(path))),
    );
  }

  /** Whether nothing matches, though what stands beside it was read. */
  lacks(glob: string): boolean {
    const literal = glob.replace(/^\.?\//, '').split('/');
    const end = literal.findIndex((step) => /[*?[{+]/.test(step));
    const fixed = end < 0 ? literal : literal.slice(0, end);
    const beside = fixed.slice(0, -1).join('/');
    if (!this.isWhole && (fixed.length < 2 || !this.folders.has(beside))) return false;
    const matches = globMatcher(glob);
    return !this.paths.some(matches);
  }

  /** The file or folder that was meant, where none is called so. */
  near(path: string, sort: 'file' | 'folder'): string | undefined {
    const all = sort === 'folder' ? [...this.folders] : this.paths;
    return all.includes(path) ? undefined : all.find((one) => isOneSlip(one, path));
  }
}

function parents(path: string): string[] {
  const steps = path.split('/').slice(0, -1);
  return steps.map((_, i) => steps.slice(0, i + 1).join('/'));
}

/** Globs that must match: of the events, and of the steps that compare paths. What begins with `!` takes away. */
function filtersOf(workflow: Field<Source>): { field: Field<Source>; path: string }[] {
  const ofEvents = ['push', 'pull_request', 'pull_request_target'].flatMap((event) =>
    workflow.items(['on', event, 'paths']).map((field) => ({ field, path: field.text ?? '!' })),
  );
  const ofSteps = jobsOf(workflow)
    .flatMap(({ steps }) => steps)
    .flatMap((step) => stepFilters(step));
  return [...ofEvents, ...ofSteps].filter(({ path }) => !path.startsWith('!') && !path.includes('${{'));
}

function stepFilters(step: Field<Source>): { field: Field<Source>; path: string }[] {
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

/** Folders and Dockerfiles that images are built from. */
function* contexts(workflow: Field<Source>, tree: Tree): Iterable<Report> {
  for (const step of jobsOf(workflow).flatMap(({ steps }) => steps)) {
    if (actionOf(step) !== 'docker/build-push-action') continue;
    for (const field of [step.at('with.context'), step.at('with.file')]) {
      const path = field.text;
      if (path === undefined || /\$\{\{|:\/\//.test(path) || !tree.lacks(path)) continue;
      yield report(field, `"${path}" does not exist`, {
        why: 'docker build fails: the image is not built, and the one that runs stays as it was.',
      });
    }
  }
}

/** Where steps run, and the scripts of the repository that they start, with a slip in their paths. */
function* slips(workflow: Field<Source>, tree: Tree): Iterable<Report> {
  for (const step of jobsOf(workflow).flatMap(({ steps }) => steps)) {
    const folder = step.at('working-directory');
    const written = folder.text?.replace(/^\.\/|\/$/g, '') ?? '';
    const near = tree.near(written, 'folder');
    if (near !== undefined)
      yield report(folder, `there is no folder "${written}"`, {
        why: 'The step fails at its start.',
        fix: `Did you mean "${near}"?`,
      });
    const script = scriptOf(step);
    // Elsewhere the same path is another file.
    if (folder.exists || /\bcd\b/.test(script)) continue;
    for (const [, path = '', end = ''] of script.matchAll(SCRIPT)) {
      const meant = tree.near(path, 'file');
      if (meant?.endsWith(end))
        yield report(step.at('run'), `there is no script "${path}"`, {
          why: 'The step fails: "No such file or directory".',
          fix: `Did you mean "${meant}"?`,
        });
    }
  }
}

const SCRIPT = /(?:^|[\s"'(;=])(?:\.\/)?([\w.-]+(?:\/[\w.-]+)+(\.(?:cjs|js|mjs|pl|py|rb|sh|ts)))(?=[\s"');]|$)/g;
