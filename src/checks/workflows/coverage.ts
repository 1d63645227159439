import type { Field } from '../../manifest/field.js';
import type { Source, Sources } from '../../manifest/files/sources.js';
import { quoted } from '../../values/listed.js';
import { globMatcher } from '../../values/path-glob.js';
import { oddOnesOut } from '../odd-one-out.js';
import { type Report, report } from '../rule.js';
import { actionOf, jobsOf, scriptOf } from './jobs.js';

/** A workflow that is started by changes of paths, and the globs that it waits for. */
interface Filtered {
  readonly list: Field<Source>;
  readonly globs: readonly string[];
}

function filtered(workflow: Field<Source>): Filtered[] {
  const list = workflow.at('on.push.paths');
  const globs = list.items().flatMap(({ text }) => (text === undefined || text.startsWith('!') ? [] : text));
  return globs.length > 0 ? [{ list, globs }] : [];
}

function builds(workflow: Field<Source>): boolean {
  return jobsOf(workflow)
    .flatMap(({ steps }) => steps)
    .some(
      (step) =>
        actionOf(step) === 'docker/build-push-action' || /\bdocker\s+(?:buildx\s+)?build\b/.test(scriptOf(step)),
    );
}

/** Folders with a Dockerfile of which no workflow hears, beside three or more whose images are built on a change. */
export function* unbuilt(all: readonly Field<Source>[], sources: Sources): Iterable<Report> {
  const building = all.filter(builds);
  const filters = building.flatMap(filtered);
  // One that is started by every push builds all of them.
  if (filters.length === 0 || filters.length < building.length) return;
  const matches = filters.flatMap(({ globs }) => globs).map((glob) => globMatcher(glob));
  const groups = new Map<string, { readonly folder: string; readonly isBuilt: boolean }[]>();
  for (const path of sources.files) {
    const [, parent, folder] = /^(?:(.*)\/)?([^/]+)\/Dockerfile$/.exec(path) ?? [];
    if (parent === undefined || folder === undefined) continue;
    const isBuilt = matches.some((matcher) => matcher(path));
    groups.set(parent, [...(groups.get(parent) ?? []), { folder: `${parent}/${folder}`, isBuilt }]);
  }
  const [first] = filters;
  for (const folders of groups.values()) {
    if (!first || folders.filter(({ isBuilt }) => isBuilt).length < 3) continue;
    for (const { folder, isBuilt } of folders) {
      if (isBuilt) continue;
      yield report(
        first.list,
        `no workflow is started by a change of "${folder}", which has a Dockerfile as its neighbours have`,
        {
          severity: 'warning',
          why: 'What is pushed there is never built: the image that runs stays as it was.',
          fix: `Add '${folder}/**' to the paths of a workflow that builds.`,
        },
      );
    }
  }
}

/** Paths that one event of a workflow waits for and the other does not, where nearly all are of both. */
export function* lopsided(workflow: Field<Source>): Iterable<Report> {
  const [push, pull] = ['push', 'pull_request'].map((event) => workflow.at(['on', event, 'paths']));
  const globsOf = (list: Field<Source> | undefined) => (list?.items() ?? []).flatMap(({ text }) => text ?? []);
  for (const [list, other, event] of [
    [push, pull, 'pull_request'],
    [pull, push, 'push'],
  ] as const) {
    const [own, theirs] = [globsOf(list), globsOf(other)];
    const lacking = theirs.filter((glob) => !own.includes(glob) && !glob.startsWith('.github/'));
    const shared = theirs.filter((glob) => own.includes(glob)).length;
    if (!list || shared < 4 || lacking.length === 0 || lacking.length > Math.max(1, shared / 5)) continue;
    const names = quoted(lacking).join(', ');
    yield report(list, `${names} starts it on ${event} and not here, and ${shared} other paths on both`, {
      severity: 'warning',
      why: 'A change there is tested and not built, or built and not tested.',
      fix: `Add '${lacking[0]}'.`,
    });
  }
}

/** A path of shared code that all workflows of a sort wait for, but for one. */
export function* unshared(all: readonly Field<Source>[]): Iterable<Report> {
  const filters = all.filter(builds).flatMap(filtered);
  const counts = new Map<string, number>();
  for (const glob of new Set(filters.flatMap(({ globs }) => globs)))
    counts.set(glob, filters.filter(({ globs }) => globs.includes(glob)).length);
  for (const [glob, count] of counts) {
    if (count < 2 || glob.startsWith('.github/')) continue;
    const { odd = [] } = oddOnesOut(filters, ({ globs }) => (globs.includes(glob) ? 'yes' : undefined)) ?? {};
    for (const { list } of odd)
      yield report(list, `"${glob}" starts ${count} other workflows that build, and not this one`, {
        severity: 'warning',
        why: 'A change of the shared code is built into the others: this image keeps the old one.',
        fix: `Add '${glob}'.`,
      });
  }
}

/** A glob of paths, and where it stands. */
export interface PathFilter {
  readonly field: Field<Source>;
  readonly path: string;
}

/** Paths that a step compares, and that none of the events that start the workflow waits for. */
export function* unheard(workflow: Field<Source>, ofSteps: readonly PathFilter[]): Iterable<Report> {
  const events = workflow.entries('on').filter(([event]) => event !== 'workflow_dispatch');
  const lists = events.map(([, event]) => event.items('paths').flatMap(({ text }) => text ?? []));
  // Started by something else, or by every push, it hears of all.
  if (lists.length === 0 || lists.some((list) => list.length === 0)) return;
  const starts = lists.flat().map(literal);
  const isHeard = (start: string) => starts.some((one) => one.startsWith(start) || start.startsWith(one));
  for (const { field, path } of ofSteps) {
    if (isHeard(literal(path))) continue;
    yield report(field, `"${path}" is compared here, and starts the workflow on no event`, {
      severity: 'warning',
      why: 'A change there alone is never looked at: the path is a leftover, or is missing above.',
      fix: `Add '${path}' to the paths of the events, or drop it here.`,
    });
  }
}

/** What a glob begins with, up to its first wildcard. */
function literal(glob: string): string {
  return glob.replace(/[*?[{].*$/s, '');
}
