import { evaluateCel } from '../../../src/checks/cel/cel.js';

const all = {
  name: 'shop',
  size: 3n,
  list: [1n, 2n],
  ratio: 0.5,
};

test.each([
  ['self.size <= 3 && self.name.matches("^[a-z]+$")', true],
  ['self.list.sum() == 3 && self.list.isSorted()', true],
  ['self.name.replace("s", "c") == "chop"', true],
  ['isURL("http://a.test/x") && !isURL("a b")', true],
  ['self.?absent.orValue(7) == 7', true],
  ['has(self.absent) ? self.absent > 1 : true', true],
  ['[self.ratio, 1.5].sum() == 2.0', true],
  ['self.size > 3', false],
  // What cannot be told: no object before this one, a field that is not there, an unknown function, no CEL at all.
  ['oldSelf.size == self.size', undefined],
  ['self.absent == 1', undefined],
  ['quantity(self.name).isLessThan(quantity("1Gi"))', undefined],
  ['self.(', undefined],
])('%s', (rule, expected) => {
  expect(evaluateCel(rule, all)).toBe(expected);
});

test('whether an item of a list has a field', () => {
  const rule = 'has(self[0].a) ? self[0].a.size() : 0';
  expect(evaluateCel(rule, [{ a: [1n] }])).toBe(1n);
  expect(evaluateCel(rule, [{}])).toBe(0n);
  expect(evaluateCel('has(self.x[1].a.b)', { x: [{}, { a: { b: 1n } }] })).toBe(true);
});

test('a regular expression that may take for ever is run where we have read it', () => {
  const rule = "self.matches('^(?:[a-z]|[0-9]{2})+$')";
  expect(evaluateCel(rule, 'a12')).toBeUndefined();
  expect(evaluateCel(rule, 'a12', 'known')).toBe(true);
  expect(evaluateCel(rule, 'a1', 'known')).toBe(false);
});
