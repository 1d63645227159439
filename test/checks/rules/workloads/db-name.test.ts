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

const full = (name: string, url: string) =>
  `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: api}, data: {URL: "postgresql://${url}"}}\n`;
const host = '@db.data.svc';
const users = ['a', 'b', 'c', 'd'].map((name) => full(name, `app:x${host}:5432/main`)).join('');

test.each([
  ['another user', `ap:x${host}:5432/main`, 'user "ap"', 'app'],
  ['another port', `app:x${host}:5433/main`, 'port "5433"', '5432'],
  ['no database, which means that of the user', `app:x${host}:5432`, 'database "app"', 'main'],
])('%s', (_, url, what, usual) => {
  expect(check(users + full('e', url))).toEqual([
    `warning data.URL: ${what} of "db.data.svc": 4 others use "${usual}"`,
  ]);
});

test('what stands beside the host', () => {
  const beside = (name: string, user: string) =>
    `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: api}, data: {DB_HOST: db.data.svc.cluster.local, DB_NAME: ${name}, DB_USER: ${user}}}\n`;
  expect(check(users + beside('main', 'ap'))).toEqual([
    'warning data.DB_USER: user "ap" of "db.data.svc.cluster.local": 4 others use "app"',
  ]);
  expect(check(users + beside('main', 'app'))).toEqual([]);
});

test('silent: the first user of every server, and one that the first script makes', () => {
  expect(check(users + full('e', `postgres:x${host}:5432/postgres`))).toEqual([]);
  expect(check(chart('main', 'CREATE ROLE ap LOGIN') + users + full('e', `ap:x${host}:5432/main`))).toEqual([]);
});

test('a driver that nobody else names', () => {
  expect(check(four + url('e', 'main').replace('postgresql+asyncpg', 'postgresql'))).toEqual([
    'warning data.URL: driver "postgresql://" of "db.data.svc": 4 others use "postgresql+asyncpg://"',
  ]);
  const two = ['e', 'f'].map((name) => url(name, 'main').replace('postgresql+asyncpg', 'postgresql')).join('');
  expect(check(four + two)).toEqual([]);
});
