import { drop, edit, effectsOf, kindsOf, ofKind, set } from '../scripted.js';

const alertOf = (object: string, ...steps: Parameters<typeof effectsOf>[0]) =>
  ofKind(effectsOf(steps), object, 'alert')[0];
const rule = 'spec.groups.0.rules.0';

describe('what pages whom', () => {
  test.each([
    ['another condition', set('PrometheusRule shop', `${rule}.expr`, 'up < 2'), 'CartDown fires on another condition'],
    ['another wait', set('PrometheusRule shop', `${rule}.for`, '10m'), 'CartDown fires after 10m instead of 5m'],
    [
      'another severity',
      set('PrometheusRule shop', `${rule}.labels.team`, 'web'),
      'CartDown has team web instead of unset',
    ],
    [
      'a new alert',
      edit('PrometheusRule shop', (o) => o.spec.groups[0].rules.push({ alert: 'CartSlow', expr: 'x', for: '1m' })),
      'CartSlow is new (after 1m)',
    ],
  ])('%s', (_, change, text) => {
    expect(alertOf('PrometheusRule shop', change)?.text).toBe(`Alerts: ${text}`);
  });

  test('an alert that is gone', () => {
    expect(
      alertOf('PrometheusRule shop', set('PrometheusRule shop', 'spec.groups.0.rules.0', undefined)),
    ).toMatchObject({ grave: true });
    expect(alertOf('PrometheusRule shop', drop('PrometheusRule shop'))?.text).toBe('Alerts: CartDown no longer fires');
  });

  test('a recorded series is no alert', () => {
    expect(kindsOf(effectsOf([set('PrometheusRule shop', 'spec.groups.0.rules.1.expr', 'rate(y[5m])')]))).toEqual({
      'PrometheusRule shop': ['live'],
    });
  });

  test('5m and 300s are the same wait', () => {
    expect(kindsOf(effectsOf([set('PrometheusRule shop', `${rule}.for`, '300s')]))).toEqual({
      'PrometheusRule shop': ['none'],
    });
  });

  test('who is told', () => {
    expect(
      alertOf('AlertmanagerConfig shop', set('AlertmanagerConfig shop', 'spec.route.routes.0.receiver', 'team'))?.text,
    ).toBe('alerts with severity=critical go to team instead of pager');
  });

  test('how a receiver is told', () => {
    const change = set('AlertmanagerConfig shop', 'spec.receivers.1.slackConfigs', [{ channel: '#new' }]);
    expect(alertOf('AlertmanagerConfig shop', change)?.text).toBe(
      'receiver pager notifies elsewhere, or in another way',
    );
  });

  test('what is no longer measured', () => {
    const effect = alertOf('ServiceMonitor cart', set('ServiceMonitor cart', 'spec.selector.matchLabels.app', 'other'));
    expect(effect).toMatchObject({ grave: true, text: 'cart is no longer measured' });
    expect(alertOf('ServiceMonitor cart', drop('ServiceMonitor cart'))?.text).toBe('cart is no longer measured');
  });

  test('how often it is measured restarts nothing', () => {
    expect(kindsOf(effectsOf([set('ServiceMonitor cart', 'spec.endpoints.0.interval', '15s')]))).toEqual({
      'ServiceMonitor cart': ['live'],
    });
  });
});
