import { App, Chart } from 'cdk8s';
import { AlertRules } from '../../src/monitoring/alert-rules.js';
import { requestAlerts } from '../../src/monitoring/alerts/requests.js';
import { resolveAlerts } from '../../src/monitoring/resolve.js';
import { walk } from '../../src/synth/walk.js';

const stack = { release: 'main', namespace: 'monitoring' };
const identity = { name: 'cart', component: 'api', partOf: 'shop' };

function rules(settings: Parameters<typeof resolveAlerts>[4] = {}, twice = false) {
  const app = new App();
  const chart = new Chart(app, 'test', { namespace: 'shop' });
  const alerts = resolveAlerts(chart, requestAlerts, 'cart', { namespace: 'shop', service: 'cart' }, settings);
  const groups = [{ name: 'deployment', alerts: twice ? [...alerts, ...alerts] : alerts }];
  new AlertRules(chart, 'alerts', { identity, stack, runbooks: 'https://docs.test/runbooks', groups });
  const { objects, rejected } = walk(app);
  return { object: objects[0]?.object as never as Rules, rejected: rejected.map(({ rejection }) => rejection) };
}

interface Rules {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: { readonly groups: readonly { readonly interval: string; readonly rules: readonly Written[] }[] };
}

interface Written {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

test('an alert says whose it is, how much it matters, and where to read on', () => {
  const { object } = rules();
  expect(object.metadata.labels.release).toBe('main');
  expect(object.spec.groups[0]?.interval).toBe('30s');
  expect(object.spec.groups[0]?.rules[0]).toMatchObject({
    alert: 'HighErrorRate',
    for: '5m',
    labels: { service: 'cart', severity: 'critical' },
    annotations: { runbook_url: 'https://docs.test/runbooks/HighErrorRate.md' },
  });
});

test('an author changes a limit, or turns an alert off', () => {
  const [first, ...more] = rules({
    HighErrorRate: { limit: 0.02, for: '10m', severity: 'warning' },
    HighLatency: 'off',
  }).object.spec.groups.flatMap((group) => group.rules);
  expect(first?.expr).toMatch(/> 0\.02$/);
  expect(first).toMatchObject({ for: '10m', labels: { severity: 'warning' } });
  expect(more).toEqual([]);
});

test.each([
  ['a percentage', { HighErrorRate: { limit: 5 } }, 'no ratio between 0 and 1', '0.05 is 5%'],
  ['nothing', { HighErrorRate: { limit: 0 } }, 'no ratio between 0 and 1', '0.05'],
  ['a bound that the histogram lacks', { HighLatency: { limit: 0.7 } }, 'none of the bounds 0.1, 0.5, 1', 'limit: 0.5'],
  ['a time shorter than two evaluations', { HighErrorRate: { for: '10s' } }, 'shorter than the 30s', "for: '5m'"],
] as const)('refuses %s', (_, settings, message, fix) => {
  const { rejected } = rules(settings);
  expect(rejected).toEqual([
    expect.objectContaining({
      rule: 'rule-schema',
      message: expect.stringContaining(message),
      fix: expect.stringContaining(fix),
    }),
  ]);
});

test('refuses two alerts of one name in a group', () => {
  expect(rules({}, true).rejected.map(({ message }) => message)).toEqual([
    'group "deployment" has two alerts called "HighErrorRate"',
    'group "deployment" has two alerts called "HighLatency"',
  ]);
});
