import { migrationSwap } from '../../../../src/checks/rules/delivery/migration-swap.js';
import { findings } from '../../findings.js';

const { wrong } = migrationSwap;

test.each<[string, string]>([
  ['both are meant to run', wrong.replace('onsuccess', 'never')],
  ['nothing is scaled down', wrong.replace(/ {4}scaleDown.*\n/, '')],
  ['it has no pods any more', wrong.replace('replicas: 2 # <--', 'replicas: 0')],
  ['it is another Deployment', wrong.replace('    name: shop\n    scaleDown', '    name: other\n    scaleDown')],
])('is silent where %s', (_, text) => {
  expect(findings(migrationSwap, text)).toEqual([]);
});

test('a Deployment that is scaled down little by little is brought back as well', () => {
  expect(findings(migrationSwap, wrong.replace('onsuccess', 'progressively'))).toHaveLength(1);
});
