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

describe('a finding that stands for several places', () => {
  const at = (name: string) => ({ object: { apiVersion: 'v1', kind: 'Pod', namespace: 'api', name }, field: 'spec' });
  const of = (first: string, ...others: string[]): Finding => ({
    rule: 'celery-probe',
    severity: 'warning',
    message: `as in ${others.length} more`,
    ...at(first),
    ...(others.length > 0 && { also: others.map(at) }),
  });
  const baseline = baselineOf([of('a', 'b', 'c')]);

  test('lists them', () => {
    expect(baseline).toEqual([
      {
        rule: 'celery-probe',
        object: '/Pod/api/a',
        field: 'spec',
        message: 'as in 0 more',
        also: ['/Pod/api/b spec', '/Pod/api/c spec'],
        count: 1,
      },
    ]);
  });

  test('is accepted while all of them are, whichever is told', () => {
    for (const one of [of('a', 'b', 'c'), of('b', 'c'), of('c')])
      expect(compareWith(baseline, [one])).toEqual({ fresh: [], accepted: 1, mended: 0 });
  });

  test('is new as soon as one of them is', () => {
    expect(compareWith(baseline, [of('a', 'b', 'c', 'd')]).fresh).toHaveLength(1);
    expect(compareWith(baseline, [of('d')]).fresh).toHaveLength(1);
    expect(compareWith(baseline, [{ ...of('a', 'b'), rule: 'image' }]).fresh).toHaveLength(1);
  });

  test('is mended when none of them is left', () => {
    expect(compareWith(baseline, [])).toEqual({ fresh: [], accepted: 0, mended: 1 });
  });
});
