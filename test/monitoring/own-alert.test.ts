import { Chart, Testing } from 'cdk8s';
import { kubePrometheusStack } from '../../src/construct/platform.js';
import { ownAlerts } from '../../src/monitoring/own-alert.js';
import { EcoService } from '../../src/service/eco-service.js';
import { fixed } from '../../src/service/scale.js';
import { walk } from '../../src/synth/walk.js';
import { platform, service, worker } from '../service/synth-service.js';

const stack = platform({ prometheus: kubePrometheusStack({ release: 'stack', namespace: 'monitoring' }) });
const noOrders = {
  query: (own: string) => `sum(increase(orders_total{${own}}[30m])) == 0`,
  for: '15m',
  severity: 'critical',
  summary: 'Nobody has ordered for half an hour',
} as const;

test('stands in a group of its own, after those that every service has, and is labelled as they are', () => {
  const { get, rejected } = service({ platform: stack, team: 'till', ownAlerts: { NoOrders: noOrders } });
  expect(rejected).toEqual([]);
  const groups = get('PrometheusRule').spec.groups;
  expect(groups.map(({ name }: { name: string }) => name)).toEqual(['deployment', 'own']);
  expect(groups[1].rules).toEqual([
    {
      alert: 'NoOrders',
      expr: 'sum(increase(orders_total{namespace="shop", service="cart"}[30m])) == 0',
      for: '15m',
      labels: { service: 'cart', severity: 'critical', team: 'till' },
      annotations: { summary: 'Nobody has ordered for half an hour' },
    },
  ]);
});

test('a worker has no Service by which its metrics are told from others', () => {
  const { get } = worker({ platform: stack, ownAlerts: { NoOrders: noOrders } });
  const [own] = get('PrometheusRule').spec.groups.slice(-1);
  expect(own.rules[0].expr).toContain('orders_total{namespace="shop", container="mailer"}');
});

test('its runbook is the one that its author names, not a page of the library', () => {
  const { get } = service({
    platform: { ...stack, runbooks: 'https://docs.test' },
    ownAlerts: { NoOrders: { ...noOrders, description: '{{ $value }} orders', runbook: 'https://wiki.test/orders' } },
  });
  const [first, own] = get('PrometheusRule').spec.groups;
  expect(first.rules[0].annotations.runbook_url).toBe('https://docs.test/DeploymentFailed.md');
  expect(own.rules[0].annotations).toEqual({
    summary: 'Nobody has ordered for half an hour',
    description: '{{ $value }} orders',
    runbook_url: 'https://wiki.test/orders',
  });
});

test('the name of an alert that is there is refused, where the author wrote it; of one that is off it is free', () => {
  const mine = { HighErrorRate: noOrders };
  expect(service({ platform: stack, ownAlerts: mine }).rejected).toEqual([
    expect.objectContaining({
      rule: 'rule-schema',
      message: expect.stringContaining('"HighErrorRate"'),
      property: { object: mine, key: 'HighErrorRate' },
    }),
  ]);
  const replaced = service({ platform: stack, ownAlerts: mine, alerts: { HighErrorRate: 'off' } });
  expect(replaced.rejected).toEqual([]);
});

test('every field leads back to the property that its author wrote', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'test', { namespace: 'shop' });
  new EcoService(chart, 'cart', {
    platform: stack,
    port: 8000,
    image: { repository: 'registry.test/shop/cart', tag: '1.2.3' },
    resources: { cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] },
    scale: fixed(1),
    ownAlerts: { NoOrders: noOrders },
  });
  const rule = walk(app).objects.find(({ object }) => object.kind === 'PrometheusRule');
  const at = 'spec.groups[1].rules[0]';
  const keys = ['expr', 'for', 'labels.severity', 'annotations.summary'].map((field) =>
    rule?.sources().get(`${at}.${field}`),
  );
  expect(keys).toEqual(
    (['query', 'for', 'severity', 'summary'] as const).map((key) => [{ kind: 'property', object: noOrders, key }]),
  );
});

test('the order is that of the author', () => {
  const workload = { name: 'cart', namespace: 'shop', does: 'requests' } as const;
  expect(ownAlerts({ Z: noOrders, A: noOrders }, workload).map(({ alert }) => alert)).toEqual(['Z', 'A']);
});

test('a time with a blank in it is refused at its property; none at all fires at once', () => {
  const late = { ...noOrders, for: '15 m' as const };
  expect(service({ platform: stack, ownAlerts: { NoOrders: late } }).rejected).toEqual([
    expect.objectContaining({
      rule: 'rule-schema',
      message: 'for "15 m" is no span of time',
      fix: expect.stringContaining('"15m"'),
      property: { object: late, key: 'for' },
    }),
  ]);
  expect(service({ platform: stack, ownAlerts: { NoOrders: { ...noOrders, for: '0s' } } }).rejected).toEqual([]);
  expect(service({ platform: stack, alerts: { HighErrorRate: { for: '15 m' } } }).rejected).toEqual([
    expect.objectContaining({ rule: 'rule-schema', message: 'for "15 m" is no span of time' }),
  ]);
});
