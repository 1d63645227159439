import { canaryRoute } from '../../../../src/checks/rules/delivery/canary-route.js';
import { findings } from '../../findings.js';

const route = (canary: string, stable = canary) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart, namespace: shop }
spec:
  http:
    - ${canary}
    - ${stable}
`;
const side = (subset: string, { match = 'uri: { prefix: /a }', more = '', host = 'cart', port = 80 } = {}) =>
  `{ match: [{ ${match} }], ${more}route: [{ destination: { host: ${host}, subset: ${subset}, port: { number: ${port} } } }] }`;
const header = 'headers: { x-canary: { exact: "true" } }';
const canary = { match: `${header}, uri: { prefix: /a }` };
const said = (...args: Parameters<typeof route>) => findings(canaryRoute, route(...args));

test('the same but for the header', () => {
  expect(said(side('canary', canary), side('stable'))).toEqual([]);
});

test.each([
  ['another path', { match: `${header}, uri: { prefix: /b }` }, 'match[0].uri: the canary has uri {"prefix":"/b"}'],
  ['a method', { match: `${canary.match}, method: { exact: GET }` }, 'match[0].method: the canary has method {"exact'],
  ['another port', { ...canary, port: 81 }, 'route[0].destination.port: the canary has port {"number":81}'],
  ['a timeout', { ...canary, more: 'timeout: 5s, ' }, 'timeout: the canary has timeout "5s", and its stable side none'],
])('%s', (_, own, message) => {
  expect(said(side('canary', own), side('stable'))).toEqual([
    expect.stringContaining(`warning spec.http[0].${message}`),
  ]);
});

const named = (name: string, text: string) => text.replace('{ match', `{ name: ${name}, match`);

test('sides that their names tell apart', () => {
  expect(said(named('a-canary', side('canary', { ...canary, host: 'front' })), named('a', side('stable')))).toEqual([
    expect.stringContaining('host: the canary is one of "front", and its stable side of "cart"'),
  ]);
  expect(said(named('a-canary', side('stable', canary)), named('a', side('stable')))).toEqual([
    expect.stringContaining('subset: the canary is the subset "stable", as its stable side is'),
  ]);
});

test.each([
  ['two routes that ask for headers', said(side('canary', canary), side('stable', canary))],
  ['another host', said(side('canary', canary), side('stable', { match: 'uri: { prefix: /b }', host: 'front' }))],
  ['no subsets', findings(canaryRoute, route(side('a', canary), side('a', { match: 'uri: { prefix: /b }' })))],
])('silent: %s', (_, found) => {
  expect(found).toEqual([]);
});
