import { applicationSources, valueBelow } from '../../manifest/argocd/application-sources.js';
import type { Field } from '../../manifest/field.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import { dashboardsOf, queriesIn } from './dashboards.js';
import { type OtherQuery, otherQueries } from './other-queries.js';
import { type ReadQuery, readQuery } from './read-query.js';

/** A query that somebody asks Prometheus, and where it stands. */
export interface AskedQuery extends ReadQuery {
  readonly field: Field;
  readonly text: string;
  /**
   * `alert` and `record`: a rule of Prometheus, whose name it is. `panel`: of a dashboard. `analysis`: of a canary.
   * `trigger` and `adapter`: what an autoscaler looks at.
   */
  readonly by: 'alert' | 'record' | 'panel' | OtherQuery['by'];
  /** Of a panel: its file and its title, as all queries of a dashboard stand in one field. */
  readonly name: string;
  /** False where another store than Prometheus may be asked. */
  readonly sure: boolean;
  /** The rule that asks; undefined of all others. */
  readonly rule?: Field;
}

/** Rules of Prometheus: the rule, the group that it is in, and the namespace that it lies in. */
export interface RuleField {
  readonly rule: Field;
  readonly group: Field;
  readonly namespace: string | undefined;
}

/** Every rule of every PrometheusRule, and those in the values of the chart that makes some. */
export const rulesOf = perSet((set: ManifestSet): readonly RuleField[] => [
  ...set.fields('PrometheusRule').flatMap((root) => rulesBelow(root.items('spec.groups'), root.manifest.ref.namespace)),
  ...applicationSources(set)
    .filter(({ chart }) => chart === 'kube-prometheus-stack')
    .flatMap((source) => {
      const lists = valueBelow(source, ['additionalPrometheusRules']).items();
      const map = valueBelow(source, ['additionalPrometheusRulesMap'])
        .entries()
        .map(([, one]) => one);
      return rulesBelow(
        [...lists, ...map].flatMap((one) => one.items('groups')),
        source.namespace,
      );
    }),
]);

function rulesBelow(groups: readonly Field[], namespace: string | undefined): RuleField[] {
  return groups.flatMap((group) => group.items('rules').map((rule) => ({ rule, group, namespace })));
}

/** Every query that lies in the set. */
export const queriesOf = perSet((set: ManifestSet): readonly AskedQuery[] => [
  ...ruleQueries(set),
  ...panelQueries(set),
  ...otherQueries(set).map(({ field, name, by }): AskedQuery => {
    const text = field.text ?? '';
    return { field, text, ...readQuery(text), by, name, sure: true };
  }),
]);

function ruleQueries(set: ManifestSet): AskedQuery[] {
  return rulesOf(set).flatMap(({ rule }): AskedQuery[] => {
    const field = rule.at('expr');
    const text = field.scalar;
    if (text === undefined) return [];
    const alert = rule.at('alert').text;
    const name = alert ?? rule.at('record').text ?? '';
    const by = alert === undefined ? 'record' : 'alert';
    return [{ field, text, ...readQuery(text), by, name, sure: true, rule }];
  });
}

function panelQueries(set: ManifestSet): AskedQuery[] {
  return dashboardsOf(set).flatMap(({ field, name, json }) =>
    queriesIn(json).map(({ text, sure, part }): AskedQuery => {
      const place = part === undefined ? name : `${name}: ${part}`;
      return { field, text, ...readQuery(text), by: 'panel', name: place, sure };
    }),
  );
}
