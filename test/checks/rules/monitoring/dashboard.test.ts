import { dashboard } from '../../../../src/checks/rules/monitoring/dashboard.js';
import { findings } from '../../findings.js';

const board = (json: string, name = 'shop', label = 'grafana_dashboard: "1"') =>
  `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: api, labels: {${label}}}, data: {${name}.json: '${json}'}}\n`;

test.each([
  ['text that is no JSON', board('{'), 'is no JSON'],
  ['a uid twice', board('{"uid":"a"}') + board('{"uid":"a"}', 'other'), 'is that of'],
  [
    'panels on top of each other',
    board(
      '{"panels":[{"title":"A","gridPos":{"x":0,"y":0,"w":12,"h":8}},{"title":"B","gridPos":{"x":6,"y":4,"w":12,"h":8}}]}',
    ),
    '"A" and "B" overlap',
  ],
  [
    'a panel beyond the edge',
    board('{"panels":[{"title":"A","gridPos":{"x":20,"y":0,"w":12,"h":8}}]}'),
    'ends at column 32 of 24',
  ],
])('says of %s what is wrong', (_, text, message) => {
  expect(findings(dashboard, text)).toEqual([expect.stringContaining(message)]);
});

test('a ConfigMap without the label is no dashboard', () => {
  expect(findings(dashboard, board('{', 'shop', 'app: shop'))).toEqual([]);
});

test('text that is no JSON, though it has names of labels in braces', () => {
  const text = (json: string) => findings(dashboard, board(json));
  expect(text('{"a": {"legendFormat": "{{pod}}"} "b": 1}')).toEqual([expect.stringContaining('is no JSON')]);
  expect(text('{"a": {{ .Values.a }}}')).toEqual([]);
});

test('a variable that the dashboard does not have', () => {
  const asking = (expr: string) =>
    findings(
      dashboard,
      board(
        `{"templating":{"list":[{"name":"namespace"}]},"panels":[{"datasource":{"type":"prometheus"},"targets":[{"expr":"${expr}"}]}]}`,
      ),
    );
  expect(asking('up{namespace=~\\"$namespac\\"}')).toEqual([expect.stringContaining('the variable "$namespac"')]);
  expect(asking('rate(up{namespace=\\"$namespace\\", a=~\\"b$\\"}[$__rate_interval])')).toEqual([]);
});
