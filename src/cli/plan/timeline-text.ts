import type { AnalysisTiming } from '../../order/timeline-analysis.js';
import type { Timeline } from '../../order/timeline-parts.js';
import { formatDuration } from '../../values/duration.js';

/** A timeline as lines of text; times from the start of the rollout. */
export function timelineText(timeline: Timeline): readonly string[] {
  const { replicas, router, steps, peak, strategy } = timeline;
  const [old, young] = strategy === 'canary' ? ['stable', 'canary'] : ['active', 'preview'];
  const by =
    strategy === 'blue-green'
      ? 'all traffic moves at once'
      : router
        ? `traffic split by ${router}`
        : 'traffic by number of pods';
  const rows = steps.map(({ what, weight, stable, canary, earliest, latest }, i) => [
    String(i + 1),
    what,
    `${weight} %`,
    String(stable),
    String(canary),
    time(earliest),
    time(latest),
  ]);
  return [
    `timeline of ${replicas} ${replicas === 1 ? 'pod' : 'pods'}, ${by}, at most ${peak} pods at a time`,
    ...table([['', 'step', 'new has', old ?? '', young ?? '', 'earliest', 'latest'], ...rows]),
    ...timeline.analyses.map(
      (analysis) => `beside it from step ${analysis.from} on: ${analysisText(analysis, analysis.begins)}`,
    ),
    abortText(timeline),
    'the first install goes straight to the end: there is no old version to compare with',
  ];
}

function analysisText(
  { name, first, interval, count, failures, earliestAbort }: AnalysisTiming,
  begins: number,
): string {
  const often =
    interval === 0 ? 'once' : `every ${formatDuration(interval)}${count === undefined ? '' : `, ${count} times`}`;
  const after = failures === 1 ? 'the first failure' : `failure ${failures}`;
  return `${name}, after ${formatDuration(first)} and ${often}; aborts at ${after}, at ${time(begins + earliestAbort)} at the earliest`;
}

function abortText({ abort, strategy }: Timeline): string {
  const { stable, missing, canaryStays } = abort;
  const pods = (n: number) => `${n} ${n === 1 ? 'pod' : 'pods'}`;
  const stays =
    canaryStays === Number.POSITIVE_INFINITY
      ? 'stay until they are removed'
      : `go after ${formatDuration(canaryStays)}`;
  const back = strategy === 'canary' ? 'stable' : 'active';
  return [
    `an abort: traffic goes back to the ${back} pods, ${pods(stable)} at once${missing > 0 ? ` and ${missing} when they have started` : ''};`,
    `the new pods ${stays}; the Rollout is Degraded until Git is reverted`,
  ].join(' ');
}

function time(seconds: number): string {
  return seconds === Number.POSITIVE_INFINITY ? 'when promoted' : formatDuration(seconds);
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 1 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
