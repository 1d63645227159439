import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const pod = (spec: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: api}, spec: {${spec}, containers: [{name: app, image: "x:1"}]}}`;

test.each([
  [pod('hostAliases: [{ip: localhost, hostnames: [db]}]'), 'error spec.hostAliases[0].ip: "localhost" is no address'],
  [pod('dnsConfig: {nameservers: [dns.google]}'), 'error spec.dnsConfig.nameservers[0]: "dns.google" is no address'],
  [
    pod('dnsConfig: {nameservers: [1.1.1.1, 1.0.0.1, 8.8.8.8, 8.8.4.4]}'),
    'error spec.dnsConfig.nameservers[3]: dnsConfig names 4 servers, allowed are 3',
  ],
  [pod('hostname: a.b'), 'error spec.hostname: hostname "a.b" has "." as character 2, allowed are a-z, 0-9 and "-"'],
  [
    pod('tolerations: [{key: a, operator: Exists, effect: NoSchedule, tolerationSeconds: 60}]'),
    'error spec.tolerations[0].tolerationSeconds: "tolerationSeconds" is set, and the effect is NoSchedule',
  ],
])('%#', (text, said) => {
  expect(findings(schema, text)).toEqual([said]);
});

test.each([
  pod('hostAliases: [{ip: 127.0.0.1, hostnames: [db]}, {ip: "::1", hostnames: [db]}], subdomain: shop'),
  pod('dnsConfig: {nameservers: [1.1.1.1], searches: [a.b]}, hostname: "{{ .Values.name }}"'),
  pod('dnsConfig: {nameservers: [$(SERVER)]}, hostAliases: [{ip: $(IP), hostnames: [db]}], hostname: $(NAME)'),
  pod('tolerations: [{key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 60}]'),
])('silent %#', (text) => {
  expect(findings(schema, text)).toEqual([]);
});
