import { plain } from '../../construct/traced.js';
import { burnRates, factorFor } from '../../metrics/burn-rate.js';
import { max } from '../../metrics/combine.js';
import { exporter, gauge } from '../../metrics/metric.js';
import { value } from '../../metrics/query.js';
import { burnLimit, type Objective } from '../slo.js';
import { ratioName } from '../slo-rules.js';
import type { Row } from './panel.js';

const { left, ratio } = exporter([], {
  left: gauge(['namespace', 'service', 'slo']),
  ratio: gauge(['namespace', 'service', 'slo']),
});

/** What is left of each error budget, and how fast it is spent. */
export function objectiveRow(objectives: readonly Objective[]): Row {
  const [fastest] = burnRates;
  return {
    title: 'Objectives',
    panels: objectives.flatMap((one) => {
      const where = { namespace: one.namespace, service: one.service, slo: one.name };
      const limit = fastest && plain(burnLimit(one, factorFor(fastest, one.days)));
      const metric = (name: string) => ({ ...ratio, name });
      return [
        {
          title: `Error budget left: ${one.name}`,
          unit: 'percentunit' as const,
          least: -1,
          most: 1,
          lines: [{ query: max(value({ ...left, name: 'slo:error_budget:left' }, where), ['slo']), legend: '{{slo}}' }],
        },
        {
          title: `Missed: ${one.name}`,
          unit: 'percentunit' as const,
          limit,
          lines: (['1h', '6h', '3d'] as const).map((window) => ({
            query: max(value(metric(ratioName(window)), where), ['slo']),
            legend: window,
          })),
        },
      ];
    }),
  };
}
