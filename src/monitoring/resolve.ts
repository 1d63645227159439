import type { Construct } from 'constructs';
import { checkDurations } from '../construct/durations.js';
import { reject } from '../construct/reject.js';
import { combine, from, type Input, plain, preset } from '../construct/traced.js';
import { format } from '../metrics/promql/format.js';
import { type Duration, parseDuration } from '../values/duration.js';
import { formatPercent } from '../values/percent.js';
import type { AlertKind, AlertOptions, AlertSettings, Severity } from './alert.js';
import { type Proof, step } from './proof.js';

/** An alert as a rule of Prometheus says it. */
export interface RuleAlert {
  readonly alert: string;
  readonly expr: Input<string>;
  readonly for: Input<Duration>;
  readonly severity: Input<Severity>;
  /** Labels that say whose alert it is, whatever labels the query keeps. */
  readonly labels: Readonly<Record<string, Input<string>>>;
  readonly summary: Input<string>;
  readonly description: Input<string> | undefined;
}

/** An alert of the library, and what shows that it works. */
export interface ResolvedAlert extends RuleAlert {
  readonly summary: string;
  readonly description: string;
  /** Worked out only where it is played. */
  readonly proof: () => Proof;
}

/**
 * The alerts of a table for one subject: the author's limits where there are some, else those of the kind. A mistake in
 * them is recorded on the construct.
 * @param name whom the alert speaks of, and its label `service`
 */
export function resolveAlerts<Subject, Table extends Readonly<Record<string, AlertKind<Subject>>>>(
  scope: Construct,
  table: Table,
  name: string,
  subject: Subject,
  settings: AlertSettings<keyof Table & string> = {},
): readonly ResolvedAlert[] {
  return Object.entries(table).flatMap(([alert, kind]): ResolvedAlert[] => {
    const chosen: AlertOptions | 'off' = Reflect.get(settings, alert) ?? {};
    if (chosen === 'off') return [];
    const { defaults } = kind;
    checkOptions(scope, alert, kind, chosen);
    const limit =
      from(chosen, 'limit') ?? preset(defaults.limit ?? 0, 'the limit of the alert, unless its author says otherwise');
    const hold = from(chosen, 'for') ?? preset(defaults.for, 'long enough that one bad sample is no alert');
    return [
      {
        alert,
        expr: combine([limit, hold], (one: number, holds: Duration) =>
          format(kind.query(subject, { limit: one, for: holds }).expr),
        ),
        for: hold,
        severity:
          from(chosen, 'severity') ??
          preset(defaults.severity, 'critical where users notice, warning where somebody should look'),
        labels: { service: name },
        summary: kind.summary(name),
        description: kind.description,
        proof: () => kind.proof(subject, { limit: plain(limit), for: plain(hold) }),
      },
    ];
  });
}

/** Rejects limits that nothing can pass, or that everything does. */
function checkOptions(
  scope: Construct,
  alert: string,
  kind: Pick<AlertKind<unknown>, 'defaults' | 'unit' | 'only'>,
  chosen: AlertOptions,
): void {
  const refuse = (key: keyof AlertOptions, message: string, why: string, fix: string) =>
    reject(scope, { rule: 'rule-schema', message, why, fix, property: { object: chosen, key } });
  const { limit } = chosen;
  const { unit, only, defaults } = kind;
  if (limit !== undefined && defaults.limit === undefined) {
    const why = 'The alert asks whether something is so, not how much of it there is.';
    refuse('limit', `${alert} has no limit, got ${limit}`, why, 'Leave the limit out.');
  } else if (limit !== undefined && unit === 'ratio' && !(limit > 0 && limit < 1)) {
    const meant = limit > 1 && limit < 100 ? limit / 100 : (defaults.limit ?? 0.05);
    const why = 'A ratio is a number from 0 to 1: nothing, or everything, is above such a limit.';
    refuse(
      'limit',
      `limit ${limit} of ${alert} is no ratio between 0 and 1`,
      why,
      `limit: ${meant} is ${formatPercent(meant)}.`,
    );
  } else if (limit !== undefined && !(limit >= 0 && Number.isFinite(limit))) {
    refuse(
      'limit',
      `limit ${limit} of ${alert} is no number from 0 up`,
      'No series can be compared with it.',
      `limit: ${defaults.limit}`,
    );
  } else if (limit !== undefined && only && !only.includes(limit)) {
    const why = 'The histogram has no bucket with that bound: how many took longer is not known.';
    refuse(
      'limit',
      `limit ${limit} of ${alert} is none of the bounds ${only.join(', ')}`,
      why,
      `limit: ${nearest(only, limit)}`,
    );
  }
  const seconds = chosen.for === undefined ? step : parseDuration(chosen.for);
  if (seconds === undefined) checkDurations(scope, 'rule-schema', chosen, ['for']);
  else if (seconds < step) {
    const why = `Rules are evaluated every ${step} s: a shorter time is none at all, and one bad sample fires.`;
    refuse(
      'for',
      `for "${chosen.for}" of ${alert} is shorter than the ${step}s between two evaluations`,
      why,
      `for: '${defaults.for}'`,
    );
  }
}

function nearest(bounds: readonly number[], wanted: number): number {
  return bounds.toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0] ?? wanted;
}
