import { oneOf } from '../../../src/checks/schema/one-of.js';
import { fieldOf } from '../../../src/manifest/field.js';
import { setOf } from '../../manifest/set-of.js';

const [manifest] = setOf('{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}').manifests;
const none = { of: ['a', 'b', 'c', 'd'], fix: 'Choose.' };

const said = (found: readonly string[], fixes?: Parameters<typeof oneOf>[3]) =>
  manifest && [...oneOf(fieldOf(manifest), '"x"', found, fixes)].map(({ message, fix }) => [message, fix]);

test('several, of which one is allowed', () => {
  expect(said(['a', 'b'])).toEqual([['"x" has a and b, allowed is one of them', 'Keep one of a and b.']]);
  expect(said(['a', 'b'], { several: 'Drop b.' })).toEqual([['"x" has a and b, allowed is one of them', 'Drop b.']]);
});

test('none, where one is needed: all that there could be', () => {
  expect(said([], { none })).toEqual([['"x" has none of a, b, c and d, it needs one of them', 'Choose.']]);
  expect(said([])).toEqual([]);
});

test('one', () => {
  expect(said(['a'], { none })).toEqual([]);
});
