import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const service =
  '---\n{apiVersion: v1, kind: Service, metadata: {name: hooks, namespace: api}, spec: {selector: {app: hooks}, ports: [{port: 8443}]}}\n';
const asked = 'service: {name: hooks, namespace: api, path: /check, port: 8443}';
const hook = (more: string, client = asked, name = 'check.shop.example.com') =>
  `---\n{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: {name: check}, webhooks: [{name: ${name}, admissionReviewVersions: [v1], sideEffects: None, rules: [{apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}], clientConfig: {${client}}${more}}]}\n`;
const check = (text: string) => findings(schema, service + text);
const client = 'webhooks[0].clientConfig';

test.each([
  [hook('', asked, 'check'), 'error webhooks[0].name: "check" has fewer than three parts between dots'],
  [hook(', timeoutSeconds: 60'), 'error webhooks[0].timeoutSeconds: "timeoutSeconds" is 60, allowed are 1 to 30'],
  [
    hook('').replace('sideEffects: None', 'sideEffects: Some'),
    'error webhooks[0].sideEffects: "Some" is not one of None and NoneOnDryRun',
  ],
  [
    hook('', asked.replace('/check', 'check')),
    `error ${client}.service.path: "path" is "check", which does not begin with "/"`,
  ],
  [
    hook('', asked.replace('8443', '9443')),
    `error ${client}.service.port: Service "hooks" has no port 9443, only 8443`,
  ],
  [hook('', asked.replace(', port: 8443', '')), `error ${client}.service: Service "hooks" has no port 443, only 8443`],
  [hook('', `${asked}, url: "https://a.b/c"`), `error ${client}: "clientConfig" has url and service`],
  [hook('', 'caBundle: ""'), `error ${client}: "clientConfig" has neither url nor service`],
])('%s', (text, said) => {
  expect(check(text)).toEqual([said]);
});

test.each([
  hook(', timeoutSeconds: 30, failurePolicy: Ignore, matchPolicy: Equivalent'),
  hook('', 'url: "https://a.b/c"'),
  hook('', asked.replace('name: hooks', 'name: others').replace('8443', '9443')),
])('silent: %s', (text) => {
  expect(check(text)).toEqual([]);
});
