import { imageUpdaterCreds } from '../../../../src/checks/rules/gitops/image-updater-creds.js';
import { findings } from '../../findings.js';
import { application } from './applications.js';

const credentials = (value: string) =>
  application(
    'u',
    `source: {repoURL: r, chart: argocd-image-updater, helm: {valuesObject: {config: {registries: [{credentials: "${value}"}]}}}}`,
  );
const secret = (more: string) =>
  `---\n{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: hub, namespace: argocd}, spec: {target: {name: hub${more}}}}\n`;
const at = 'error spec.source.helm.valuesObject.config.registries[0].credentials';

test.each([
  [
    'env:USER:PASSWORD',
    `${at}: "env:USER:PASSWORD" is no credential of the form env:: it is one variable, with user and password in it`,
  ],
  ['secret:argocd/hub', `${at}: "secret:argocd/hub" is no credential of the form secret:`],
  ['argocd/hub', `${at}: "argocd/hub" does not begin with pullsecret:, secret:, env: or ext:`],
])('%s', (value, message) => {
  expect(findings(imageUpdaterCreds, credentials(value))).toEqual([message]);
});

test.each(['env:HUB', 'secret:argocd/hub#creds', 'pullsecret:argocd/hub', 'ext:/scripts/login.sh'])(
  'silent: %s',
  (value) => {
    expect(findings(imageUpdaterCreds, credentials(value))).toEqual([]);
  },
);

test('a pull secret of another type', () => {
  expect(findings(imageUpdaterCreds, credentials('pullsecret:argocd/hub') + secret(''))).toEqual([
    `${at}: Secret "hub" is of type Opaque, a pullsecret is kubernetes.io/dockerconfigjson`,
  ]);
  const typed = secret(', template: {type: kubernetes.io/dockerconfigjson}');
  expect(findings(imageUpdaterCreds, credentials('pullsecret:argocd/hub') + typed)).toEqual([]);
});

test('values that are written as text', () => {
  const text = String.raw`source: {repoURL: r, chart: argocd-image-updater, helm: {values: "config:\n  registries:\n    - credentials: x\n"}}`;
  expect(findings(imageUpdaterCreds, application('u', text))).toEqual([
    'error spec.source.helm.values: "x" does not begin with pullsecret:, secret:, env: or ext:',
  ]);
});

test('a Secret that is called otherwise, or is in another namespace', () => {
  expect(findings(imageUpdaterCreds, credentials('pullsecret:argocd/hubs') + secret(''))).toEqual([
    `${at}: Secret "hubs" does not exist in namespace "argocd"`,
  ]);
  expect(findings(imageUpdaterCreds, credentials('secret:build/hub#key') + secret(''))).toEqual([
    `${at}: Secret "hub" does not exist in namespace "build"`,
  ]);
  const annotated = (key: string, value: string) =>
    application('a', 'source: {repoURL: r, path: p}', `{argocd-image-updater.argoproj.io/${key}: "${value}"}`);
  expect(
    findings(imageUpdaterCreds, annotated('cart.pull-secret', 'pullsecret:argocd/hubs') + secret('')),
  ).toHaveLength(1);
  expect(
    findings(imageUpdaterCreds, annotated('write-back-method', 'git:secret:argocd/hubs') + secret('')),
  ).toHaveLength(1);
  expect(findings(imageUpdaterCreds, annotated('write-back-method', 'git:secret:argocd/hub') + secret(''))).toEqual([]);
});

test('an address that is not that of the registry', () => {
  const registry = (fields: string) =>
    application(
      'u',
      `source: {repoURL: r, chart: argocd-image-updater, helm: {valuesObject: {config: {registries: [{${fields}}]}}}}`,
    );
  expect(findings(imageUpdaterCreds, registry('prefix: docker.io, api_url: "https://docker.io"'))).toEqual([
    `${at.replace('credentials', 'api_url')}: "https://docker.io" is not where the registry "docker.io" answers`,
  ]);
  expect(findings(imageUpdaterCreds, registry('prefix: docker.io, api_url: "https://registry-1.docker.io/"'))).toEqual(
    [],
  );
  expect(findings(imageUpdaterCreds, registry('prefix: hub.shop.io, api_url: "https://api.shop.io"'))).toEqual([]);
});
