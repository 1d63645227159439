import { summarize, totals } from '../../src/diff/summary.js';
import { drop, edit, effectsOf, set } from './scripted.js';

const image = (name: string) => set(name, 'spec.template.spec.containers.0.image', 'registry.test/new:2');
const sentence = (...steps: Parameters<typeof effectsOf>[0]) => summarize(effectsOf(steps));

test.each([
  ['nothing', [], 'Nothing changes.'],
  [
    'a label',
    [set('Deployment cart', 'metadata.labels.a', 'b')],
    'Nothing changes in the cluster: 1 object differs only in what nothing acts on.',
  ],
  [
    'two restarts and a refusal',
    [image('Deployment cart'), image('Rollout pay'), set('StatefulSet mailer', 'spec.serviceName', 'x')],
    '2 services restart (9 pods, about 11 min), 1 sync will fail, nothing is deleted.',
  ],
  [
    'an outage',
    [image('Deployment proxy')],
    '1 service restarts (1 pod, about 25 s, down meanwhile), nothing is deleted.',
  ],
  ['a deletion', [drop('Queue tasks')], 'Nothing restarts, 1 object is deleted, with more that hangs on it.'],
  [
    'scale',
    [set('Deployment cart', 'spec.replicas', 5)],
    'Nothing restarts, scale changes in 1 place, nothing is deleted.',
  ],
] as const)('%s', (_, steps, expected) => {
  expect(sentence(...steps)).toBe(expected);
});

test('services restart side by side: the longest counts, the pods add up', () => {
  const { restarts } = totals(effectsOf([image('Deployment cart'), image('Deployment redis')]));
  expect(restarts).toMatchObject({ workloads: 2, pods: 4, seconds: 90 });
});

test('a rollout that waits for a person has no end', () => {
  const base = [edit('Rollout pay', (o) => (o.spec.strategy.canary.steps = [{ setWeight: 10 }, { pause: {} }]))];
  expect(summarize(effectsOf([image('Rollout pay')], {}, base))).toBe(
    '1 service restarts (6 pods, until a person promotes), nothing is deleted.',
  );
});
