import { projectSchema } from '../../../../src/checks/rules/gitops/project-schema.js';
import { findings } from '../../findings.js';

const project = (spec: string) =>
  findings(
    projectSchema,
    `{apiVersion: argoproj.io/v1alpha1, kind: AppProject, metadata: {name: shop, namespace: argocd}, spec: {${spec}}}`,
  );
const policy = (text: string) => project(`roles: [{name: ci, policies: ["${text}"]}]`);
const window = (fields: string) => project(`syncWindows: [{${fields}}]`);

test.each([
  [
    'p, proj:shop:ci, applications, sync, shop/*',
    '"p, proj:shop:ci, applications, sync, shop/*" is no permission: those have six parts, from "p" to "allow" or "deny"',
  ],
  [
    'p, proj:shops:ci, applications, sync, shop/*, allow',
    'a permission of "proj:shops:ci" stands at role "proj:shop:ci"',
  ],
  [
    'p, proj:shop:ci, applications, synch, shop/*, allow',
    '"synch" is no action: get, create, update, delete, sync, override, *, action/…',
  ],
  ['p, proj:shop:ci, applications, sync, */*, allow', '"*/*" is nothing of project "shop"'],
  ['p, proj:shop:ci, applications, sync, shop/*, alow', '"alow" is neither "allow" nor "deny"'],
])('%s', (text, message) => {
  expect(policy(text)).toEqual([`error spec.roles[0].policies[0]: ${message}`]);
});

test.each([
  ['kind: alow, schedule: "0 8 * * *", duration: 1h', '.kind', '"alow" is neither "allow" nor "deny"'],
  ['kind: deny, schedule: "0 25 * * *", duration: 1h', '.schedule', '"0 25 * * *" has "25" as hour'],
  ['kind: deny, schedule: "@daily", duration: 1h', '.schedule', '"@daily" is a shorthand'],
  ['kind: deny, schedule: "0 8 * * *", duration: 1hour', '.duration', '"1hour" is no duration'],
])('window: %s', (fields, at, message) => {
  expect(window(`${fields}, applications: ["*"]`)).toEqual([
    expect.stringContaining(`error spec.syncWindows[0]${at}: ${message}`),
  ]);
});

test('a window of nothing, and what is listed twice', () => {
  expect(window('kind: deny, schedule: "0 8 * * *", duration: 1h')).toEqual([
    'error spec.syncWindows[0]: a window is of no applications, namespaces or clusters',
  ]);
  expect(project('sourceRepos: [a, b, a], roles: [{name: ci}, {name: ci}]')).toEqual([
    'error spec.sourceRepos[2]: repository "a" is listed twice',
    'error spec.roles[1]: role "ci" is listed twice',
  ]);
});

test.each([
  'p,proj:shop:ci,applications,action/apps/Deployment/restart,shop/*,allow',
  'p, proj:shop:ci, logs, get, shop/argocd/cart, deny',
  '{{ policy }}',
])('silent: %s', (text) => {
  expect(policy(text)).toEqual([]);
});

test.each(['clusters', 'namespaces'])('silent: a window of %s', (key) => {
  expect(window(`kind: allow, schedule: "0 8 * * MON-FRI", duration: 8h, ${key}: [a]`)).toEqual([]);
});
