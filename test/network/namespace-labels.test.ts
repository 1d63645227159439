import { partFiles } from '../../src/manifest/files/sets.js';
import { otherValues } from '../../src/network/namespace-labels.js';

const text = ['web', 'web', 'data']
  .map(
    (tier, i) =>
      `---\n{apiVersion: v1, kind: Namespace, metadata: {name: n${i}, labels: {name: n${i}, tier: ${tier}, team: a${i}, kubernetes.io/x: b}}}\n`,
  )
  .join('');

test('what namespaces have instead of a value that none has', () => {
  const [set] = partFiles([{ file: 'a.yaml', path: 'a.yaml', text }]).sets;
  if (!set) throw new Error('no set');
  expect(otherValues(set, 'tier', 'api')).toEqual(['data', 'web']);
  expect(otherValues(set, 'tier', 'web')).toBeUndefined();
  expect(otherValues(set, 'layer', 'web')).toBeUndefined();
  expect(otherValues(set, 'name', 'kube-system')).toBeUndefined();
  expect(otherValues(set, 'name', 'n1')).toBeUndefined();
  expect(otherValues(set, 'name', 'n9')).toEqual(['n0', 'n1', 'n2']);
  expect(otherValues(set, 'kubernetes.io/x', 'c')).toBeUndefined();
});
