import { recreate, rolling } from '../../src/delivery/rolling.js';
import { deliver } from './deliver.js';

const spec = (...args: Parameters<typeof deliver>) => deliver(...args).get('Deployment').spec;

describe('rolling', () => {
  it('is a Deployment that starts a new pod before an old one stops', () => {
    expect(spec(rolling())).toMatchObject({
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      minReadySeconds: 10,
      progressDeadlineSeconds: 300,
    });
  });

  it('takes numbers of pods and durations', () => {
    expect(spec(rolling({ maxSurge: 2, maxUnavailable: 1, minReady: '1m', progressDeadline: '10m' }))).toMatchObject({
      strategy: { rollingUpdate: { maxSurge: 2, maxUnavailable: 1 } },
      minReadySeconds: 60,
      progressDeadlineSeconds: 600,
    });
  });

  it('leads requests to one Service over all pods', () => {
    const { get } = deliver(rolling());
    expect(get('Service').spec.selector).toEqual(get('Deployment').spec.selector.matchLabels);
    expect(get('Ingress').spec.rules[0].http.paths[0].backend.service.name).toBe(get('Service').metadata.name);
  });
});

it('recreate stops all pods before new ones start', () => {
  expect(spec(recreate()).strategy).toEqual({ type: 'Recreate' });
});
