import { edit, effectsOf, kindsOf, ofKind, set } from '../scripted.js';

const scaleOf = (object: string, ...steps: Parameters<typeof effectsOf>[0]) =>
  ofKind(effectsOf(steps), object, 'scale');

describe('more or fewer pods', () => {
  test('more', () => {
    expect(scaleOf('Deployment cart', set('Deployment cart', 'spec.replicas', 5))).toMatchObject([
      { text: 'cart: 3 → 5 pods', pods: 2 },
    ]);
  });

  test('none at all, while a Service sends to them', () => {
    const [effect] = scaleOf('Deployment cart', set('Deployment cart', 'spec.replicas', 0));
    expect(effect).toMatchObject({ grave: true, text: 'cart: 3 → no pods; nobody answers for cart any more' });
  });

  test('fewer of a StatefulSet leave their volumes behind', () => {
    const [, left] = scaleOf('StatefulSet mailer', set('StatefulSet mailer', 'spec.replicas', 1));
    expect(left?.text).toContain('The volumes of mailer-1 stay');
  });

  test('fewer of a StatefulSet that deletes its claims lose their data', () => {
    const base = [set('StatefulSet mailer', 'spec.persistentVolumeClaimRetentionPolicy', { whenScaled: 'Delete' })];
    const diff = effectsOf([set('StatefulSet mailer', 'spec.replicas', 1)], {}, base);
    expect(ofKind(diff, 'StatefulSet mailer', 'deleted')).toMatchObject([{ grave: true }]);
  });

  test('the range of an autoscaler', () => {
    const [effect] = scaleOf('HorizontalPodAutoscaler pay', set('HorizontalPodAutoscaler pay', 'spec.maxReplicas', 8));
    expect(effect?.text).toBe('pay: 2–6 → 2–8 pods');
  });

  test('what an autoscaler follows', () => {
    const change = set('HorizontalPodAutoscaler pay', 'spec.metrics.0.resource.target.averageUtilization', 50);
    expect(scaleOf('HorizontalPodAutoscaler pay', change)[0]?.text).toContain('follows other measurements');
  });

  test('replicas beside an autoscaler are put back at each sync', () => {
    expect(scaleOf('Rollout pay', set('Rollout pay', 'spec.replicas', 3))[0]?.text).toContain(
      'each sync puts it to 3 first',
    );
    expect(scaleOf('Rollout pay', set('Rollout pay', 'spec.replicas', undefined))[0]?.text).toContain(
      'alone decides now, within 2 to 6 pods',
    );
  });

  test('replicas of 1 written out change nothing', () => {
    const base = [edit('Deployment proxy', (o) => delete o.spec.replicas)];
    expect(kindsOf(effectsOf([set('Deployment proxy', 'spec.replicas', 1)], {}, base))).toEqual({
      'Deployment proxy': ['none'],
    });
  });
});
