import { type Suppression, suppress, suppressionsIn, unusedSuppressions } from '../../src/checks/suppress.js';
import type { Finding } from '../../src/diagnostic/diagnostic.js';
import { setOf } from '../manifest/set-of.js';

const cart = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'cart' };
const finding: Finding = { rule: 'node-capacity', severity: 'error', message: 'too large', object: cart };
const suppression = (changes: Partial<Suppression> = {}): Suppression => ({
  rule: 'node-capacity',
  reason: 'rarely full at once',
  covers: ({ object }) => object?.name === 'cart',
  on: 'Deployment shop/cart',
  ...changes,
});
const messages = (all: readonly Finding[]) => all.map(({ message }) => message);

it('takes out what it covers, and nothing else', () => {
  const other = { ...finding, rule: 'ref-missing' };
  const elsewhere = { ...finding, object: { ...cart, name: 'stock' } };
  const { left, accepted } = suppress([finding, other, elsewhere], [suppression()]);
  expect(left).toEqual([other, elsewhere]);
  expect(accepted).toMatchObject([{ found: finding, by: { reason: 'rarely full at once' } }]);
});

it('takes nothing out without a reason', () => {
  const { left, complaints } = suppress([finding], [suppression({ reason: '' })]);
  expect(left).toEqual([finding]);
  expect(messages(complaints)).toEqual(['the suppression of "node-capacity" on Deployment shop/cart gives no reason']);
});

it('takes nothing out past its last day', () => {
  const dated = suppression({ until: '2027-03-31' });
  expect(suppress([finding], [dated], '2027-03-31')).toMatchObject({ left: [], complaints: [] });
  const { left, complaints } = suppress([finding], [dated], '2027-04-01');
  expect(left).toEqual([finding]);
  expect(messages(complaints)).toEqual([
    'the suppression of "node-capacity" on Deployment shop/cart ended on 2027-03-31',
  ]);
});

it('must name a rule', () => {
  const ids = new Set(['node-capacity', 'ref-missing']);
  const { complaints } = suppress([], [suppression({ rule: 'node-capacty' })], undefined, () => true, ids);
  expect(complaints).toMatchObject([
    {
      message: 'the suppression of "node-capacty" on Deployment shop/cart names no rule',
      fix: 'Did you mean "node-capacity"?',
    },
  ]);
});

it('is reported when nothing needs it', () => {
  const unused = suppress([], [suppression()]);
  expect(messages(unusedSuppressions([unused]))).toEqual([
    'the suppression of "node-capacity" on Deployment shop/cart is of no use: there is no such finding',
  ]);
  // Another cluster that receives the same object needs it; a rule that did not run may.
  expect(unusedSuppressions([unused, suppress([finding], [suppression()])])).toEqual([]);
  expect(unusedSuppressions([suppress([], [suppression()], undefined, (rule) => rule === 'node-capacity')])).toEqual(
    [],
  );
});

it('may be of use as soon as what else the rule found is mended', () => {
  const elsewhere = { ...finding, object: { ...cart, name: 'stock' } };
  expect(unusedSuppressions([suppress([elsewhere], [suppression()])])).toEqual([]);
});

it('stands on an object as an annotation, with a reason and a last day', () => {
  const set = setOf(`
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  namespace: shop
  annotations:
    eco-check/node-capacity: rarely full at once, until 2027-03-31
    eco-check/image: the tag is moved by hand
spec: {}
`);
  expect(suppressionsIn(set)).toMatchObject([
    { rule: 'node-capacity', reason: 'rarely full at once', until: '2027-03-31', on: 'Deployment shop/cart' },
    { rule: 'image', reason: 'the tag is moved by hand' },
  ]);
});
