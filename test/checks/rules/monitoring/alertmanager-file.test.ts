import { alertmanager } from '../../../../src/checks/rules/monitoring/alertmanager.js';
import { findings } from '../../findings.js';
import { promRule } from './prometheus-rule.js';

const RECEIVERS = '[{name: team, slack_configs: [{channel: "#shop"}]}, {name: night, pagerduty_configs: [{}]}]';
const body = (route: string, receivers = RECEIVERS) => `{route: ${route}, receivers: ${receivers}}`;

const secret = (text: string, key = 'alertmanager.yaml') => `---
apiVersion: v1
kind: Secret
metadata: {name: alertmanager, namespace: monitoring}
stringData:
  ${key}: |
    ${text}
`;
const encoded = (text: string) => `---
apiVersion: v1
kind: Secret
metadata: {name: alertmanager, namespace: monitoring}
data:
  alertmanager.yaml: ${Buffer.from(text).toString('base64')}
`;
const chart = (text: string) => `---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: monitoring, namespace: argocd}
spec:
  source:
    chart: kube-prometheus-stack
    helm: {valuesObject: {alertmanager: {config: ${text}}}}
`;

test.each([
  ['a Secret', secret(body('{receiver: taem}'))],
  ['a Secret in base64', encoded(body('{receiver: taem}'))],
  [
    'the values of its chart',
    chart(body('{receiver: taem, routes: [{receiver: team, matchers: [alertname="Watchdog"]}]}')),
  ],
])('reads the file in %s', (_, text) => {
  expect(findings(alertmanager, text)).toContainEqual(expect.stringContaining('receiver "taem" does not exist'));
});

test.each([
  ['no receiver at the root', '{group_by: [alertname]}', 'the root route names no receiver'],
  ['matchers at the root', '{receiver: team, matchers: [severity="a"]}', 'the root route has matchers'],
  [
    'a field with a slip',
    '{receiver: team, routes: [{receiver: night, matchers: [severity="a"], continues: true}]}',
    'no field "continues"',
  ],
  [
    'a matcher that is a mapping',
    '{receiver: team, routes: [{receiver: night, matchers: [{severity: a}]}]}',
    'is no matcher',
  ],
  ['minutes in words', '{receiver: team, group_wait: 5min}', '"5min" is no duration'],
  [
    'several behind =',
    '{receiver: team, routes: [{receiver: night, matchers: [severity="a|b"]}]}',
    'severity = "a|b" is compared letter by letter',
  ],
  ['repeated at every look', '{receiver: team, repeat_interval: 1m, group_interval: 5m}', 'repeated after 1m'],
  [
    'a route behind a wider one',
    '{receiver: team, routes: [{receiver: team, matchers: [severity=~"a|b"]}, {receiver: night, match: {severity: a}}]}',
    'no alert reaches the route to "night"',
  ],
])('%s', (_, route, message) => {
  expect(findings(alertmanager, secret(body(route)))).toEqual([expect.stringContaining(message)]);
});

test('receivers: one twice, one with a field of the operator, one that asks for what there is not', () => {
  const of = (receivers: string) =>
    findings(alertmanager, secret(body('{receiver: team, group_by: [job]}', receivers)));
  expect(of('[{name: team}, {name: team}]')).toEqual([expect.stringContaining('"team" is declared twice')]);
  expect(of('[{name: team, slackConfigs: []}]')).toEqual([expect.stringContaining('no field "slackConfigs"')]);
  expect(of('[{name: team, slack_configs: [{text: "{{ .GroupLabels.pod }} {{ .GroupLabels.job }}"}]}]')).toEqual([
    expect.stringContaining('group label "pod", by which nothing is grouped'),
  ]);
  expect(of('[{name: team, slack_configs: [{text: "{{ range .Alert }}{{ .Labels.pod }}{{ end }}"}]}]')).toEqual([
    expect.stringContaining('asks for ".Alert"'),
  ]);
});

test('what is right, and what is another file', () => {
  const routes =
    '{receiver: team, group_by: ["..."], routes: [{receiver: night, matchers: [\'{severity="a", team!~"b,c"}\'], continue: true}]}';
  expect(findings(alertmanager, secret(body(routes)))).toEqual([]);
  expect(findings(alertmanager, secret(body('{receiver: taem}'), 'other.yaml'))).toEqual([]);
  expect(findings(alertmanager, chart('{route: {receiver: taem}}'))).toEqual([]);
});

test('a severity that no route takes, where they go by it', () => {
  const tree = (levels: readonly string[]) =>
    secret(
      body(
        `{receiver: team, routes: [${levels.map((one) => `{receiver: night, matchers: [severity="${one}"]}`).join(', ')}]}`,
      ),
    );
  const alerts = (level: string, count: number) =>
    promRule(
      Array.from({ length: count }, (_, i) => `{alert: A${i}, expr: up == ${i}, labels: {severity: ${level}}}`).join(
        '\n        - ',
      ),
    );
  const of = (levels: readonly string[], level: string, count: number) =>
    findings(alertmanager, tree(levels) + alerts(level, count));
  expect(of(['critical', 'warning'], 'high', 1)).toEqual([
    expect.stringMatching(
      /^warning spec.groups\[0\].rules\[0\].labels.severity: no route takes severity "high" of "A0"/,
    ),
  ]);
  expect(of(['crit', 'warning'], 'critical', 3)).toEqual([
    expect.stringContaining('routes[0].matchers[0]: no alert has the severity "crit"'),
  ]);
  expect(of(['info', 'warning'], 'critical', 3)).toEqual([
    expect.stringContaining('["alertmanager.yaml"].route.routes: no route takes severity "critical"'),
  ]);
  expect(of(['critical', 'warning'], 'warning', 1)).toEqual([]);
  expect(of(['critical'], 'warning', 1)).toEqual([]);
});

test('a severity that alerts have by another name', () => {
  const alerts = promRule(
    '{alert: A, expr: up == 0, labels: {severity: critical}}\n        - {alert: B, expr: up == 1, labels: {severity: warning, team: critical}}',
  );
  const hiding = (source: string, target: string) =>
    secret(
      `{route: {receiver: team}, receivers: ${RECEIVERS}, inhibit_rules: [{source_matchers: ['${source}'], target_matchers: ['${target}'], equal: [namespace]}]}`,
    );
  const of = (source: string, target: string) => findings(alertmanager, hiding(source, target) + alerts);
  const place = 'warning stringData["alertmanager.yaml"].inhibit_rules[0].';
  expect(of('severity="crit"', 'severity="warning"')).toEqual([
    `${place}source_matchers[0]: no alert has the severity "crit": there are "critical" and "warning"`,
  ]);
  expect(of('severity="critical"', 'severity=~"Warning|info"')).toEqual([
    `${place}target_matchers[0]: no alert has the severity "Warning": there are "critical" and "warning"`,
  ]);
  expect(of('level="critical"', 'severity="warning"')).toEqual([
    `${place}source_matchers[0]: no alert has the label "level": "critical" is a severity here`,
  ]);
  expect(of('severity="critical"', 'severity=~"warning|info"')).toEqual([]);
  expect(of('severity="page"', 'severity!="crit"')).toEqual([]);
  expect(of('team="critical"', 'alertname=~"warn.*"')).toEqual([]);
  expect(findings(alertmanager, hiding('severity="crit"', 'severity="warning"'))).toEqual([]);
});

test('a route by such a severity is said once', () => {
  const routes = ['crit', 'warning'].map((one) => `{receiver: night, matchers: [severity="${one}"]}`).join(', ');
  const alerts = promRule('{alert: A, expr: up == 0, labels: {severity: critical}}');
  expect(findings(alertmanager, secret(body(`{receiver: team, routes: [${routes}]}`)) + alerts)).toEqual([
    expect.stringContaining('matchers[0]: no alert has the severity "crit"'),
  ]);
});

test('keys of the file, and of rules that hide alerts, as an AlertmanagerConfig has them', () => {
  const file = (key: string, source: string) =>
    secret(`{route: {receiver: team}, receivers: ${RECEIVERS}, ${key}: [{${source}: [alertname="A"]}]}`);
  expect(findings(alertmanager, file('inhibitRules', 'sourceMatch'))).toEqual([
    expect.stringContaining('Alertmanager has no field "inhibitRules" here'),
    expect.stringContaining('Alertmanager has no field "sourceMatch" here'),
  ]);
  expect(findings(alertmanager, file('inhibit_rules', 'source_matcher'))).toEqual([
    expect.stringContaining('Alertmanager has no field "source_matcher" here'),
  ]);
});

test('a channel that is a comment', () => {
  const of = (channel: string) =>
    findings(alertmanager, secret(body('{receiver: team}', `[{name: team, slack_configs: [{channel: ${channel}}]}]`)));
  expect(of('')).toEqual([expect.stringContaining('slack_configs[0].channel: channel is empty: "#" begins a comment')]);
  expect(of('"#shop"')).toEqual([]);
});
