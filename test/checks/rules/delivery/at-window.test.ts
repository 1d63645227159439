import { atWindow } from '../../../../src/checks/rules/delivery/at-window.js';
import { findings } from '../../findings.js';

const { wrong } = atWindow;

test.each<[string, string]>([
  ['it waits first', wrong.replace('interval: 30s', 'interval: 30s\n      initialDelay: 10m')],
  ['the pause ends by hand', wrong.replace('{ duration: 2m }', '{}')],
  ['the pause is in seconds', wrong.replace('2m }', '600 }')],
  ['the pause is in seconds, as text', wrong.replace('2m }', '"600" }')],
  ['it begins after the last pause', wrong.replace('analysis:\n', 'analysis:\n        startingStep: 2\n')],
])('is silent where %s', (_, text) => {
  expect(findings(atWindow, text)).toEqual([]);
});

test('the longest range of a query counts', () => {
  const text = wrong.replace(/query: .*/, 'query: rate(a[1m]) / max_over_time(b[30m])');
  expect(findings(atWindow, text)).toEqual([
    'warning spec.metrics[0].provider.prometheus.query: the query looks back 30m, and the first step that it judges lasts 2m',
  ]);
});
