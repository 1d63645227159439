import { alertmanager } from '../../../../src/checks/rules/monitoring/alertmanager.js';
import { findings } from '../../findings.js';
import { promRule } from './prometheus-rule.js';

const config = (route: string, namespace = 'api') => `---
apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata: {name: shop, namespace: ${namespace}}
spec:
  route: ${route}
  receivers: [{name: team, slackConfigs: [{channel: "#shop"}]}, {name: night, slackConfigs: [{channel: "#night"}]}, {name: nobody}]
`;
const severity = (value: string, op = '=') => `matchers: [{name: severity, matchType: "${op}", value: "${value}"}]`;
const watchdog = promRule('{alert: Watchdog, expr: vector(1), labels: {severity: none}}');

test('a receiver that does not exist, with the one that is meant', () => {
  expect(findings(alertmanager, config('{receiver: taem}'))).toEqual([
    expect.stringContaining('receiver "taem" does not exist'),
  ]);
});

test('a route behind a wider one', () => {
  const routes = `[{receiver: team, ${severity('critical|warning', '=~')}}, {receiver: night, ${severity('critical')}}]`;
  expect(findings(alertmanager, config(`{receiver: team, routes: ${routes}}`))).toEqual([
    expect.stringContaining('no alert reaches the route to "night"'),
  ]);
  const going = routes.replace('receiver: team,', 'receiver: team, continue: true,');
  expect(findings(alertmanager, config(`{receiver: team, routes: ${going}}`))).toEqual([]);
});

test('Watchdog goes to people, unless a route takes it', () => {
  expect(findings(alertmanager, config('{receiver: team}') + watchdog)).toEqual([
    expect.stringContaining('"Watchdog", which always fires, goes to "team"'),
  ]);
  const own = '{receiver: team, routes: [{receiver: nobody, matchers: [{name: alertname, value: Watchdog}]}]}';
  expect(findings(alertmanager, config(own) + watchdog)).toEqual([]);
  expect(findings(alertmanager, config('{receiver: team}'))).toEqual([]);
});

test('an alert that ends where nobody is told', () => {
  const routes = `{receiver: team, routes: [{receiver: nobody, ${severity('info')}}]}`;
  const rule = promRule('{alert: Quiet, expr: up == 0, labels: {severity: info}}');
  expect(findings(alertmanager, config(routes) + rule)).toEqual([expect.stringContaining('"Quiet" goes to "nobody"')]);
});

test('alerts of other namespaces never match, where the operator adds its own', () => {
  const operator =
    '---\n{apiVersion: monitoring.coreos.com/v1, kind: Alertmanager, metadata: {name: a, namespace: monitoring}, spec: {}}\n';
  const text = config('{receiver: team}', 'monitoring') + operator + promRule('{alert: A, expr: up == 0}');
  expect(findings(alertmanager, text)).toEqual([expect.stringContaining('only alerts of namespace "monitoring"')]);
});

test('Watchdog by a route of its own, to a channel that people read', () => {
  const own = (channel: string) =>
    config('{receiver: team, routes: [{receiver: dead, matchers: [{name: alertname, value: Watchdog}]}]}').replace(
      '{name: nobody}',
      `{name: dead, ${channel}: [{}]}`,
    ) + watchdog;
  expect(findings(alertmanager, own('webhookConfigs'))).toEqual([]);
  expect(findings(alertmanager, own('slackConfigs'))).toEqual([
    expect.stringContaining('"Watchdog", which always fires, goes to "dead"'),
  ]);
});

test.each([
  ['a matcher of another form', `{receiver: team, routes: [{receiver: night, matchers: ['a = "b"']}]}`, 'own file'],
  ['a comparison that there is not', `{receiver: team, routes: [{receiver: night, ${severity('a', '==')}}]}`, '"=="'],
  [
    'a time that there is not',
    '{receiver: team, routes: [{receiver: night, muteTimeIntervals: [nihgt]}]}',
    'no time interval is called "nihgt"',
  ],
])('refuses %s', (_, route, said) => {
  expect(findings(alertmanager, config(route))).toEqual([expect.stringContaining(said)]);
});

test.each<[string, readonly string[]]>([
  ['{{ range .Alerts }}{{ if .Labels.a }}x{{ else }}y{{ end }}{{ end }}', []],
  ['{{ range .Alerts }}x', ['1 blocks begin, and 0 end']],
  ['{{ range .Alerts }x{{ end }}', ['"{{" without "}}"']],
])('a message: %s', (text, said) => {
  const told = config('{receiver: team}').replace('channel: "#shop"', `text: '${text}'`);
  expect(findings(alertmanager, told)).toEqual(
    said.map((what) => expect.stringContaining(`the message is no template: ${what}`)),
  );
});

test('labels that no alert has', () => {
  const grouped = (label: string) => config(`{receiver: team, groupBy: [alertname, ${label}]}`);
  expect(findings(alertmanager, grouped('team'))).toEqual([]);
  expect(findings(alertmanager, grouped('namesapce'))).toEqual([
    'warning spec.route.groupBy[1]: no alert has the label "namesapce"',
  ]);
  const hidden = config('{receiver: team}').replace('  route:', '  inhibitRules: [{equal: [alertnames]}]\n  route:');
  expect(findings(alertmanager, hidden)).toEqual([
    'warning spec.inhibitRules[0].equal[0]: no alert has the label "alertnames"',
  ]);
});
