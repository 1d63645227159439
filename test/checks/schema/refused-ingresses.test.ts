import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const PORT = '{service: {name: a, port: {number: 80}}}';
const ingress = (spec: string) =>
  `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a, namespace: api}, spec: {${spec}}}`;
const rule = (host: string, backend = PORT) =>
  ingress(`rules: [{host: "${host}", http: {paths: [{path: /, pathType: Prefix, backend: ${backend}}]}}]`);
const at = 'spec.rules[0]';

test.each([
  [rule('10.0.0.1'), `${at}.host: host "10.0.0.1" is an address, allowed is a name`],
  [
    rule('a.team.io:443'),
    `${at}.host: host "a.team.io:443" has ":" as character 10, allowed are a-z, 0-9, "-" and "."`,
  ],
  [rule('*'), `${at}.host: host "*" is no name`],
  [rule('*a.team.io'), `${at}.host: host "*a.team.io" has "*" at the start, allowed are a-z and 0-9`],
  [
    ingress(`tls: [{hosts: ["https://a.team.io"]}], defaultBackend: ${PORT}`),
    'spec.tls[0].hosts[0]: host "https://a.team.io" has ":" as character 6, allowed are a-z, 0-9, "-" and "."',
  ],
  [
    rule('a.team.io', '{service: {name: a, port: {number: 80, name: http}}}'),
    `${at}.http.paths[0].backend.service.port: "port" has the name "http" and the number 80`,
  ],
  [
    rule('a.team.io', '{service: {name: a}}'),
    `${at}.http.paths[0].backend.service: Service "a" is named without a port`,
  ],
  [
    rule('a.team.io', '{service: {name: a, port: {number: 80}}, resource: {kind: Bucket, name: b}}'),
    `${at}.http.paths[0].backend: "backend" has service and resource, allowed is one of them`,
  ],
  [
    ingress(`rules: [{http: {paths: [{pathType: Prefix, backend: ${PORT}}]}}]`),
    'spec.rules[0].http.paths[0]: the entry has pathType Prefix, and no path',
  ],
  [ingress('ingressClassName: alb'), 'spec: the Ingress has neither rules nor a defaultBackend'],
])('%#', (text, said) => {
  expect(findings(schema, text)).toEqual([`error ${said}`]);
});

test('the name of the host is given', () => {
  expect(findings(schema, rule('Shop.Team.io'))).toHaveLength(1);
  expect(findings(schema, rule('shop.team.io'))).toEqual([]);
});

test.each([
  ingress(`rules: [{http: {paths: [{pathType: ImplementationSpecific, backend: ${PORT}}]}}]`),
  rule('*.team.io'),
  rule('{{ .Values.host }}'),
  rule('', '{resource: {kind: Bucket, name: b}}'),
  ingress(`defaultBackend: {service: {name: a, port: {name: http}}}, tls: [{hosts: ["*.team.io"]}]`),
])('silent %#', (text) => {
  expect(findings(schema, text)).toEqual([]);
});
