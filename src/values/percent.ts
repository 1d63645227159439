/** A share of 100. Unit: %. Bounds are those of the property that takes it. */
export type Percent = number;

/** A number of pods or a share of them: `1`, `25%`. Source: Kubernetes, IntOrString. */
export type IntOrPercent = number | `${number}%`;

/**
 * 25 for `25%`.
 * Errors: undefined for all but digits and `%`: Kubernetes takes neither `-5%` nor `2.5%` nor the text `5`.
 * Source: k8s.io/apimachinery, validation.IsValidPercent.
 */
export function parsePercent(text: string): Percent | undefined {
  const match = /^(\d{1,9})%$/.exec(text);
  return match === null ? undefined : Number(match[1]);
}

/**
 * How many of `total` an {@link IntOrPercent} means. Kubernetes rounds `maxSurge` and both values of a
 * PodDisruptionBudget up, and `maxUnavailable` of a Deployment or Rollout down.
 * Errors: undefined when the value is neither a whole number nor a percentage.
 * Source: k8s.io/apimachinery, intstr.GetScaledValueFromIntOrPercent.
 */
export function scaledCount(value: number | string, total: number, round: 'up' | 'down'): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  const percent = parsePercent(value);
  if (percent === undefined) return undefined;
  const exact = (percent * total) / 100;
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}

/** A ratio as percent, without the noise of binary fractions: `99.9%` for 0.999, `7%` for 0.07. */
export function formatPercent(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(12))}%`;
}
