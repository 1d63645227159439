import { App, Chart } from 'cdk8s';
import { plain } from '../../src/construct/traced.js';
import { objectivesOf, type Slo } from '../../src/monitoring/slo.js';
import { sloGroups } from '../../src/monitoring/slo-rules.js';
import { parseDuration } from '../../src/values/duration.js';

/** What an objective records, and courses of events, each with what must be recorded at its end. */
export interface Recorded {
  readonly record: string;
  readonly expr: string;
  readonly labels: Labels;
  /** Seconds between two samples. */
  readonly step: number;
  /** Seconds until the end of every story. */
  readonly end: number;
  /** How near is near enough. */
  readonly near: number;
  readonly stories: readonly Told[];
}

interface Told {
  readonly name: string;
  readonly series: readonly { readonly series: string; readonly values: string }[];
  /** Undefined: nothing is recorded. */
  readonly value: number | undefined;
}

type Labels = Readonly<Record<string, string>>;

/** How fast a counter grows: before the middle of the last of three windows, and after it. */
interface Flow {
  readonly before: number;
  readonly after: number;
}
type Counted = readonly [metric: string, labels: Labels, flow: Flow];

const even = (rate: number): Flow => ({ before: rate, after: rate });
const both = (a: Flow, b: Flow): Flow => ({ before: a.before + b.before, after: a.after + b.after });
const half = ({ before, after }: Flow): Flow => ({ before: before / 2, after: after / 2 });

interface Kind {
  readonly does: 'requests' | 'tasks';
  readonly slo: Slo;
  /** What is counted of those that succeed and those that fail. Without the second there is no series of failures. */
  readonly counts: (labels: Labels, good: Flow, bad: Flow | undefined) => readonly Counted[];
}

const inTime =
  (metric: string): Kind['counts'] =>
  (labels, good, bad = even(0)) => [
    [`${metric}_count`, labels, both(good, bad)],
    [`${metric}_bucket`, { ...labels, le: '0.5' }, half(good)],
    [`${metric}_bucket`, { ...labels, le: '1.0' }, good],
    [`${metric}_bucket`, { ...labels, le: '+Inf' }, both(good, bad)],
  ];

const budget = 0.05;
const [availability, latency] = [{ availability: 1 - budget }, { latency: { within: 1, objective: 1 - budget } }];
const kinds: readonly Kind[] = [
  {
    does: 'requests',
    slo: availability,
    counts: (labels, good, bad) => [
      ['http_requests_total', { ...labels, status: '2xx' }, half(good)],
      ['http_requests_total', { ...labels, status: '404' }, half(good)],
      ...['5xx', '503'].flatMap((status): Counted[] =>
        bad ? [['http_requests_total', { ...labels, status }, half(bad)]] : [],
      ),
    ],
  },
  {
    does: 'tasks',
    slo: availability,
    counts: (labels, good, bad = even(0)) => [
      ['celery_task_total', labels, both(good, bad)],
      ...(bad.before > 0 ? ([['celery_task_failed_total', labels, bad]] as const) : []),
    ],
  },
  { does: 'requests', slo: latency, counts: inTime('http_request_duration_seconds') },
  { does: 'tasks', slo: latency, counts: inTime('celery_task_duration_seconds') },
];

const floor = 0.01;

/** A fifth fails, or nothing does, or it ends; for a budget what is left of it then. */
function storiesOf(
  { does, counts }: Kind,
  isBudget: boolean,
): readonly { name: string; counted: readonly Counted[]; share: number | undefined }[] {
  const subject = does === 'requests' ? 'service' : 'container';
  const own = { namespace: 'shop', [subject]: 'cart', pod: 'cart-0' };
  const fifth = (rate: number) => counts(own, even(rate * 0.8), even(rate * 0.2));
  const strangers = ['namespace', subject].flatMap((label) =>
    counts({ ...own, [label]: 'another' }, even(0.1), even(3)),
  );
  return [
    { name: 'a fifth fails, of others nearly all', counted: [...fifth(0.5), ...strangers], share: 0.2 },
    { name: 'nothing fails', counted: counts(own, even(0.5), undefined), share: 0 },
    { name: 'it ends', counted: counts(own, even(0.4), { before: 0.1, after: 0 }), share: 0.05 / 0.45 },
    {
      name: 'more ask, and fewer fail',
      counted: counts(own, { before: 0.1, after: 0.5 }, { before: 0.3, after: 0.1 }),
      share: 0.4,
    },
    { name: 'few ask', counted: fifth(floor * 1.05), share: 0.2 },
    { name: 'too few ask', counted: fifth(floor * 0.95), share: isBudget ? 0.2 : undefined },
    { name: 'nobody asks', counted: fifth(0), share: undefined },
    { name: 'nothing is there', counted: [], share: undefined },
  ];
}

/** Every recording of every kind of objective, with its stories. */
export function recordings(): readonly Recorded[] {
  const chart = new Chart(new App(), 'test');
  return kinds.flatMap((kind) => {
    const { slo, does } = kind;
    const objectives = objectivesOf(chart, slo, { namespace: 'shop', service: 'cart', does });
    const records = objectives.flatMap(sloGroups).flatMap(({ records: own = [] }) => own);
    return records.map(({ record, expr, labels = {} }): Recorded => {
      const isBudget = record.endsWith(':left');
      const window = parseDuration(isBudget ? '30d' : record.replace('slo:error_ratio:rate', '')) ?? 0;
      // Enough samples to tell half a window from a whole one, few enough for thirty days.
      const step = Math.max(30, window / 60);
      const values = ({ before, after }: Flow) => {
        const turn = Math.floor((2.5 * window) / step);
        const reached = before * step * turn + after * step;
        return `0+${before * step}x${turn} ${reached}+${after * step}x${Math.ceil(window / step)}`;
      };
      const stories = storiesOf(kind, isBudget).map(({ name, counted, share }): Told => {
        const value = share === undefined ? undefined : isBudget ? 1 - share / budget : share;
        return {
          name,
          value,
          series: counted.map(([metric, own, flow]) => ({ series: seriesOf(metric, own), values: values(flow) })),
        };
      });
      return { record, expr: plain(expr), labels, step, end: 3 * window, near: isBudget ? 0.2 : 0.01, stories };
    });
  });
}

function seriesOf(metric: string, labels: Labels): string {
  return `${metric}{${Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(', ')}}`;
}
