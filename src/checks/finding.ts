import type { Also, Finding } from '../diagnostic/diagnostic.js';
import { type FieldPath, formatPath, type Manifest } from '../manifest/manifest.js';
import type { Reference, ReferenceGraph } from '../manifest/references.js';
import type { Report, Rule } from './rule.js';
import { type RuleSettings, severityOf } from './settings.js';

/** What a rule's report becomes: places are worked out here, and only here. */
export function finding(rule: Rule, report: Report, settings: RuleSettings, graph?: ReferenceGraph): Finding {
  const { manifest, path, message, why, fix, mend } = report;
  const cause = report.cause ?? (graph && missingAt(graph, manifest, path));
  const edit = mend && manifest.origin.edit?.(mend);
  return {
    rule: rule.id,
    severity: severityOf(rule, report.severity, settings),
    message: oneLine(message),
    ...whereOf(report),
    ...(report.about ? { object: report.about } : {}),
    why: why ?? rule.why,
    fix: fix ?? rule.fix,
    ...(cause ? { cause } : {}),
    ...alsoOf(report),
    ...(edit ? { edit } : {}),
  };
}

function whereOf({
  manifest: { ref, origin },
  path,
}: Pick<Report, 'manifest' | 'path'>): Also & Pick<Finding, 'object'> {
  const at = origin.at?.(path);
  const from = origin.from?.(path);
  return {
    object: ref,
    ...(path.length > 0 ? { field: formatPath(path) } : {}),
    ...(at ? { at } : {}),
    ...(from ? { from } : {}),
  };
}

/** The other places, each once, and not the report's own. */
function alsoOf({ manifest, path, about, also = [] }: Report): Pick<Finding, 'also'> {
  const key = (one: Pick<Report, 'manifest' | 'path'>) =>
    JSON.stringify([one.manifest.origin.file, one.manifest.ref, one.path]);
  const own = about ? '' : key({ manifest, path });
  const places = new Map(also.map((one) => [key(one), one]));
  places.delete(own);
  return places.size > 0 ? { also: [...places.values()].map(whereOf) } : {};
}

/** The object that is missing where a report is about its name: whatever names it has the same cause. */
function missingAt(graph: ReferenceGraph, manifest: Report['manifest'], path: FieldPath): string | undefined {
  if (!isManifest(manifest)) return undefined;
  const edge = graph.from(manifest).find((one) => one.target.is === 'missing' && samePath(one, path));
  if (!edge) return undefined;
  const { kind, namespace, name } = edge.to;
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name} is missing`;
}

function samePath({ path }: Reference, other: FieldPath): boolean {
  return path.length === other.length && path.every((step, i) => step === other[i]);
}

function isManifest(manifest: Report['manifest']): manifest is Manifest {
  return 'object' in manifest;
}

// A name that is quoted in a message may be any text.
function oneLine(message: string): string {
  return /[\n\r]/.test(message) ? message.replaceAll('\n', '\\n').replaceAll('\r', '\\r') : message;
}
