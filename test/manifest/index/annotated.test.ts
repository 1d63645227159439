import { annotated, annotations } from '../../../src/manifest/index/annotated.js';
import { setOf } from '../set-of.js';

const set = setOf(`
apiVersion: v1
kind: ConfigMap
metadata:
  name: cart
  annotations:
    team/owner: ann
    constructor: x
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: mail
  annotations: none
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: stock
  annotations:
    team/owner: 1
`);

test('those that have an annotation, whatever its value', () => {
  expect(annotated(set, 'team/owner').map(({ ref }) => ref.name)).toEqual(['cart', 'stock']);
  expect(annotated(set, 'constructor').map(({ ref }) => ref.name)).toEqual(['cart']);
  expect(annotated(set, 'toString')).toEqual([]);
});

test('the keys that there are', () => {
  expect([...annotations(set).keys()]).toEqual(['team/owner', 'constructor']);
});
