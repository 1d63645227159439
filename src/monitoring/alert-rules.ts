import { Construct } from 'constructs';
import { PrometheusRule, PrometheusRuleSpecGroupsRulesExpr } from '../../imports/monitoring.coreos.com.js';
import { emit, textual } from '../construct/emit.js';
import { type Identity, objectLabels } from '../construct/labels.js';
import type { MonitoringStack } from '../construct/platform.js';
import { reject } from '../construct/reject.js';
import { type Draft, type Input, preset, Traced, text } from '../construct/traced.js';
import type { Duration } from '../values/duration.js';
import { pickedUp } from './monitor.js';
import type { WrittenAlert } from './own-alert.js';
import { step } from './proof.js';
import type { ResolvedAlert, RuleAlert } from './resolve.js';

/** A query whose result is kept under a name of its own. */
export interface Recording {
  readonly record: string;
  readonly expr: Input<string>;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Rules that are evaluated one after the other. */
export interface RuleGroup {
  readonly name: string;
  /** Default `30s`. */
  readonly interval?: Input<Duration>;
  readonly records?: readonly Recording[];
  readonly alerts: readonly ResolvedAlert[];
}

/** Alerts and recordings about one workload, and who reads them. */
export interface AlertRulesProps {
  readonly identity: Identity;
  readonly stack: MonitoringStack;
  /** Who answers for its subject: label `team` of every alert, by which routes tell them apart. */
  readonly team?: Input<string> | undefined;
  /** Where runbooks can be read; alerts name none when absent. */
  readonly runbooks?: string | undefined;
  readonly groups: readonly RuleGroup[];
  /** Alerts of its author's own: a group for themselves. */
  readonly own?: readonly WrittenAlert[];
}

const evaluated = preset<Duration>(`${step}s`, 'as often as metrics are read');

/**
 * Recording rules and alerts, in the form of the Prometheus Operator. Groups without rules are left out.
 * Source: prometheus-operator, monitoring/v1, PrometheusRuleSpec; Prometheus, "Alerting rules".
 */
export class AlertRules extends Construct {
  /** What is written, group by group: tests play the proofs against it. */
  readonly groups: readonly RuleGroup[];

  constructor(scope: Construct, id: string, props: AlertRulesProps) {
    super(scope, id);
    const { identity, stack, runbooks, team, own = [] } = props;
    this.groups = props.groups
      .filter(({ alerts, records = [] }) => alerts.length + records.length > 0)
      .map((group) => ({ ...group, alerts: group.alerts.map((one) => ofTeam(one, team)) }));
    for (const group of this.groups) this.#checkNames(group);
    if (this.groups.length + own.length === 0) return;
    emit(this, 'rules', PrometheusRule, {
      metadata: { name: identity.name, labels: { ...objectLabels(identity), ...pickedUp(stack) } },
      spec: {
        groups: [
          ...this.groups.map(({ name, interval = evaluated, records = [], alerts }) => ({
            name,
            interval,
            rules: [...records.map(recordRule), ...alerts.map((one) => alertRule(one, pageOf(one, runbooks)))],
          })),
          ...(own.length === 0
            ? []
            : [
                {
                  name: 'own',
                  interval: evaluated,
                  rules: own.map((one) => alertRule(ofTeam(one, team), one.runbook)),
                },
              ]),
        ],
      },
    });
  }

  #checkNames({ name, alerts }: RuleGroup): void {
    const seen = new Set<string>();
    for (const { alert } of alerts) {
      if (seen.has(alert)) {
        reject(this, {
          rule: 'rule-schema',
          message: `group "${name}" has two alerts called "${alert}"`,
          why: 'One hides the other: Alertmanager takes them for the same alert where their labels agree.',
          fix: 'Give each a name of its own, or put them into groups of their own.',
        });
      }
      seen.add(alert);
    }
  }
}

function ofTeam<Alert extends RuleAlert>(one: Alert, team: Input<string> | undefined): Alert {
  return team === undefined ? one : { ...one, labels: { ...one.labels, team } };
}

/** Every alert of the library has a page. */
function pageOf({ alert }: RuleAlert, runbooks: string | undefined): Input<string> | undefined {
  return runbooks === undefined ? undefined : text`${runbooks}/${alert}.md`;
}

function recordRule({ record, expr, labels }: Recording): Draft<Rule> {
  return { record, expr: textual(PrometheusRuleSpecGroupsRulesExpr, expr), labels };
}

function alertRule(one: RuleAlert, runbook: Input<string> | undefined): Draft<Rule> {
  const { alert, expr, severity, labels, summary, description } = one;
  return {
    alert,
    expr: textual(PrometheusRuleSpecGroupsRulesExpr, expr),
    for: one.for,
    labels: { severity, ...labels },
    annotations: {
      // Where an author wrote them, that is where they came from.
      ...(description !== undefined && {
        description: description instanceof Traced ? description : preset(description, 'what it means, with the value'),
      }),
      ...(runbook !== undefined && { runbook_url: runbook }),
      summary: summary instanceof Traced ? summary : preset(summary, 'what is wrong, in one line'),
    },
  };
}

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: PrometheusRuleSpecGroupsRulesExpr;
  readonly for?: string;
  readonly labels?: Record<string, string> | undefined;
  readonly annotations?: Record<string, string>;
}
