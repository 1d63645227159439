import type { Expr } from '../metrics/promql/ast.js';
import type { Duration } from '../values/duration.js';
import type { Proof } from './proof.js';

/** How much an alert matters: `critical` wakes somebody up, `warning` waits for the morning. */
export type Severity = 'critical' | 'warning';

/** A query, whatever labels its result carries. */
export interface Asked {
  readonly expr: Expr;
}

/** What decides when an alert fires. */
export interface Limits {
  /** The value that must be passed. Unit: that of the alert, a ratio is 0-1. Absent where there is nothing to choose. */
  readonly limit?: number;
  /** How long it must hold. */
  readonly for: Duration;
}

/** What an author may change of an alert. */
export interface AlertOptions extends Partial<Limits> {
  readonly severity?: Severity;
}

/** Changes to alerts by their names: other limits, or `off`. */
export type AlertSettings<Name extends string> = { readonly [N in Name]?: AlertOptions | 'off' };

/**
 * A kind of alert: what it asks of one subject, and what a reader needs to know. One value a kind, in `alerts/`; its
 * name is the key in the table that holds it.
 */
export interface AlertKind<Subject> {
  readonly defaults: Limits & { readonly severity: Severity };
  /** What the limit is of: bounds it, and says how it is printed. */
  readonly unit?: 'ratio' | 'seconds' | 'count';
  /** Limits other than which make no sense: bounds of a histogram's buckets. */
  readonly only?: readonly number[];
  readonly query: (subject: Subject, limits: Required<Limits>) => Asked;
  /** One line: what is wrong with whom. Templates of Prometheus may ask for labels that the query keeps. */
  readonly summary: (name: string) => string;
  /** What it means, with the value. */
  readonly description: string;
  /** Runbook: what to look at first, in this order. */
  readonly look: readonly string[];
  /** Series that show that it fires when it must, and only then. */
  readonly proof: (subject: Subject, limits: Required<Limits>) => Proof;
}
