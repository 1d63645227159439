import { placeholder } from '../../../../src/checks/rules/schema/placeholder.js';
import { findings, inFiles } from '../../findings.js';

const config = (value: string) =>
  findings(
    placeholder,
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: shop}\ndata:\n  KEY: ${JSON.stringify(value)}\n`,
  );

test.each([
  ['https://github.com/your-org/shop', 'your-org'],
  ['CHANGE_ME', 'CHANGE_ME'],
  ['changeme', 'changeme'],
  ['REPLACE_WITH_TOKEN', 'REPLACE_WITH_'],
  ['<account id>', '<account id>'],
  ['sg-xxxxxxxx', 'xxxxxxxx'],
  ['arn:aws:acm:eu-west-1:123456789012:certificate/1', 'arn:aws:acm:eu-west-1:123456789012:'],
  ['arn:aws:acm:eu-west-1:ACCOUNT_ID:certificate/1', 'arn:aws:acm:eu-west-1:ACCOUNT_ID:'],
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1', '123456789012.dkr.ecr.'],
  ['CERT_PLACEHOLDER', 'CERT_PLACEHOLDER'],
])('%s', (value, found) => {
  expect(config(value)).toEqual([`error data.KEY: "${found}" is a placeholder`]);
});

test.each([
  ['an account', 'arn:aws:iam::210987654321:role/shop'],
  ['a name for mktemp', 'mktemp /tmp/a.XXXXXX'],
  ['a named group', '^(?<host>[^ ]*)$'],
  ['a comment in a file', 'level: 1\n# changeme when it grows\n'],
  ['a word that holds one', 'exchange method'],
  ['a variable that may be empty', 'x="$A" || x=PLACEHOLDER'],
  ['hexadecimal', '0xxx'],
])('silent: %s', (_, value) => {
  expect(config(value)).toEqual([]);
});

test('silent: prose', () => {
  const rule = `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: x}\nspec: {groups: [{name: g, rules: [{alert: A, expr: up == 0, annotations: {description: "replace me"}}]}]}\n`;
  expect(findings(placeholder, rule)).toEqual([]);
});

test('a domain for documentation: a warning, once for all that name it', () => {
  const config = (name: string, host: string) =>
    `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: api}, data: {URL: "https://${host}/x"}}\n`;
  const real =
    '---\n{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i, namespace: api}, spec: {rules: [{host: shop.io}]}}\n';
  expect(findings(placeholder, config('a', 'api.example.com'))).toEqual([]);
  expect(findings(placeholder, real + config('a', 'api.example.com') + config('b', 'example.org'))).toEqual([
    'warning data.URL: "api.example.com" is a name for documentation, also in 1 more places',
  ]);
  expect(findings(placeholder, real + config('a', 'my-example.com') + config('b', 'example.community'))).toEqual([]);
});

test('a variable of a file that an Application applies as it is', () => {
  const variable = (name: string) => `$${`{${name}}`}`;
  const shop = (spec: string) =>
    `---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: shop, namespace: api}, spec: {${spec}}}\n`;
  const application = (path: string, more = '') =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: shop, namespace: argocd}, spec: {source: {repoURL: x, path: ${path}${more}}}}\n`;
  const of = (text: string, spec = `replicas: "${variable('REPLICAS')}"`) =>
    inFiles(placeholder, { 'apps/shop/all.yaml': shop(spec), 'argocd/apps.yaml': text });
  expect(of(application('apps/shop'))).toEqual([
    `error spec.replicas: "${variable('REPLICAS')}" is filled in by nobody: Application "shop" applies the file as it is`,
  ]);
  expect(of(application('apps/cart'))).toEqual([]);
  expect(of(application('apps/shop', ', plugin: {name: envsubst}'))).toEqual([]);
  const pod = `template: {spec: {containers: [{name: a, image: "a:1", args: ["$(PORT)"], env: [{name: A, value: "${variable('B')}"}]}]}}`;
  expect(of(application('apps/shop'), pod)).toEqual([]);
});
