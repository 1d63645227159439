import { secretLiteral } from '../../../../src/checks/rules/security/secret-literal.js';
import { runAll } from '../../../../src/checks/run.js';
import { findingsJson } from '../../../../src/diagnostic/json.js';
import { renderFindings } from '../../../../src/diagnostic/render.js';
import { partFiles } from '../../../../src/manifest/files/sets.js';
import { writeYaml } from '../../../../src/manifest/yaml/write-yaml.js';
import { harmlessSettings } from '../../../values/harmless-settings.js';
import { madeUpSecrets } from '../../../values/made-up-secrets.js';
import { findings } from '../../findings.js';

type Setting = { readonly name: string; readonly value: string };

const pod = (env: readonly Setting[]) =>
  writeYaml({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'shop', namespace: 'api' },
    spec: {
      containers: [{ name: 'app', image: 'x:1', env: env.map((one, i) => ({ ...one, name: `${one.name}_${i}` })) }],
    },
  });
const config = (settings: readonly Setting[]) =>
  settings
    .map(({ name, value }, i) =>
      writeYaml({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: `c${i}`, namespace: 'api' },
        data: { [name]: value },
      }),
    )
    .join('---\n');

function everything(text: string) {
  const run = runAll(partFiles([{ file: 'a.yaml', path: 'a.yaml', text }]), {});
  const lines = text.split('\n');
  const printed =
    renderFindings(run.findings, { readLine: (_, line) => lines[line - 1] }) +
    findingsJson(run.findings, { files: 1, objects: 1, rules: 1 });
  return { found: run.findings.filter(({ rule }) => rule === 'secret-literal'), printed };
}

const secrets = madeUpSecrets(100);

test.each([
  ['variables', pod],
  ['config', config],
])('of a hundred planted %s at least 95 are found, and no value is printed by any rule', (_, write) => {
  const { found, printed } = everything(write(secrets));
  expect(found.length).toBeGreaterThanOrEqual(95);
  for (const { value } of secrets) for (const line of value.split('\n')) expect(printed).not.toContain(line);
});

test.each([
  ['variables', pod],
  ['config', config],
])('of thousands of harmless %s at most 1 in 1,000 is reported', (_, write) => {
  expect(findings(secretLiteral, write(harmlessSettings(3000))).slice(3)).toEqual([]);
});

test('a message of another rule that would quote the value does not', () => {
  const text = `
apiVersion: v1
kind: Secret
metadata: {name: s, namespace: api}
stringData: {password: made-up-and-long}
---
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: api}
spec:
  containers: [{name: a, image: "x:1", env: [{name: DB_PASSWORD, value: made-up-and-long, valu: 1}]}]
`;
  const { printed } = everything(text);
  expect(printed).toContain('secret-literal');
  expect(printed).not.toContain('made-up-and-long');
});

const secret = (data: string) => `{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: api}, ${data}}`;

test('a Secret in Git: base64 hides nothing', () => {
  expect(findings(secretLiteral, secret('data: {password: bWFkZS11cA==, username: YXBw}'))).toEqual([
    'error data: the Secret has "password" in Git',
  ]);
});

test.each([
  ['empty, for somebody to fill', 'data: {}'],
  ['settings beside no secret', 'stringData: {type: git, url: "https://github.com/a/b"}'],
  ['a template', 'stringData: {password: "{{ .password }}"}'],
])('no finding for a Secret with %s', (_, data) => {
  expect(findings(secretLiteral, secret(data))).toEqual([]);
});

test('values that an Application hands to a chart', () => {
  const helm = `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: a, namespace: argocd}
spec:
  source:
    helm:
      parameters: [{name: auth.password, value: made-up}]
      values: |
        auth:
          existingSecret: redis-auth
          rootPassword: made-up
`;
  expect(findings(secretLiteral, helm)).toEqual([
    'error spec.source.helm.parameters[0].value: parameter "auth.password" holds a password (7 characters)',
    'error spec.source.helm.values: key "values" holds a password (7 characters)',
  ]);
});

test('what a custom resource calls a password, but not where the name is that of a key', () => {
  const made = (kind: string, spec: string) =>
    `{apiVersion: x.io/v1, kind: ${kind}, metadata: {name: a, namespace: n}, spec: ${spec}}`;
  expect(findings(secretLiteral, made('Broker', '{adminPassword: made-up}'))).toHaveLength(1);
  expect(
    findings(secretLiteral, made('ExternalSecret', '{data: [{secretKey: x, remoteRef: {password: made-up}}]}')),
  ).toEqual([]);
});
