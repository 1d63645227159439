import type { Construct } from 'constructs';
import { checkDurationsOrZero } from '../construct/durations.js';
import { reject } from '../construct/reject.js';
import { from, type Input, Traced } from '../construct/traced.js';
import { unfilled } from '../metrics/promql/unfilled.js';
import type { Duration } from '../values/duration.js';
import type { Severity } from './alert.js';
import type { RuleAlert } from './resolve.js';

/** An alert with a query of one's own. */
export interface OwnAlert {
  /**
   * What it asks, in PromQL: it fires for each series of the result. `own` are the label matchers that select the metrics
   * of this workload alone, to stand between `{` and `}`; leave it out where others' metrics are asked for.
   */
  readonly query: (own: string) => string;
  /** How long the query must have a result. */
  readonly for: Duration;
  readonly severity: Severity;
  /** One line: what is wrong. Templates of Prometheus may ask for labels that the query keeps: `{{ $labels.pod }}`. */
  readonly summary: string;
  /** What it means, with the value: `{{ $value }}`. */
  readonly description?: string;
  /** Where it stands what to do: a URL. */
  readonly runbook?: string;
}

/** Alerts of one's own by name: what Alertmanager knows them by, `NoOrders`. */
export type OwnAlerts = Readonly<Record<string, OwnAlert>>;

/** An alert of one's own as a rule of Prometheus says it. */
export interface WrittenAlert extends RuleAlert {
  readonly runbook?: Input<string> | undefined;
}

/** A workload as the series of its own metrics are labelled. */
export interface OwnSeries {
  readonly name: string;
  readonly namespace: string;
  readonly does: 'requests' | 'tasks';
}

/** Alerts of an author's own, each field with what it came from. */
export function ownAlerts(alerts: OwnAlerts, workload: OwnSeries): readonly WrittenAlert[] {
  const own = ownMatchers(workload);
  return Object.entries(alerts).map(([alert, props]) => ({
    alert,
    expr: new Traced(props.query(own), [{ kind: 'property', object: props, key: 'query' }]),
    for: from(props, 'for'),
    severity: from(props, 'severity'),
    labels: { service: workload.name },
    summary: from(props, 'summary'),
    description: from(props, 'description'),
    runbook: from(props, 'runbook'),
  }));
}

/** As the library's own alerts tell a workload's metrics from others': requests by Service, tasks by container. */
function ownMatchers({ name, namespace, does }: OwnSeries): string {
  return `namespace="${namespace}", ${does === 'requests' ? 'service' : 'container'}="${name}"`;
}

/** Rejects an alert whose name the workload has already, a time that is none, and variables in a query. */
export function checkOwnAlerts(scope: Construct, alerts: OwnAlerts, taken: ReadonlySet<string>): void {
  for (const [name, alert] of Object.entries(alerts)) {
    checkDurationsOrZero(scope, 'rule-schema', alert, ['for']);
    const left = unfilled(alert.query('own="x"'));
    if (left)
      reject(scope, {
        rule: 'rule-schema',
        message: `the query of "${name}" ${left.problem}`,
        why: 'Prometheus refuses it, and the operator leaves out every alert that stands with it.',
        fix: left.fix,
        property: { object: alert, key: 'query' },
      });
    if (!taken.has(name)) continue;
    reject(scope, {
      rule: 'rule-schema',
      message: `the alert "${name}" of ownAlerts has the name of one that is there already`,
      why: 'Alertmanager takes them for the same alert where their labels agree: one hides the other.',
      fix: `Give it a name of its own; or change the other: alerts: { ${name}: { … } }, or 'off'.`,
      property: { object: alerts, key: name },
    });
  }
}
