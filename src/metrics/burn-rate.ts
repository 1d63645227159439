/**
 * How fast an error budget is spent, over a long window and a short one. A burn rate of 1 spends the budget exactly by
 * the end of the period; the short window lets the alert end soon after the trouble does.
 */
export interface BurnRate {
  /** Of a period of thirty days; {@link factorFor} gives that of another. */
  readonly factor: number;
  readonly long: string;
  readonly short: string;
  readonly severity: 'critical' | 'warning';
}

/** Source: Google, "The Site Reliability Workbook", chapter 5, table 5-8. */
export const burnRates: readonly BurnRate[] = [
  { factor: 14.4, long: '1h', short: '5m', severity: 'critical' },
  { factor: 6, long: '6h', short: '30m', severity: 'critical' },
  { factor: 3, long: '1d', short: '2h', severity: 'warning' },
  { factor: 1, long: '3d', short: '6h', severity: 'warning' },
];

/** The factor at which the same share of a budget is spent in the same time, for a period of so many days. */
export function factorFor({ factor }: BurnRate, days: number): number {
  return (factor * days) / 30;
}

/** Every window over which a ratio of failures is kept, shortest first. */
export const burnWindows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;
