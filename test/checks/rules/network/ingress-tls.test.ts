import { ingressTls } from '../../../../src/checks/rules/network/ingress-tls.js';
import { findings } from '../../findings.js';

const ingress = (name: string, hosts: readonly string[], tls?: readonly string[]) => {
  const rules = hosts.map((host) => (host ? `{host: "${host}"}` : '{}')).join(', ');
  const certificates = tls ? `tls: [{hosts: [${tls.map((host) => `"${host}"`).join(', ')}]}], ` : '';
  return `---\n{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: ${name}, namespace: api}, spec: {${certificates}rules: [${rules}]}}\n`;
};
const check = (text: string) => findings(ingressTls, text);

test('a host that no rule has, while one of the rules has no certificate', () => {
  expect(check(ingress('a', ['shop.team.io', 'api.team.io'], ['shop.team.io', 'ap.team.io']))).toEqual([
    'warning spec.tls[0].hosts[1]: host "ap.team.io" is in no rule, and "api.team.io" has no certificate',
  ]);
});

test('a star stands for one word', () => {
  expect(check(ingress('a', ['a.b.team.io'], ['*.team.io']))).toHaveLength(1);
  expect(check(ingress('a', ['b.team.io', '*.team.io'], ['*.team.io']))).toEqual([]);
});

test.each([
  ['a host more', ingress('a', ['team.io'], ['team.io', 'www.team.io'])],
  ['a host less', ingress('a', ['team.io', 'www.team.io'], ['team.io'])],
  ['no certificate', ingress('a', ['team.io'])],
  ['no hosts', ingress('a', ['team.io'], [])],
  ['every host', ingress('a', [''], ['team.io'])],
  ['a template', ingress('a', ['{{ .Values.host }}'], ['team.io'])],
  ['two that share a host', ingress('a', ['team.io'], ['team.io']) + ingress('b', ['team.io'])],
  [
    'one with the rules, one with the certificate',
    ingress('a', ['b.io', 'c.io'], ['b.io', 'd.io']) + ingress('b', ['d.io'], ['c.io']),
  ],
])('silent: %s', (_, text) => {
  expect(check(text)).toEqual([]);
});
