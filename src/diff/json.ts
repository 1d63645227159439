import type { Finding } from '../diagnostic/diagnostic.js';
import type { FieldPath } from '../manifest/manifest.js';
import type { FieldChange } from './change.js';
import type { Diff } from './diff.js';
import type { Effect, Entry } from './effect.js';
import { summarize, totals } from './summary.js';

/**
 * The document of `eco diff --json`: one entry an environment, its changes the gravest first. Keys stand in a fixed
 * order, absent ones are left out.
 */
export function diffJson(diffs: readonly Diff[], findings: readonly Finding[]): string {
  const environments = diffs.map((diff) => ({
    name: diff.name,
    summary: summarize(diff),
    totals: totals(diff),
    changes: diff.entries.map(entryJson),
  }));
  return `${JSON.stringify({ environments, findings: [...findings, ...diffs.flatMap((diff) => diff.findings)] }, undefined, 2)}\n`;
}

function entryJson({ change, effects }: Entry): object {
  const { how, ref, before, after, fields } = change;
  const was = how === 'renamed' || how === 'rekinded' ? before.ref : undefined;
  const from = (path: FieldPath) => after?.origin.from?.(path);
  return {
    object: ref,
    change: how,
    was,
    file: (after ?? before).origin.file,
    effects: effects.map(effectJson),
    fields: fields.map((field) => fieldJson(field, from)),
  };
}

function effectJson({ kind, text, why, fix, grave, fields, source, restart, pods }: Effect): object {
  return {
    kind,
    text,
    why,
    fix,
    grave,
    fields,
    source,
    pods: pods ?? restart?.pods,
    seconds: restart?.seconds,
    loss: restart?.loss.is,
  };
}

function fieldJson({ label, op, from, to, after }: FieldChange, place: (path: FieldPath) => Finding['from']): object {
  return { field: label, op, from, to, source: after && place(after) };
}
