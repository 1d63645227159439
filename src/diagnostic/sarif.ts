import type { Finding, ObjectRef, Place } from './diagnostic.js';
import { sortFindings } from './order.js';

/** A rule's text, as a report names it. */
export interface RuleText {
  readonly id: string;
  readonly severity: 'error' | 'warning';
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

export interface SarifOptions {
  /** Every rule; of those only what found something is written. */
  readonly rules: readonly RuleText[];
  readonly version: string;
  /** What a finding is recognised by in later runs, though lines have moved. */
  readonly fingerprint: (finding: Finding) => string;
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/**
 * Findings as SARIF 2.1.0, for code scanning. Where the author's line is known, that is the place of a result, and the
 * line of YAML a related one. Columns count UTF-16 code units.
 * Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
 */
export function sarifLog(findings: readonly Finding[], { rules, version, fingerprint }: SarifOptions): string {
  const sorted = sortFindings(findings);
  const ids = [...new Set(sorted.map(({ rule }) => rule))].sort();
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'eco', version, rules: ids.map((id) => descriptor(id, rules)) } },
        columnKind: 'utf16CodeUnits',
        results: sorted.map((finding) => result(finding, ids.indexOf(finding.rule), fingerprint(finding))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptor(id: string, rules: readonly RuleText[]): object {
  const rule = rules.find((one) => one.id === id);
  if (!rule) return { id };
  return {
    id,
    shortDescription: { text: `${rule.what}.` },
    fullDescription: { text: rule.why },
    help: { text: rule.fix },
    defaultConfiguration: { level: rule.severity },
  };
}

function result(finding: Finding, ruleIndex: number, fingerprint: string): object {
  const { rule, severity, message, at, from, why, fix, object, field } = finding;
  const place = from ?? at;
  const related = [
    ...(from && at ? [{ ...location(at), message: { text: 'The manifest' } }] : []),
    ...relatedOf(finding),
  ];
  const text = [`${message}.`, why, fix].filter((part) => part !== undefined).join(' ');
  return {
    ruleId: rule,
    ruleIndex,
    level: severity,
    message: { text },
    locations: place ? [location(place, object, field)] : [],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    partialFingerprints: { 'eco/v1': fingerprint },
  };
}

/** The other places that a result stands for. */
function relatedOf({ also = [] }: Finding): object[] {
  return also.flatMap(({ from, at, object, field }) => {
    const place = from ?? at;
    return place ? [{ ...location(place, object, field), message: { text: 'Here too' } }] : [];
  });
}

function location(place: Place, object?: ObjectRef, field?: string): object {
  const { file, line, column, length = 1 } = place;
  const name = object && `${object.kind}/${object.namespace ? `${object.namespace}/` : ''}${object.name}`;
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: { startLine: line, startColumn: column, endColumn: column + length },
    },
    ...(name
      ? { logicalLocations: [{ fullyQualifiedName: field ? `${name}#${field}` : name, kind: 'resource' }] }
      : {}),
  };
}

/** A path as a URI: relative to the root of the repository, or of a file outside it absolute. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return file.startsWith('/') ? `file://${path}` : path;
}
