/** Series as promtool reads them, each with its values. Source: Prometheus, "Unit Testing for Rules: series notation". */
export interface Series {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `0x10`, `0+6x20`: one value each 30 s. */
  readonly values: string;
}

/** A moment of a story, and whether the alert must fire then. Seconds since the first sample. */
export interface Moment {
  readonly at: number;
  readonly fires: boolean;
}

/** A course of events, and when the alert must fire in it. */
export interface Story {
  readonly name: string;
  readonly series: readonly Series[];
  readonly moments: readonly Moment[];
}

/** What shows that an alert works. promtool plays all of it. */
export interface Proof {
  /** Labels of the alert besides its name, severity and what the rule adds. */
  readonly labels: Readonly<Record<string, string>>;
  /** Series with which it fires once `for` is over, and not before. Every one of its series is there from the start. */
  readonly failing: readonly Series[];
  /** When the condition first holds with those. Unit: seconds. Default 0: at the first sample. */
  readonly holdsFrom?: number;
  /** The same subject in good health. */
  readonly healthy: readonly Series[];
  /** Nobody asks anything of it. Where that makes no difference to health, absent. */
  readonly idle?: readonly Series[];
  /** What happens where the series are missing altogether. Default `silent`: another alert watches that. */
  readonly absent?: 'silent' | 'fires';
  /** Whether a stranger's series, alike but for one label that the query asks for, may matter. Default: never. */
  readonly stories?: readonly Story[];
}

/** How often rules are evaluated, and the step of all series. Unit: seconds. Source: row S13, "interval 30s". */
export const step = 30;

/** A number of samples that covers so many seconds. */
function samples(seconds: number): number {
  return Math.ceil(seconds / step);
}

/** A gauge that stays. */
export function steady(value: number, seconds: number): string {
  return `${text(value)}x${samples(seconds)}`;
}

/** A counter that grows evenly. @param rate growth in a second */
export function growing(rate: number, seconds: number, from = 0): string {
  return `${text(from)}${signed(rate * step)}x${samples(seconds)}`;
}

/** A counter that grows at one rate, then at another. */
export function growingThen(first: number, until: number, then: number, seconds: number): string {
  const turn = samples(until);
  const reached = first * step * turn;
  const rest = samples(seconds - until) - 1;
  return `0${signed(first * step)}x${turn} ${text(reached + then * step)}${signed(then * step)}x${rest}`;
}

/** A gauge that has one value, then another. */
export function steadyThen(first: number, until: number, then: number, seconds: number): string {
  return `${text(first)}x${samples(until)} ${text(then)}x${samples(seconds - until)}`;
}

function signed(value: number): string {
  return value < 0 ? text(value) : `+${text(value)}`;
}

function text(value: number): string {
  return String(Number(value.toPrecision(12)));
}
