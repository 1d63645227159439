import { restartOf } from '../../../src/diff/rollout/restart.js';
import type { Manifest } from '../../../src/manifest/manifest.js';
import { changed, edit, type Step, set } from '../scripted.js';

function restart(kind: string, name: string, ...steps: Step[]) {
  const objects = changed(...steps);
  const workload: Manifest | undefined = objects.kind(kind).find(({ ref }) => ref.name === name);
  if (!workload) throw new Error(`there is no ${kind} ${name}`);
  const found = restartOf(workload, objects);
  if (!found) throw new Error(`${name} has no pods to replace`);
  return found;
}

describe('a Deployment', () => {
  test.each([
    ['pod by pod', {}, 3, 'one at a time, a new one ready before an old one stops', 90, 'none'],
    [
      'the usual shares of ten',
      { replicas: 10, strategy: undefined },
      10,
      '3 more and 2 fewer than wanted while it goes on',
      60,
      'none',
    ],
    [
      'all at once',
      { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 3 } } },
      3,
      'all at once',
      45,
      'outage',
    ],
    ['stop first', { strategy: { type: 'Recreate' } }, 3, 'all stopped before new ones start', 45, 'outage'],
  ])('%s', (_, spec, pods, order, seconds, loss) => {
    const found = restart(
      'Deployment',
      'cart',
      edit('Deployment cart', (o) => Object.assign(o.spec, spec)),
    );
    expect(found).toMatchObject({ pods, order, seconds, loss: { is: loss } });
  });

  test('without a readiness probe requests meet a process that does not listen yet', () => {
    const found = restart(
      'Deployment',
      'cart',
      set('Deployment cart', 'spec.template.spec.containers.0.readinessProbe', undefined),
    );
    expect(found.loss).toMatchObject({ is: 'some' });
    expect(found.loss.text).toContain('readiness probe');
  });

  test('without a pause before it stops, single requests fail', () => {
    const found = restart(
      'Deployment',
      'cart',
      set('Deployment cart', 'spec.template.spec.containers.0.lifecycle', undefined),
    );
    expect(found.loss.text).toContain('load balancers still send to it');
  });

  test('probes that wait make it longer', () => {
    const slow = set('Deployment cart', 'spec.template.spec.containers.0.readinessProbe.initialDelaySeconds', 30);
    expect(restart('Deployment', 'cart', slow).seconds).toBe(180);
  });
});

describe('a StatefulSet', () => {
  test('one by one from the highest number; work in hand has its time to end', () => {
    const alone = (o: { spec: object }) => Object.assign(o.spec, { minReadySeconds: 10 });
    expect(restart('StatefulSet', 'mailer', edit('StatefulSet mailer', alone))).toMatchObject({
      pods: 2,
      order: 'one at a time from the highest number, each stopped before its successor',
      seconds: 70,
      loss: { is: 'none', text: 'work in hand has 120 s to end' },
    });
  });

  test('a partition keeps the lower numbers', () => {
    const partition = set('StatefulSet mailer', 'spec.updateStrategy', { rollingUpdate: { partition: 1 } });
    expect(restart('StatefulSet', 'mailer', partition).pods).toBe(1);
  });

  test('a single one that others look up by name is down meanwhile', () => {
    expect(restart('StatefulSet', 'mailer', set('StatefulSet mailer', 'spec.replicas', 1)).loss.is).toBe('outage');
  });
});

describe('a Rollout', () => {
  test('a canary takes the time of its steps and pauses', () => {
    const { segments, seconds, pods } = restart('Rollout', 'pay');
    expect(segments.map(({ what, label }) => `${what} ${label}`)).toEqual([
      'pods 10 %',
      'pause pause',
      'pods 50 %',
      'pause pause',
      'pods 100 %',
    ]);
    expect([seconds, pods]).toEqual([660, 6]);
  });

  test('a pause without an end waits for a person', () => {
    const steps = set('Rollout pay', 'spec.strategy.canary.steps', [{ setWeight: 20 }, { pause: {} }]);
    expect(restart('Rollout', 'pay', steps)).toMatchObject({
      seconds: undefined,
      order: 'a canary at 20 and then 100 %; it waits for a person',
    });
  });

  test('blue-green: a second set, then a switch at once', () => {
    const strategy = (blueGreen: object) => set('Rollout pay', 'spec.strategy', { blueGreen });
    expect(restart('Rollout', 'pay', strategy({ activeService: 'pay' })).segments.map(({ label }) => label)).toEqual([
      'preview pods start',
      'the traffic moves',
    ]);
    expect(restart('Rollout', 'pay', strategy({ autoPromotionEnabled: false })).seconds).toBeUndefined();
    expect(restart('Rollout', 'pay', strategy({ autoPromotionEnabled: false, autoPromotionSeconds: 60 })).seconds).toBe(
      80,
    );
  });

  test('an analysis on the way takes as long as its longest metric', () => {
    const template = (documents: Map<string, string | undefined>) =>
      void documents.set(
        'analysis',
        '{apiVersion: argoproj.io/v1alpha1, kind: AnalysisTemplate, metadata: {name: ok, namespace: shop}, spec: {metrics: [{name: a, interval: 1m, count: 5}]}}',
      );
    const steps = set('Rollout pay', 'spec.strategy.canary.steps', [
      { setWeight: 20 },
      { analysis: { templates: [{ templateName: 'ok' }] } },
    ]);
    expect(restart('Rollout', 'pay', template, steps).segments[1]).toEqual({
      what: 'analysis',
      label: 'analysis a',
      seconds: 240,
    });
  });
});

test('a DaemonSet has a pod on each node, however many there are', () => {
  expect(restart('DaemonSet', 'agent')).toMatchObject({ pods: undefined, seconds: undefined });
});
