import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { groupBy } from '../../manifest/group-by.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { actionOf, jobsOf, scriptOf } from './jobs.js';

/** Names of services that a workflow lists at one place: its paths, a loop, an array of a script. */
interface NameList {
  readonly field: Field<Source>;
  readonly what: string;
  readonly names: ReadonlySet<string>;
}

/** So many names that two lists share say that both are of the same services. */
const SHARED = 4;
/** In so many lists a name stands that one has forgotten, or is lacking that one alone has. */
const OTHERS = 3;

/** Reports names that one list of a workflow has forgotten, or alone has, while all others of its kind agree. */
export function* oddNames(workflow: Field<Source>): Iterable<Report> {
  yield* spellings(workflow);
  const lists = [...ofPaths(workflow), ...ofScripts(workflow)];
  for (const list of lists) {
    const alike = lists.filter(
      (one) => one !== list && [...one.names].filter((name) => list.names.has(name)).length >= SHARED,
    );
    if (alike.length < OTHERS) continue;
    const count = (name: string) => alike.filter(({ names }) => names.has(name)).length;
    const lacking = [...new Set(alike.flatMap(({ names }) => [...names]))].filter(
      (name) => !list.names.has(name) && count(name) === alike.length,
    );
    const alone = [...list.names].filter((name) => count(name) === 0);
    // More than one is a choice.
    if (lacking.length > 1 || alone.length > 1 || lacking.length + alone.length === 0) continue;
    const [missing, own] = [lacking[0], alone[0]];
    const said =
      missing === undefined
        ? `names "${own}", which none of ${alike.length} other lists of the workflow names`
        : `lacks "${missing}", which ${alike.length} other lists of the workflow name${own === undefined ? '' : `, and names "${own}"`}`;
    // One that is alone may be there for its own reason: unless it was meant for another, there is nothing to say.
    if (missing === undefined && didYouMean(own ?? '', alike[0]?.names ?? []) === undefined) continue;
    yield report(list.field, `${list.what} ${said}`, {
      severity: 'warning',
      why: 'A change of the service starts the workflow, and is passed over there, or the other way round.',
      fix:
        missing === undefined
          ? `Correct "${own}", or delete it.`
          : own === undefined
            ? `Add ${missing}.`
            : `Write ${missing} in the place of ${own}.`,
    });
  }
}

/** One folder in two spellings: with a dash, and with an underscore. Only one of them is there. */
function* spellings(workflow: Field<Source>): Iterable<Report> {
  const paths = pathLists(workflow).flatMap(({ field, globs }) =>
    globs.flatMap((glob) => (/^\s*[\w./-]+\/\*\*$/.test(glob) ? [{ field, glob: glob.trim() }] : [])),
  );
  for (const alike of groupBy(paths, ({ glob }) => known(glob)).values()) {
    const [usual, odd] = [...groupBy(alike, ({ glob }) => glob).values()].toSorted((a, b) => b.length - a.length);
    const [use] = odd ?? [];
    if (!usual?.[0] || !use) continue;
    yield report(use.field, `"${use.glob}" is written "${usual[0].glob}" elsewhere in the workflow`, {
      severity: 'warning',
      why: 'Only one of the two folders is there: a change of it is heard of at one place, and not at the other.',
      fix: 'Write both as the folder is called.',
    });
  }
}

/** Paths that differ in one step alone: `apps/cart/**`, `apps/stock/**`. What several events wait for is one list. */
function ofPaths(workflow: Field<Source>): NameList[] {
  const [push, pull, ...ofSteps] = pathLists(workflow);
  const first = push?.field.exists ? push : pull;
  const ofEvents = [{ field: first?.field ?? workflow, globs: [...(push?.globs ?? []), ...(pull?.globs ?? [])] }];
  return [...ofEvents, ...ofSteps].flatMap(({ field, globs }) => {
    const found = globs.flatMap((glob) => {
      const [, parent, name] = /^\s*([\w./-]+\/)([\w-]+)\/\*\*$/.exec(glob) ?? [];
      return parent === undefined || name === undefined ? [] : [{ parent, name: known(name) }];
    });
    return [...groupBy(found, ({ parent }) => parent)].map(([parent, all]) => ({
      field,
      what: `the list of paths below ${parent}`,
      names: new Set(all.map(({ name }) => name)),
    }));
  });
}

/** The paths that the workflow waits for on a push and on a pull request, then those that its steps compare. */
function pathLists(workflow: Field<Source>): { readonly field: Field<Source>; readonly globs: readonly string[] }[] {
  const ofEvents = ['push', 'pull_request'].map((event) => {
    const field = workflow.at(['on', event, 'paths']);
    return { field, globs: field.items().flatMap(({ text }) => text ?? []) };
  });
  const ofSteps = jobsOf(workflow)
    .flatMap(({ steps }) => steps)
    .filter((step) => actionOf(step) === 'tj-actions/changed-files')
    .map((step) => ({ field: step.at('with.files'), globs: (step.at('with.files').text ?? '').split('\n') }));
  return [...ofEvents, ...ofSteps];
}

const ARRAY = /\[((?:\s*(?:#[^\n]*\n)?\s*(["'])[\w-]+\2\s*,?(?:[ \t]*#[^\n]*)?)+)\s*\]/g;
const WORDS = /\bfor\s+\w+\s+in\s+([\w-]+(?:\s+[\w-]+)+)\s*(?:;|\n)\s*do\b|\b\w+=\(\s*([\w-]+(?:\s+[\w-]+)+)\s*\)/g;

function ofScripts(workflow: Field<Source>): NameList[] {
  const steps = jobsOf(workflow).flatMap((job) => job.steps);
  return steps.flatMap((step) => {
    const script = scriptOf(step);
    const arrays = [...script.matchAll(ARRAY)].map(([, list = '']) =>
      [...list.replaceAll(/#[^\n]*/g, '').matchAll(/["']([\w-]+)["']/g)].map(([, name = '']) => name),
    );
    const loops = [...script.matchAll(WORDS)].map(([, loop, array]) => (loop ?? array ?? '').split(/\s+/));
    return [...arrays, ...loops].map((names) => ({
      field: step.at('run'),
      what: 'a list of the script',
      names: new Set(names.map(known)),
    }));
  });
}

/** The same service in the folder of its code and in that of its manifests. */
function known(name: string): string {
  return name.replaceAll('_', '-');
}
