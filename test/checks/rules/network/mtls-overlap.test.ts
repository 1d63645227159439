import { mtlsOverlap } from '../../../../src/checks/rules/network/mtls-overlap.js';
import { findings } from '../../findings.js';

const policy = (name: string, selector = '', namespace = 'shop') =>
  `---\n{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: ${name}, namespace: ${namespace}}, spec: {${selector}mtls: {mode: STRICT}}}\n`;
const cart = 'selector: {matchLabels: {app: cart}}, ';

it.each([
  ['the same pods', policy('a', cart) + policy('b', cart), 'app=cart'],
  ['the same namespace', policy('a') + policy('b'), 'all pods of the namespace'],
])('says that two are for %s', (_, text, whom) => {
  expect(findings(mtlsOverlap, text)).toEqual([`error metadata: PeerAuthentication shop/a is for ${whom} already`]);
});

it('takes one for some pods, one for all, and one of each namespace', () => {
  const other = cart.replace('cart', 'till');
  expect(
    findings(mtlsOverlap, policy('a') + policy('b', cart) + policy('c', other) + policy('a', '', 'store')),
  ).toEqual([]);
});
