import { baselineOf, compareWith } from '../../src/checks/baseline.js';
import type { Finding } from '../../src/diagnostic/diagnostic.js';

const finding = (line: number, changes: Partial<Finding> = {}): Finding => ({
  rule: 'key-missing',
  severity: 'error',
  message: 'needs 2304Mi',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'api', name: 'shop' },
  field: 'spec.containers[0].env[3]',
  at: { file: 'a.yaml', line, column: 1 },
  ...changes,
});

test('accepts what was there, wherever it stands now', () => {
  const baseline = baselineOf([finding(1)]);
  const moved = finding(99, {
    field: 'spec.containers[1].env[7]',
    message: 'needs 4096Mi',
    at: { file: 'b.yaml', line: 9, column: 4 },
  });
  expect(compareWith(baseline, [moved])).toEqual({ fresh: [], accepted: 1, mended: 0 });
});

test('reports one more of the like, another rule, field, object or sentence', () => {
  const baseline = baselineOf([finding(1)]);
  const others = [
    finding(2),
    finding(1, { rule: 'ref-missing' }),
    finding(1, { field: 'spec.replicas' }),
    finding(1, { message: 'needs too much' }),
    finding(1, { object: { apiVersion: 'v1', kind: 'Pod', namespace: 'api', name: 'shop' } }),
  ];
  expect(compareWith(baseline, [finding(1), ...others]).fresh).toEqual(others);
});

test('says how many of its findings are there no more', () => {
  expect(compareWith(baselineOf([finding(1), finding(2), finding(3)]), [finding(1)])).toMatchObject({
    accepted: 1,
    mended: 2,
  });
});

test('what is no object is known by its file', () => {
  const unread: Finding = {
    rule: 'yaml-syntax',
    severity: 'error',
    message: 'm',
    at: { file: 'a.yaml', line: 1, column: 1 },
  };
  expect(baselineOf([unread])).toEqual([{ rule: 'yaml-syntax', object: 'a.yaml', message: 'm', count: 1 }]);
});
