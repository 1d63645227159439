import { latency, successRate } from '../../../src/delivery/analysis/requests.js';
import { canary } from '../../../src/delivery/canary/canary.js';
import { experiment, judge, pause, pods, untilPromoted, weight } from '../../../src/delivery/canary/step.js';
import { automatic, fixed } from '../../../src/service/scale.js';
import { deliver } from '../deliver.js';

const steps = [weight(10), pause('5m'), weight(30), pause('5m'), weight(50), pause('5m')] as const;
const spec = (...args: Parameters<typeof deliver>) => deliver(...args).get('Rollout').spec;

describe('a canary whose traffic is its share of the pods', () => {
  const byPods = { route: undefined, scale: fixed(10) } as const;

  it('is a Rollout with one Service over all pods, and nothing that splits traffic', () => {
    const { get, kinds } = deliver(canary({ steps }), byPods);
    expect(kinds).toEqual(['PodDisruptionBudget', 'Rollout', 'Service', 'ServiceAccount']);
    expect(get('Rollout').spec.strategy.canary).toEqual({
      maxSurge: 1,
      maxUnavailable: 0,
      steps: [
        { setWeight: 10 },
        { pause: { duration: '5m' } },
        { setWeight: 30 },
        { pause: { duration: '5m' } },
        { setWeight: 50 },
        { pause: { duration: '5m' } },
      ],
    });
    expect(get('Service').spec.selector).toEqual(get('Rollout').spec.selector.matchLabels);
  });

  it('rejects a weight that no number of pods gives, and names those that some do', () => {
    const { rejected } = deliver(canary({ steps: [weight(10), pause('5m')] }), { ...byPods, scale: fixed(3) });
    expect(rejected).toMatchObject([
      {
        rule: 'ro-weight-rounding',
        message: 'weight 10 of 3 pods would be 1 of 4: 25 %',
        fix: 'Write weight(25), run more pods, or let a router split the traffic.',
      },
    ]);
    expect(deliver(canary({ steps: [weight(33), pause('5m')] }), { ...byPods, scale: fixed(3) }).rejected).toEqual([]);
  });

  it('rejects what only a router heeds', () => {
    const props = { steps, traffic: 'pods', scaleDownDelay: '5m', dynamicStableScale: true } as const;
    expect(deliver(canary(props), byPods).rejected).toMatchObject([
      { message: 'dynamicStableScale is for a canary with a router, and traffic is "pods"' },
      { message: 'scaleDownDelay is for a canary with a router, and traffic is "pods"' },
    ]);
  });

  it('rejects a service that has nothing to shift', () => {
    expect(deliver(canary({ steps: [weight(50)] }), { ...byPods, scale: fixed(1) }).rejected).toMatchObject([
      { rule: 'ro-weight-rounding', message: 'a canary of 1 pod: at least 2 are wanted' },
    ]);
    expect(deliver(canary({ steps }), { scale: fixed(0) }).rejected).toMatchObject([
      { message: 'a canary of 0 pods: at least 1 is wanted' },
    ]);
  });

  it.each([fixed(-1), fixed(2.5), automatic({ min: 0, max: 2, cpu: 70 })])(
    'says once that there is no such scale: %j',
    (scale) => {
      for (const props of [byPods, {}])
        expect(deliver(canary({ steps: [weight(25), pause('5m')] }), { ...props, scale }).rejected).toMatchObject([
          { rule: 'scale' },
        ]);
    },
  );

  it('can be had though there is a router', () => {
    const { get } = deliver(canary({ steps: [weight(25)], traffic: 'pods' }));
    expect(get('Rollout').spec.strategy.canary).not.toHaveProperty('trafficRouting');
    expect(get('Ingress').spec.rules[0].http.paths[0].backend.service.port.name).toBe('http');
  });
});

describe('steps', () => {
  it('wait for a person, set a number of pods, and try a young pod of each version', () => {
    const { get, rejected } = deliver(
      canary({
        steps: [pods(1), weight(5), untilPromoted(), pods('by weight'), experiment('10m'), weight(50), pause('90s')],
      }),
    );
    expect(rejected).toEqual([]);
    expect(get('Rollout').spec.strategy.canary.steps).toEqual([
      { setCanaryScale: { replicas: 1 } },
      { setWeight: 5 },
      { pause: {} },
      { setCanaryScale: { matchTrafficWeight: true } },
      {
        experiment: {
          duration: '10m',
          templates: [
            { name: 'baseline', specRef: 'stable' },
            { name: 'canary', specRef: 'canary' },
          ],
          analyses: [],
        },
      },
      { setWeight: 50 },
      { pause: { duration: '90s' } },
    ]);
  });

  it('write days as hours, which the controller knows', () => {
    expect(spec(canary({ steps: [weight(10), pause('1d')] })).strategy.canary.steps[1].pause.duration).toBe('24h');
  });

  it.each<[string, Parameters<typeof canary>[0], string]>([
    ['a weight over 100', { steps: [weight(101)] }, 'weight 101: a whole number from 0 to 100 is wanted'],
    ['a part of a percent', { steps: [weight(2.5)] }, 'weight 2.5: a whole number from 0 to 100 is wanted'],
    ['a weight that falls', { steps: [weight(50), weight(30)] }, 'weight 30 does not rise: the step before has 50'],
    ['a weight again', { steps: [weight(50), weight(50)] }, 'weight 50 does not rise: the step before has 50'],
    [
      'a wait that never ends',
      { steps: [weight(50), untilPromoted()] },
      'the last step waits for ever, with 50 % on the canary',
    ],
    ['no time at all', { steps: [weight(50), pause('0s')] }, 'duration "0s" is no span of time'],
    ['a time before', { steps: [weight(50), pause('-5m')] }, 'duration "-5m" is no span of time'],
    [
      'a wait without traffic',
      { steps: [pause('10m')] },
      'no step gives the new version requests: 0 % for 10m, then 100 %',
    ],
    ['no weight', { steps: [weight(0)] }, 'no step gives the new version requests: 0 %, then 100 %'],
    ['a start beyond the end', { steps, analysisFrom: 6 }, 'analysisFrom 6: the steps run from 0 to 5'],
  ])('reject %s', (_, props, message) => {
    expect(deliver(canary(props)).rejected).toMatchObject([{ rule: 'ro-step', message }]);
  });

  it('name the weights that are left for one over 100, and measure what follows by those before', () => {
    const { rejected } = deliver(canary({ steps: [weight(50), weight(150), weight(60)] }));
    expect(rejected.map(({ fix }) => fix)).toEqual(['Write a weight from 51 to 100.']);
  });

  it('reject a number of pods where that is the traffic', () => {
    expect(deliver(canary({ steps: [pods(1), weight(33)], traffic: 'pods' })).rejected).toMatchObject([
      { rule: 'ro-step' },
    ]);
  });
});

describe('analyses', () => {
  it('run beside the steps from the first weight on, and look at the new pods alone', () => {
    const { get, rejected } = deliver(canary({ steps, analysis: [successRate({ atLeast: 0.95, failureLimit: 3 })] }));
    expect(rejected).toEqual([]);
    expect(get('Rollout').spec.strategy.canary.analysis).toEqual({
      templates: [{ templateName: 'cart-success-rate' }],
      args: [{ name: 'pod-hash', valueFrom: { podTemplateHashValue: 'Latest' } }],
      startingStep: 1,
    });
    expect(get('AnalysisTemplate').spec.args).toEqual([{ name: 'pod-hash' }]);
  });

  it('that a step waits for have one template, however often they are named', () => {
    const rate = successRate({ atLeast: 0.95, count: 3 });
    const { all, get } = deliver(canary({ steps: [weight(10), judge(rate), weight(50), judge(rate)] }));
    expect(all.filter(({ kind }) => kind === 'AnalysisTemplate')).toHaveLength(1);
    expect(get('Rollout').spec.strategy.canary.steps[1].analysis.templates).toEqual([
      { templateName: 'cart-success-rate' },
    ]);
  });

  it('of an experiment look at its own pods of the new version', () => {
    const rate = successRate({ atLeast: 0.95, count: 3 });
    const { get } = deliver(canary({ steps: [experiment('10m', rate), weight(50), pause('5m')] }));
    const [{ args }] = get('Rollout').spec.strategy.canary.steps[0].experiment.analyses;
    const [pattern] = /pod=~"[^"]+/.exec(get('AnalysisTemplate').spec.metrics[0].provider.prometheus.query) ?? [''];
    const regex = new RegExp(`^${pattern.slice(6).replace('{{args.pod-hash}}', args[0].value)}$`);
    expect('cart-6d5f8c9b7-2-0-canary-x7k2p').toMatch(regex);
    expect('cart-6d5f8c9b7-2-0-baseline-x7k2p').not.toMatch(regex);
    expect('cart-6d5f8c9b7-x7k2p').not.toMatch(regex);
  });

  it('are rejected when the steps leave them no time to fail', () => {
    const short = canary({
      steps: [weight(10), pause('3m')],
      analysis: [successRate({ atLeast: 0.9, failureLimit: 3 })],
    });
    expect(deliver(short).rejected).toMatchObject([
      {
        rule: 'at-metric',
        message: 'analysis "success-rate" takes 5m for 4 measurements, and the steps beside it 3m',
      },
    ]);
    const counted = canary({
      steps: [weight(10), pause('3m')],
      analysis: [latency({ quantile: 0.9, atMost: '1s', count: 5 })],
    });
    expect(deliver(counted).rejected).toMatchObject([
      { message: expect.stringContaining('takes 6m for 5 measurements') },
    ]);
  });
});

describe('what surrounds it', () => {
  it('goes back by itself when the new version does not start', () => {
    expect(spec(canary({ steps }))).toMatchObject({
      minReadySeconds: 10,
      progressDeadlineSeconds: 300,
      progressDeadlineAbort: true,
    });
  });

  it('keeps the numbers that the author gives', () => {
    const given = canary({
      steps,
      scaleDownDelay: '1m',
      abortScaleDownDelay: '10m',
      revisionHistoryLimit: 3,
      antiAffinity: 'preferred',
      podLabels: { canary: { role: 'canary' }, stable: { role: 'stable' } },
    });
    expect(spec(given)).toMatchObject({
      revisionHistoryLimit: 3,
      strategy: {
        canary: {
          scaleDownDelaySeconds: 60,
          abortScaleDownDelaySeconds: 600,
          antiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: { weight: 100 } },
          canaryMetadata: { labels: { role: 'canary' } },
          stableMetadata: { labels: { role: 'stable' } },
        },
      },
    });
  });

  it('leaves the number of pods to the autoscaler, which moves the Rollout', () => {
    const { get } = deliver(canary({ steps }), { scale: automatic({ min: 2, max: 4, cpu: 70 }) });
    expect(get('Rollout').spec).not.toHaveProperty('replicas');
    expect(get('HorizontalPodAutoscaler').spec.scaleTargetRef).toEqual({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      name: 'cart',
    });
  });

  it('gives each version of the files a ConfigMap of its own, kept until the old pods are gone', () => {
    const { get } = deliver(canary({ steps }), { files: { '/etc/cart/rules.yaml': 'limit: 3\n' } });
    const { metadata } = get('ConfigMap');
    expect(metadata.name).toMatch(/^cart-[0-9a-f]{16}$/);
    expect(metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-options': 'PruneLast=true' });
    expect(get('Rollout').spec.template.spec.volumes).toContainEqual({
      name: 'files',
      configMap: { name: metadata.name },
    });
    expect(get('Rollout').spec.template.metadata).not.toHaveProperty('annotations');
  });
});
