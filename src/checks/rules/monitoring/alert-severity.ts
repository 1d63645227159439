import { groupBy } from '../../../manifest/group-by.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { rulesOf } from '../../monitoring/queries.js';
import { oddOnesOut } from '../../odd-one-out.js';
import { report, rule } from '../../rule.js';

const alert = (name: string, severity: string) => `
        - alert: ${name}
          expr: up{job="${name.toLowerCase()}"} == 0
          for: 5m
          labels: { severity: ${severity} }`;
const others = ['CartDown', 'DeskDown', 'MailDown'].map((name) => alert(name, 'critical')).join('');
const example = (severity: string) => `
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: shop
  namespace: api
spec:
  groups:
    - name: shop
      rules:${others}${alert('TillDown', severity)}
`;

export const alertSeverity = rule({
  id: 'alert-severity',
  severity: 'warning',
  what: 'An alert has no severity, or one that is misspelt, where all others have one',
  why: 'Routes go by the severity: the alert falls to the default receiver, and who is on call is not woken.',
  fix: 'Give the alert a severity that the others have.',
  exceptions: ['A severity that several alerts have, or that is like none of the others.', 'Fewer than four alerts.'],
  source: 'Prometheus, configuration/alerting_rules; prometheus-operator, AlertmanagerConfig routes',
  wrong: example('critcal').replace('critcal }', 'critcal } # <--'),
  right: example('critical'),
  *check({ set }) {
    const alerts = rulesOf(set).flatMap(({ rule: one }) => (one.at('alert').exists ? [one] : []));
    const silent = oddOnesOut(alerts, (one) => (one.at('labels.severity').exists ? 'some' : 'none'));
    if (silent?.usual === 'some')
      for (const one of silent.odd)
        yield report(one, `the alert "${one.at('alert').text}" has no severity, and ${silent.count} others have one`);
    const levels = groupBy(
      alerts.map((one) => one.at('labels.severity')),
      ({ text }) => text ?? '',
    );
    const usual = [...levels].flatMap(([level, all]) => (level !== '' && all.length >= LEAST ? [level] : []));
    for (const [level, [first, ...rest]] of levels) {
      const near = didYouMean(level, usual);
      if (!first || rest.length > 0 || level === '' || level.includes('{{') || near === undefined) continue;
      yield report(first, `severity "${level}" is that of no other alert`, { fix: `Did you mean "${near}"?` });
    }
  },
});

/** So many alerts have a severity that is meant. */
const LEAST = 3;
