import { dashboard } from '../../../../src/checks/rules/monitoring/dashboard.js';
import { findings } from '../../findings.js';

const board = (json: string, name = 'shop', label = 'grafana_dashboard: "1"') =>
  `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: api, labels: {${label}}}, data: {${name}.json: '${json}'}}\n`;

test.each([
  ['text that is no JSON', board('{'), 'is no JSON'],
  ['panels without a title above them', board('{"panels":[{"title":"A"}]}'), 'dashboard "shop.json" has no title'],
  ['panels under another name', board('{"title":"S","panel":[]}'), '"panel" of "shop.json" is nothing'],
  [
    'a variable without a comma',
    board('{"title":"S","templating":{"list":[{"name":"a","query":"label_values(up pod)"}]}}'),
    'the variable "$a" of "shop.json" cannot be read',
  ],
  [
    'what an import by hand fills in',
    board(`{"title":"S","panels":[{"datasource":{"uid":"\${DS_PROMETHEUS}"}}]}`),
    `asks the datasource "\${DS_PROMETHEUS}", which nobody fills in`,
  ],
  ['a uid twice', board('{"uid":"a"}') + board('{"uid":"a"}', 'other'), 'is that of'],
  [
    'panels on top of each other',
    board(
      '{"title":"S","panels":[{"title":"A","gridPos":{"x":0,"y":0,"w":12,"h":8}},{"title":"B","gridPos":{"x":6,"y":4,"w":12,"h":8}}]}',
    ),
    '"A" and "B" overlap',
  ],
  [
    'a panel beyond the edge',
    board('{"title":"S","panels":[{"title":"A","gridPos":{"x":20,"y":0,"w":12,"h":8}}]}'),
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
        `{"title":"S","templating":{"list":[{"name":"namespace"}]},"panels":[{"datasource":{"type":"prometheus"},"targets":[{"expr":"${expr}"}]}]}`,
      ),
    );
  expect(asking('up{namespace=~\\"$namespac\\"}')).toEqual([expect.stringContaining('the variable "$namespac"')]);
  expect(asking('rate(up[$__rate_intervl])')).toEqual([expect.stringContaining('the variable "$__rate_intervl"')]);
  expect(asking('rate(up{namespace=\\"$namespace\\", a=~\\"b$\\"}[$__rate_interval])')).toEqual([]);
});

const grafana = (values: string, chart = 'grafana') =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: grafana, namespace: argocd}, spec: {source: {chart: ${chart}, helm: {valuesObject: {${values}}}}, destination: {namespace: mon}}}\n`;
const panels = (name = 'shop', label = 'grafana_dashboard: "1"') =>
  board(`{"title":"${name}","panels":[{"title":"A","datasource":{"uid":"prom"}}]}`, name, label);
const takes = (more: string) => `sidecar: {dashboards: {enabled: true, ${more}}}`;
const provider = (path: string) => `dashboardProviders: {p.yaml: {providers: [{name: a, options: {path: ${path}}}]}}`;
const mounted = (folder: string) =>
  `dashboardsConfigMaps: {a: shop}, ${provider(`/var/lib/grafana/dashboards/${folder}`)}`;

describe('what the sidecar of Grafana takes', () => {
  it.each([
    ['another value', takes('labelValue: "yes", searchNamespace: ALL'), 'the label "grafana_dashboard=yes": "shop" is'],
    ['another label', takes('label: board, searchNamespace: ALL'), 'the label "board": "shop" is not among them'],
    ['its own namespace', takes(''), 'the label "grafana_dashboard" in "mon": "shop" is not among them'],
  ])('not: %s', (_, values, message) => {
    expect(findings(dashboard, grafana(values) + panels())).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    ['its label', grafana(takes('labelValue: "1", searchNamespace: ALL')) + panels()],
    ['its namespace among others', grafana(takes('searchNamespace: "mon,api"')) + panels()],
    ['the label of the stack', grafana('', 'kube-prometheus-stack') + panels()],
    ['no sidecar', grafana('') + panels('shop', 'app: shop')],
    ['what the values name', grafana(`${takes('')}, ${mounted('a')}`) + panels('shop', 'app: shop')],
    ['what is no dashboard', grafana(takes('')) + board('{"a":1}', 'shop', 'app: shop')],
  ])('silent: %s', (_, text) => {
    expect(findings(dashboard, text)).toEqual([]);
  });

  it('none, where it is off', () => {
    expect(findings(dashboard, grafana('sidecar: {dashboards: {enabled: false}}') + panels())).toEqual([
      expect.stringContaining('"grafana" runs no sidecar that takes dashboards: "shop" is for one'),
    ]);
  });

  it('the folder, by the annotation that it looks for', () => {
    const named = (key: string) =>
      grafana(takes('searchNamespace: ALL, folderAnnotation: grafana_folder')) +
      panels().replace('labels:', `annotations: {${key}: Shop}, labels:`);
    expect(findings(dashboard, named('grafana_folder'))).toEqual([]);
    expect(findings(dashboard, named('grafana-folder'))).toEqual([
      expect.stringContaining('reads the folder from "grafana_folder", not from "grafana-folder"'),
    ]);
  });

  it('says it once, at the values, where all are left out', () => {
    const text = grafana(takes('label: board, searchNamespace: ALL')) + panels() + panels('cart');
    expect(findings(dashboard, text)).toEqual([
      expect.stringMatching(/^warning spec\.source\.helm\.valuesObject\.sidecar\.dashboards: .*"shop" and "cart" are/),
    ]);
  });
});

describe('a datasource by its uid', () => {
  const sources = (uid: string) =>
    `datasources: {datasources.yaml: {datasources: [{name: Prometheus, ${uid}, type: prometheus}]}}`;

  it('that none has', () => {
    expect(findings(dashboard, grafana(sources('uid: main')) + panels())).toEqual([
      expect.stringContaining('"shop.json" asks the datasource "prom", which Grafana does not have'),
    ]);
  });

  it.each([
    ['one has it', sources('uid: prom')],
    ['one is without a uid', sources('access: proxy')],
    ['Grafana keeps what is added by hand', `${sources('uid: main')}, persistence: {enabled: true}`],
    ['a sidecar adds some', `${sources('uid: main')}, sidecar: {datasources: {enabled: true}}`],
  ])('silent: %s', (_, values) => {
    expect(findings(dashboard, grafana(values) + panels())).toEqual([]);
  });
});

test('the file that Grafana reads is called .json', () => {
  const named = (key: string) => board('{"title":"A","panels":[]}').replace('shop.json:', `${key}:`);
  expect(findings(dashboard, named('shop.yaml'))).toEqual([
    expect.stringContaining('"shop.yaml" is a dashboard, and Grafana reads files that end in ".json"'),
  ]);
  expect(findings(dashboard, named('shop.json'))).toEqual([]);
});

test('lines that are called by a label which the query does not keep', () => {
  const called = (legend: string, expr = 'sum by (pod) (up)') =>
    findings(
      dashboard,
      board(
        `{"title":"S","panels":[{"title":"A","datasource":{"type":"prometheus"},"targets":[{"expr":"${expr}","legendFormat":"${legend}"}]}]}`,
      ),
    );
  expect(called('{{pod}}')).toEqual([]);
  expect(called('{{node}}', 'up')).toEqual([]);
  expect(called('{{ pods }}')).toEqual([
    expect.stringContaining('panel "A" of "shop.json" calls its lines by "pods", which the query does not keep'),
  ]);
});

test('types of datasources and of providers', () => {
  const source = (type: string) => `datasources: {d.yaml: {datasources: [{name: a, type: ${type}}]}}`;
  expect(findings(dashboard, grafana(source('prometheus')))).toEqual([]);
  expect(findings(dashboard, grafana(source('prometheu')))).toEqual([
    expect.stringContaining('Grafana has no datasource of type "prometheu"'),
  ]);
  expect(findings(dashboard, grafana('dashboardProviders: {p.yaml: {providers: [{type: files}]}}'))).toEqual([
    expect.stringContaining('a provider of dashboards is of type "file", not "files"'),
  ]);
});

describe('the folder of dashboards in values', () => {
  it.each([
    ['a provider of it', mounted('a')],
    ['a provider of what is above', mounted('')],
  ])('silent: %s', (_, values) => {
    expect(findings(dashboard, grafana(values))).toEqual([]);
  });

  it.each([
    ['another folder', mounted('b'), 'dashboardProviders["p.yaml"].providers[0].options.path'],
    ['none', 'dashboards: {a: {shop: {json: "{}"}}}', 'dashboards.a'],
  ])('that no provider looks in: %s', (_, values, field) => {
    expect(findings(dashboard, grafana(values))).toEqual([
      `warning spec.source.helm.valuesObject.${field}: no provider of Grafana looks in "/var/lib/grafana/dashboards/a", where the dashboards of "a" lie`,
    ]);
  });
});
