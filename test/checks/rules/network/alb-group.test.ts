import { albGroup } from '../../../../src/checks/rules/network/alb-group.js';
import { findings } from '../../findings.js';

const ingress = (name: string, annotations: Readonly<Record<string, string>>) => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${name}
  namespace: api
  annotations:
    kubernetes.io/ingress.class: alb
${Object.entries(annotations)
  .map(([key, value]) => `    alb.ingress.kubernetes.io/${key}: "${value}"\n`)
  .join('')}`;
const member = (name: string, more: Readonly<Record<string, string>>) => ingress(name, { 'group.name': 'g', ...more });
const key = (name: string) => `metadata.annotations["alb.ingress.kubernetes.io/${name}"]`;

test('two values of what holds for all', () => {
  expect(findings(albGroup, member('a', { 'ssl-policy': 'x' }) + member('b', { 'ssl-policy': 'y' }))).toEqual([
    `error ${key('ssl-policy')}: ssl-policy "y" of group "g" is "x" in Ingress api/a`,
  ]);
});

test('what makes another load balancer should stand in every member', () => {
  expect(findings(albGroup, member('a', { scheme: 'internal' }) + member('b', {}))).toEqual([
    `warning ${key('group.name')}: scheme of group "g" stands in Ingress api/a and not in Ingress api/b`,
  ]);
});

test.each(['1001', '-2000', 'first', '1.5'])('order %s', (order) => {
  expect(findings(albGroup, member('a', { 'group.order': order }))).toEqual([
    `error ${key('group.order')}: group.order "${order}" is no whole number from -1000 to 1000`,
  ]);
});

test.each([
  ['the same', member('a', { subnets: 'x, y' }) + member('b', { subnets: 'y,x' })],
  ['only on one', member('a', { 'ssl-policy': 'x' }) + member('b', {})],
  ['merged ones', member('a', { tags: 'a=b' }) + member('b', { tags: 'c=d' })],
  [
    'another group',
    member('a', { scheme: 'internal' }) + ingress('b', { 'group.name': 'h', scheme: 'internet-facing' }),
  ],
  ['no group', ingress('a', { scheme: 'internal' }) + ingress('b', { scheme: 'internet-facing' })],
])('silent: %s', (_, text) => {
  expect(findings(albGroup, text)).toEqual([]);
});
