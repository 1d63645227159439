import type { Expr } from '../../../metrics/promql/ast.js';
import { nodes } from '../../../metrics/promql/walk.js';
import { boundless } from '../../monitoring/alert-bounds.js';
import { queriesOf } from '../../monitoring/queries.js';
import { report, rule } from '../../rule.js';

const example = (expr: string) => `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: shop
  namespace: api
spec:
  groups:
    - name: shop
      rules:
        - alert: QueueIsFull
          expr: ${expr}
          for: 5m
          labels: { severity: warning }
`;

export const alertCondition = rule({
  id: 'alert-condition',
  severity: 'warning',
  what: 'An alert fires always, or never, whatever is measured',
  why: 'A query without a comparison gives a series for each target, and an alert fires for each series: nobody heeds it any more.',
  fix: 'Compare the value with the limit: … > 100.',
  exceptions: [
    'Constants, and what is called after a watchdog: they fire always on purpose.',
    'Shares of which it cannot be seen that one count is part of the other.',
  ],
  source: 'Prometheus, configuration/alerting_rules',
  wrong: example('sum(queue_messages_ready) # <--'),
  right: example('sum(queue_messages_ready) > 100'),
  *check({ set }) {
    for (const { by, expr, field, name } of queriesOf(set)) {
      if (by !== 'alert' || !expr || /watchdog|dead.?man|heartbeat/i.test(name)) continue;
      const all = nodes(expr);
      if (!all.some(drops) && all.some(({ kind }) => kind === 'selector'))
        yield report(field, `the alert "${name}" compares its value with nothing`);
      for (const node of all) if (node.kind === 'binary') yield* boundless(node, field, name);
    }
  },
});

const COMPARES = new Set(['==', '!=', '<=', '<', '>=', '>']);

/** Whether a part of a query gives nothing for some series. */
function drops(node: Expr): boolean {
  if (node.kind === 'call') return node.name.startsWith('absent');
  if (node.kind !== 'binary') return false;
  return node.op === 'and' || node.op === 'unless' || (COMPARES.has(node.op) && !node.bool);
}
