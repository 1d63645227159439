import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { readTemplate, type TemplateReading } from './go-template.js';
import { unknownCalls } from './template-calls.js';

/** Templates of an ExternalSecret that cannot be read, that name what is not fetched, or that leave out what is. */
export function* templates(manifest: Manifest): Iterable<Report> {
  const spec = fieldOf(manifest, 'spec');
  const template = spec.at('target.template');
  const texts = template.entries('data');
  const fetched = new Map(spec.items('data').map((row) => [row.at('secretKey').text ?? '', row.at('secretKey')]));
  const open = spec.items('dataFrom').length > 0 || template.items('templateFrom').length > 0;
  const readings = texts.map(([key, field]) => ({ key, field, reading: readTemplate(field.text ?? '') }));
  const wrong = readings.flatMap(({ field, reading }) => [
    ...wrongNames(field, reading, open ? undefined : new Set(fetched.keys())),
  ]);
  yield* wrong;

  // What is left out may be what a wrong name meant.
  if (wrong.length > 0 || texts.length === 0 || open || template.at('mergePolicy').text === 'Merge') return;
  if (readings.some(({ reading }) => !reading.complete)) return;
  const used = new Set(readings.flatMap(({ reading }) => reading.keys));
  const dropped = [...fetched].filter(([key]) => !used.has(key) && !texts.some(([made]) => made === key));
  const [first] = dropped;
  if (!first) return;
  yield report(
    first[1],
    `${listed(dropped.map(([key]) => `"${key}"`))} ${dropped.length > 1 ? 'are' : 'is'} fetched and left out`,
    {
      severity: 'warning',
      why: 'With a template the Secret holds the keys of the template alone.',
      fix: `Add it to the template: ${first[0]}: "{{ .${first[0]} }}"; or write mergePolicy: Merge.`,
    },
  );
}

function* wrongNames(
  field: Field,
  reading: TemplateReading,
  fetched: ReadonlySet<string> | undefined,
): Iterable<Report> {
  if (reading.problem !== undefined) {
    yield report(field, `the template cannot be read: ${reading.problem}`, {
      fix: 'Write {{ index . "a.b" }} for a key with dots.',
    });
    return;
  }
  const engine = fieldOf(field.manifest, 'spec.target.template.engineVersion').text;
  // A later release may have more: what is like none of those that are known may be one of its own.
  for (const { name, near } of engine === 'v1' ? [] : unknownCalls(field.text ?? '', fetched ?? []))
    if (near !== undefined)
      yield report(field, `the template calls "${name}", which is no function`, {
        fix: near.startsWith('.') ? `Write {{ ${near} }}: a value stands behind a dot.` : `Did you mean "${near}"?`,
      });
  if (!fetched || !reading.complete) return;
  for (const path of reading.dotted) {
    if (!fetched.has(path)) continue;
    yield report(field, `the template reads ".${path}", a field of "${path.split('.')[0]}", which is none`, {
      fix: `Write {{ index . "${path}" }}.`,
    });
  }
  for (const key of reading.keys) {
    if (fetched.has(key) || reading.dotted.some((path) => fetched.has(path) && path.startsWith(`${key}.`))) continue;
    const near = didYouMean(key, [...fetched]);
    yield report(field, `the template reads "${key}", which is not fetched`, {
      fix: near ? `Did you mean "${near}"?` : `Fetch it: - secretKey: ${key}.`,
    });
  }
}
