/** Pods of each side at one point of a canary. */
export interface Sides {
  readonly canary: number;
  readonly stable: number;
}

/**
 * Pods of a canary whose traffic is its share of the pods. The controller takes the number nearest to the weight, of
 * `replicas` pods or, where it may surge, of one more; between 1 and 99 % it leaves at least one pod on each side.
 * Source: Argo Rollouts, utils/replicaset/canary.go, approximateWeightedCanaryStableReplicaCounts.
 */
export function podsByWeight(replicas: number, weight: number, surge: boolean): Sides {
  if (replicas === 0) return { canary: 0, stable: 0 };
  const up = Math.ceil((replicas * weight) / 100);
  const down = Math.floor((replicas * weight) / 100);
  const mayBeNone = weight === 0 || weight === 100 || (replicas === 1 && !surge);
  const options: [canary: number, total: number][] = [];
  if (up < replicas || mayBeNone) options.push([up, replicas]);
  if (!isTied(replicas, weight) && (down > 0 || mayBeNone)) options.push([down, replicas]);
  if (surge) {
    options.push([up, replicas + 1]);
    if (!isTied(replicas + 1, weight) && (down > 0 || mayBeNone)) options.push([down, replicas + 1]);
  }
  const off = ([canary, total]: readonly [number, number]) => Math.abs((canary * 100) / total - weight);
  const [first = [0, replicas], ...rest] = options;
  const [canary, total] = rest.reduce((best, next) => (off(next) < off(best) ? next : best), first);
  return { canary, stable: total - canary };
}

// Halfway between two numbers of pods the controller takes the larger.
function isTied(total: number, weight: number): boolean {
  return ((total * weight) / 100) % 1 === 0.5;
}

/**
 * Pods of a canary whose traffic a router splits: the stable side stays whole unless it shrinks with its traffic.
 * Source: Argo Rollouts, utils/replicaset/canary.go, CalculateReplicaCountsForTrafficRoutedCanary.
 */
export function podsByRouter(replicas: number, weight: number, stableShrinks: boolean): Sides {
  const share = (percent: number) => Math.ceil((replicas * percent) / 100);
  return { canary: share(weight), stable: stableShrinks ? share(100 - weight) : replicas };
}

/** Share of the pods that are canary. Unit: %, not rounded. */
export function shareOf({ canary, stable }: Sides): number {
  return canary + stable === 0 ? 0 : (canary * 100) / (canary + stable);
}

/** How far a share of pods may be from the weight that was asked for. Unit: points of %. */
const tolerance = 5;

/** Whether pods alone give a weight: the share comes within five points of it. */
export function isNear(weight: number, sides: Sides): boolean {
  return Math.abs(shareOf(sides) - weight) <= tolerance;
}

/** Weights that a number of pods gives exactly, but for rounding to whole %: `[25, 33, 50, 67, 75]` of 3 and one more. */
export function possibleWeights(replicas: number, surge: boolean): readonly number[] {
  const totals = surge ? [replicas, replicas + 1] : [replicas];
  const weights = totals.flatMap((total) =>
    Array.from({ length: Math.max(0, total - 1) }, (_, i) => Math.round(((i + 1) * 100) / total)),
  );
  const reached = weights.filter((weight) => Math.abs(shareOf(podsByWeight(replicas, weight, surge)) - weight) < 1);
  return [...new Set(reached)].sort((a, b) => a - b);
}

/** The possible weights just below and just above one that is not possible. */
export function nearestWeights(weight: number, possible: readonly number[]): readonly number[] {
  const below = possible.filter((one) => one < weight).at(-1);
  const above = possible.find((one) => one > weight);
  return [below, above].filter((one) => one !== undefined);
}
