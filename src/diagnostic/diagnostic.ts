/**
 * A place in a text file. Lines and columns start at 1; columns count UTF-16 code units, as editors and compilers do.
 * `file` is relative to the project's root where it lies below it.
 */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Characters to underline from `column`; 1 when absent. */
  readonly length?: number;
}

/** `error`: the cluster rejects it, or it cannot work. `warning`: it works until something happens. */
export type Severity = 'error' | 'warning';

/** Which object of the cluster a finding is about. `namespace` is absent for cluster-scoped objects. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/**
 * What is wrong, where, what would happen in the cluster, and how to mend it.
 * The shape is that of `eco check --json`: nothing here is for the terminal alone.
 */
export interface Finding {
  /** A rule's id, or the id of a message about input that is no manifest (`images-file`, `type-error` …). */
  readonly rule: string;
  readonly severity: Severity;
  /** Subject first, names in double quotes, got and allowed with units. One line, no full stop. */
  readonly message: string;
  readonly object?: ObjectRef;
  /** Dotted path of the field in the object: `spec.template.spec.containers[0].image`. */
  readonly field?: string;
  /** Where it stands: in YAML, or, where there is no YAML yet, in the author's TypeScript. */
  readonly at?: Place;
  /** The author's line behind it, where that is another place than `at`. */
  readonly from?: Place;
  /** The line at the place holds a secret: nothing may show it. */
  readonly concealed?: true;
  /** What happens in the cluster if it is applied as it stands. */
  readonly why?: string;
  /** What to type. */
  readonly fix?: string;
  /** What else this one finding stands for, where it would be the same sentence again: each place once, in the order of the input. */
  readonly also?: readonly Also[];
  /** What findings of several rules or objects come of, where that is one thing: `Secret api/db is missing`. */
  readonly cause?: string;
  /** What mends it byte for byte, where there is nothing to decide. */
  readonly edit?: Edit;
}

/** Another place that a finding is about. */
export type Also = Pick<Finding, 'object' | 'field' | 'at' | 'from'>;

/** A text to put in place of another. Offsets count UTF-16 code units from the start of the file, without its byte order mark. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A rule that could not check, and the facts it lacks: said once a run, never passed over in silence. */
export interface UncheckedRule {
  readonly rule: string;
  /** Names of the absent facts: `nodes`, `network`. */
  readonly needs: readonly string[];
}

/** Errors first decide an exit code: 1 when any finding is an error. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}
