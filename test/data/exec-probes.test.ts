import { execProbes } from '../../src/data/exec-probes.js';
import { drawn } from './drawn.js';

const question = (period: number) => ({ command: ['ask'], period, timeout: 3 });

it('has ten minutes of patience at the start, whatever the period', () => {
  for (const period of [5, 20, 60]) {
    const { startupProbe } = drawn(execProbes({ ready: question(period), alive: question(10) }));
    expect(startupProbe.failureThreshold * period).toBe(600);
  }
});

it('restarts only after a minute or more without an answer', () => {
  for (const period of [5, 10, 15, 20, 60]) {
    const { livenessProbe } = drawn(execProbes({ ready: question(5), alive: question(period) }));
    expect((livenessProbe.failureThreshold ?? 3) * period).toBeGreaterThanOrEqual(60);
  }
});

it('prints no period that is Kubernetes’ own', () => {
  const { livenessProbe } = drawn(execProbes({ ready: question(5), alive: question(10) }));
  expect(livenessProbe.periodSeconds).toBeUndefined();
});
