import type { FieldChange } from '../../src/diff/change';
import { describeField } from '../../src/diff/describe-field';

const ENV = 'spec.template.spec.containers[web].env[PORT]';

const CASES: readonly (readonly [label: string, from: FieldChange['from'], to: FieldChange['to'], said: string])[] = [
  ['spec.replicas', 2, 3, 'spec.replicas: 2 → 3'],
  ['spec.template.spec.containers[web].image', 'acme/cart:1', 'acme/cart:2', 'image of web: 1 → 2'],
  [`${ENV}.value`, '80', '81', 'env PORT of web: 80 → 81'],
  [ENV, { name: 'PORT', value: '80' }, undefined, 'env PORT of web: 80 (gone)'],
  [
    ENV,
    undefined,
    { name: 'PORT', valueFrom: { secretKeyRef: { name: 'cart', key: 'port' } } },
    'env PORT of web: Secret cart, port (new)',
  ],
  [
    ENV,
    undefined,
    { name: 'PORT', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    'env PORT of web: {name: PORT, valueFrom: {fieldRef: {fieldPath: status.podIP… (new)',
  ],
];

test.each(CASES)('%s', (label, from, to, said) => {
  const op = from === undefined ? 'added' : to === undefined ? 'removed' : 'changed';
  const pattern = label.replace(/\[[^\]]*\]/g, '[]');
  expect(
    describeField({ op, pattern, label, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }),
  ).toBe(said);
});
