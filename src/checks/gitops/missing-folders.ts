import { isObject, text } from '../../manifest/access.js';
import { applicationsOf, type DeclaredApplication, ownersOf } from '../../manifest/argocd/applications.js';
import { fieldOf } from '../../manifest/field.js';
import { environmentOf } from '../../manifest/files/environment.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { isOneSlip } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { filledField } from './filled-field.js';
import { filesOf, foldersOf } from './seen-folders.js';

const WHY = 'Argo CD finds no such path: ComparisonError, "app path does not exist".';

/** An Application that reads one folder. */
interface Reader {
  readonly one: DeclaredApplication;
  readonly path: string;
}

/**
 * Reports Applications that read a folder of this repository which is not there, where what is there shows which one is
 * meant. That a folder is not seen says nothing alone: it may not have been rendered.
 * @param isOwn whether the address of a repository is that of this one
 */
export function* missingFolders(set: ManifestSet, isOwn: (url: string) => boolean): Iterable<Report> {
  const readers = applicationsOf(set).flatMap((one): Reader[] => {
    const { source } = one.spec;
    const path = isObject(source) && isOwn(text(source, 'repoURL') ?? '') ? one.paths[0] : undefined;
    return path === undefined || path === '' || isTemplated(path) ? [] : [{ one, path }];
  });
  const folders = foldersOf(set);
  if (readers.every(({ path }) => folders.has(path))) return;
  const known = new Set([...folders, ...filesOf(set)]);
  const [seen, unseen] = [true, false].map((is) => readers.filter(({ path }) => known.has(path) === is));
  for (const made of groupBy(unseen ?? [], ({ one }) => one.manifest).values()) {
    const all = readers.filter(({ one }) => one.manifest === made[0]?.one.manifest);
    const pattern = made.length > 1 && made.length === all.length ? otherPattern(made, known) : undefined;
    if (pattern) yield pattern;
    else for (const reader of made) yield* oneFolder(reader, known, set);
  }
  yield* renamed(unseen ?? [], seen ?? [], known, set);
}

/** A folder of folders, or a slip in the path that an element of a list is filled in with. */
function* oneFolder({ one, path }: Reader, known: ReadonlySet<string>, set: ManifestSet): Iterable<Report> {
  const at = filledField(one, 'source.path');
  const below = `${path}/${set.name}`;
  const recurses = isObject(one.spec.source) && isObject(one.spec.source.directory);
  if (set.name !== '' && known.has(below) && !recurses && environmentOf(`${path}/x`) === undefined)
    yield report(at, `nothing stands right in "${path}", there is "${below}"`, {
      why: 'Argo CD reads a folder without its subfolders: it finds no manifests there.',
      fix: `Write path: ${below}.`,
    });
  if (one.element === undefined) return;
  const near = [...known].find((other) => isOneSlip(other, path));
  if (near !== undefined && near.split('/').length === path.split('/').length && path.includes('/'))
    yield report(at, `there is no folder "${path}", there is "${near}"`, { why: WHY, fix: `Did you mean "${near}"?` });
}

/** All that one template makes reads what is not there, and folders called after its elements lie elsewhere. */
function otherPattern(made: readonly Reader[], known: ReadonlySet<string>): Report | undefined {
  const [first] = made;
  const template = first && fieldOf(first.one.manifest, 'spec.template.spec.source.path');
  const [, before = '', key = '', after = ''] =
    /^([^{]*)\{\{\s*\.?([\w-]+)\s*\}\}([^{]*)$/.exec(template?.text ?? '') ?? [];
  // Quotes in the middle of a path are said by appset.
  if (!template || key === '' || /["']/.test(`${before}${after}`)) return undefined;
  const names = made.flatMap(({ one }) => text(fieldOf(one.manifest, one.element ?? []).value, [key]) ?? []);
  const ways = new Map<string, number>();
  for (const path of known) {
    const steps = path.split('/');
    const step = steps.findIndex((one) => names.includes(one));
    if (step <= 0) continue;
    const way = [...steps.slice(0, step), '{{}}', ...steps.slice(step + 1)].join('/');
    ways.set(way, (ways.get(way) ?? 0) + 1);
  }
  const depth = `${before}x${after}`.split('/').length;
  const alike = [...ways].filter(
    ([way, count]) => count * 2 > names.length && count > 1 && way.split('/').length === depth,
  );
  // The one that has most of the written one in it.
  const written = `${before}${after}`.split('/').filter((step) => step !== '');
  const shared = (way: string) => way.split('/').filter((step) => written.includes(step)).length;
  const [best] = alike.toSorted(([a], [b]) => shared(b) - shared(a));
  if (!best || shared(best[0]) === 0) return undefined;
  const right = best[0].replace('{{}}', `{{${key}}}`);
  return report(template, `there is no folder "${template.text}" for any element, there is "${right}"`, {
    why: WHY,
    fix: `Write path: '${right}'.`,
  });
}

/** One folder that nobody applies, beside those of others, and one Application that reads a folder which is not there. */
function* renamed(
  unseen: readonly Reader[],
  seen: readonly Reader[],
  known: ReadonlySet<string>,
  set: ManifestSet,
): Iterable<Report> {
  if (unseen.length === 0 || seen.length < 3) return;
  const owned = new Set([...ownersOf(set).values()].flatMap(({ paths }) => paths));
  for (const { one, path } of unseen) {
    const steps = path.split('/');
    for (const [i, own] of steps.entries()) {
      const [before, after] = [steps.slice(0, i), steps.slice(i + 1)].map((part) => part.join('/'));
      const beside = (other: string) => {
        const others = other.split('/');
        return others.length === steps.length && others.every((step, j) => j === i || step === steps[j]);
      };
      const members = seen.filter((other) => beside(other.path));
      const alone = [...known].filter((other) => beside(other) && !owned.has(other));
      const lost = unseen.filter((other) => beside(other.path));
      const [only] = alone;
      if (members.length < 3 || alone.length !== 1 || lost.length !== 1 || only === undefined) continue;
      if (environmentOf(`${own}/x`) !== undefined || (before === '' && after === '')) continue;
      // A slip is said as one.
      if (one.element !== undefined && isOneSlip(only, path)) continue;
      // A folder that is not seen may be there: the name of the Application tells.
      if (!one.name.includes(only.split('/')[i] ?? one.name)) continue;
      yield report(
        filledField(one, 'source.path'),
        `there is no folder "${path}", and no Application applies "${only}" beside it`,
        { why: WHY, fix: `Write path: ${only}, if that is what "${one.name}" shall apply.` },
      );
    }
  }
}
