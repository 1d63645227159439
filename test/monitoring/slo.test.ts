import { App, Chart } from 'cdk8s';
import { plain } from '../../src/construct/traced.js';
import { objectivesOf, type Slo } from '../../src/monitoring/slo.js';
import { sloGroups } from '../../src/monitoring/slo-rules.js';
import { walk } from '../../src/synth/walk.js';

function rulesOf(slo: Slo, does: 'requests' | 'tasks' = 'requests') {
  const app = new App();
  const chart = new Chart(app, 'test');
  const objectives = objectivesOf(chart, slo, { namespace: 'shop', service: 'cart', does });
  const groups = objectives.flatMap(sloGroups);
  return { groups, rejected: walk(app).rejected.map(({ rejection }) => rejection) };
}

test('burn rates of the workbook, both windows in each', () => {
  const alerts = rulesOf({ availability: 0.999 }).groups.flatMap((group) => group.alerts);
  expect(alerts.map(({ alert, severity }) => [alert, plain(severity)])).toEqual([
    ['ErrorBudgetBurn1h', 'critical'],
    ['ErrorBudgetBurn6h', 'critical'],
    ['ErrorBudgetBurn1d', 'warning'],
    ['ErrorBudgetBurn3d', 'warning'],
  ]);
  const limits = alerts.map(({ expr }) =>
    [...plain(expr).matchAll(/rate(\w+)\{[^}]*\} > ([\d.]+)/g)].map((m) => m.slice(1)),
  );
  expect(limits).toEqual([
    [
      ['1h', '0.0144'],
      ['5m', '0.0144'],
    ],
    [
      ['6h', '0.006'],
      ['30m', '0.006'],
    ],
    [
      ['1d', '0.003'],
      ['2h', '0.003'],
    ],
    [
      ['3d', '0.001'],
      ['6h', '0.001'],
    ],
  ]);
});

test('a shorter period spends the same share in the same time', () => {
  const [first] = rulesOf({ availability: 0.999, window: '7d' }).groups.flatMap((group) => group.alerts);
  expect(plain(first?.expr ?? '')).toContain('> 0.00336');
});

test('every window that an alert asks is recorded, once', () => {
  const { groups } = rulesOf({ availability: 0.99, latency: { within: 0.5, objective: 0.95 } });
  for (const slo of ['availability', 'latency']) {
    const own = groups.filter(({ name }) => name.startsWith(`slo-${slo}`));
    const recorded = own.flatMap(({ records = [] }) => records.map(({ record }) => record));
    const asked = own.flatMap(({ alerts }) =>
      alerts.flatMap(({ expr }) => plain(expr).match(/slo:error_ratio:rate\w+/g) ?? []),
    );
    expect(new Set(recorded).size).toBe(recorded.length);
    expect(recorded).toEqual(expect.arrayContaining(asked));
  }
});

test('tasks of a worker are objectives too', () => {
  const [group] = rulesOf({ availability: 0.99 }, 'tasks').groups;
  expect(plain(group?.records?.[0]?.expr ?? '')).toContain(
    'celery_task_failed_total{container="cart", namespace="shop"}',
  );
});

test.each([
  ['100 %', { availability: 1 }, 'an objective of 100 % can only be missed'],
  ['a percentage', { availability: 99.9 }, 'objective 99.9 is no share between 0 and 1'],
  ['what cannot be burnt that fast', { availability: 0.9 }, 'objective 90% is too low'],
  ['no bucket', { latency: { within: 0.7, objective: 0.95 } }, '0.7 s is none of the bounds'],
  ['no period', { availability: 0.99, window: '-3d' }, 'is no number of days'],
] as const)('refuses %s', (_, slo, message) => {
  expect(rulesOf(slo).rejected).toEqual([
    expect.objectContaining({ rule: 'slo-burn', message: expect.stringContaining(message) }),
  ]);
});

test('a burn of exactly the allowed rate is told in words of its own', () => {
  const alerts = rulesOf({ availability: 0.999 }).groups.flatMap((group) => group.alerts);
  expect(alerts.map(({ summary }) => summary)).toEqual([
    'cart spends its error budget 14.4 times too fast',
    'cart spends its error budget 6 times too fast',
    'cart spends its error budget 3 times too fast',
    'cart spends its error budget faster than it comes back',
  ]);
});
