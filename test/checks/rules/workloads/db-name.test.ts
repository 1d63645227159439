import { dbName } from '../../../../src/checks/rules/workloads/db-name.js';
import { findings } from '../../findings.js';

const url = (name: string, database: string) =>
  `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: api}, data: {URL: "postgresql+asyncpg://u:p@db.data.svc:5432/${database}"}}\n`;
const four = ['a', 'b', 'c', 'd'].map((name) => url(name, 'main')).join('');
const chart = (database: string, script: string) =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: db, namespace: argocd}, spec: {destination: {namespace: data}, source: {chart: postgresql, repoURL: x, helm: {valuesObject: {auth: {database: ${database}}, primary: {initdb: {scripts: {a.sql: "${script}"}}}}}}}}\n`;
const check = (text: string) => findings(dbName, text);

test('a name that nobody else uses', () => {
  expect(check(four + url('e', 'mian'))).toEqual([
    'warning data.URL: database "mian" of "db.data.svc": 4 others use "main"',
  ]);
});

test('a first script for another database', () => {
  expect(check(chart('main', 'GRANT ALL PRIVILEGES ON DATABASE shop TO shop;'))).toEqual([
    'error spec.source.helm.valuesObject: the first script names database "shop", and the chart makes "main"',
  ]);
});

test.each([
  ['the same', four + url('e', 'main')],
  ['too few', url('a', 'main') + url('b', 'other')],
  ['two that several use', four + url('e', 'other') + url('f', 'other')],
  [
    'one that the script creates',
    chart('main', 'CREATE DATABASE mian; GRANT ALL ON DATABASE mian TO a;') + four + url('e', 'mian'),
  ],
  ['what every server has', chart('main', 'GRANT ALL ON DATABASE postgres TO a;')],
  ['the database itself', chart('main', 'GRANT ALL ON DATABASE main TO a;')],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
