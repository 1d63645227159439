import { add, drop, edit, effectsOf, entryOf, ofKind, type Step, set, swap } from '../scripted.js';

const gone = (name: string, ...base: Parameters<typeof effectsOf>[0]) =>
  ofKind(effectsOf([drop(name)], {}, base), name, 'deleted')[0];

describe('what goes', () => {
  test.each([
    ['Namespace data', /everything in it goes, 3 objects/],
    ['Deployment cart', /3 pods, which cart sends to, go/],
    ['StatefulSet mailer', /2 pods, which mailer sends to, go, their volumes stay/],
    ['DaemonSet agent', /its pod on each node goes/],
    ['PersistentVolumeClaim uploads', /its volume goes with all data$/],
    ['ExternalSecret cart-secret', /Secret cart-secret goes with it/],
    ['Queue tasks', /queue "tasks" goes from the broker with the messages in it/],
    ['RabbitmqCluster rabbit', /its pods and their volumes go, with all data/],
    ['HorizontalPodAutoscaler pay', /pay is no longer scaled/],
    ['Service proxy', /proxy.shop.svc resolves to nothing any more/],
    ['Application shop', /all that it delivers goes too/],
  ])('%s', (name, text) => {
    expect(gone(name)?.text).toMatch(text);
  });

  test('volumes go with a StatefulSet that says so', () => {
    const base = [set('StatefulSet mailer', 'spec.persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Delete' })];
    expect(gone('StatefulSet mailer', ...base)).toMatchObject({ grave: true });
  });

  test('a volume stays where its class retains it', () => {
    expect(gone('PersistentVolumeClaim uploads', set('StorageClass fast', 'reclaimPolicy', 'Retain'))?.text).toContain(
      'its volume stays',
    );
  });

  test('an Application without a finalizer leaves what it delivered', () => {
    const base = [edit('Application shop', (o) => delete o.metadata.finalizers)];
    expect(gone('Application shop', ...base)?.text).toContain('goes on running, and nobody keeps it');
  });

  test('what is not pruned stays', () => {
    const base = [set('Deployment cart', 'metadata.annotations', { 'argocd.argoproj.io/sync-options': 'Prune=false' })];
    const effects = entryOf(effectsOf([drop('Deployment cart')], {}, base), 'Deployment cart').effects;
    expect(effects.some(({ kind, text }) => kind === 'delivery' && text.includes('stays in the cluster'))).toBe(true);
  });

  test('who still needs it is told', () => {
    expect(gone('ConfigMap cart-settings')).toMatchObject({ grave: true });
    expect(gone('ConfigMap cart-settings')?.text).toContain('Deployment cart still needs it');
  });

  test('a definition takes every object of its kind with it', () => {
    const definition =
      '{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: w.x.test}, spec: {group: x.test, names: {kind: Widget}}}';
    const diff = effectsOf([swap(definition, undefined)], {}, [add(definition)]);
    expect(ofKind(diff, 'CustomResourceDefinition w.x.test', 'deleted')[0]?.text).toContain(
      'every Widget of the cluster goes with it',
    );
  });

  test('an ApplicationSet takes its Applications with it, unless it preserves them', () => {
    const sets = (policy: string) =>
      `{apiVersion: argoproj.io/v1alpha1, kind: ApplicationSet, metadata: {name: all, namespace: argocd}, spec: {generators: []${policy}}}`;
    const text = (policy: string) => {
      const yaml = sets(policy);
      const diff = effectsOf([swap(yaml, undefined)], {}, [add(yaml)]);
      return ofKind(diff, 'ApplicationSet all', 'deleted')[0]?.text;
    };
    expect(text('')).toContain('and all that they deliver');
    expect(text(', syncPolicy: {preserveResourcesOnDeletion: true}')).toContain('what they deliver stays');
  });

  test('an autoscaler beside another one is not missed', () => {
    const scaler = (kind: string, version: string) =>
      `{apiVersion: ${version}, kind: ${kind}, metadata: {name: late, namespace: shop}, spec: {scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: mailer}}}`;
    const old = scaler('HorizontalPodAutoscaler', 'autoscaling/v2');
    const drops = swap(old, undefined);
    const text = (...base: readonly Step[]) =>
      ofKind(effectsOf([drops], {}, [add(old), ...base]), 'HorizontalPodAutoscaler late', 'deleted')[0]?.text;
    expect(text()).toContain('mailer is no longer scaled');
    expect(text(add(scaler('ScaledObject', 'keda.sh/v1alpha1')))).toContain(
      'mailer is scaled by ScaledObject shop/late alone',
    );
  });

  test('a vhost takes its queues with it, unless it is retained', () => {
    const vhost = (policy: string) =>
      `{apiVersion: rabbitmq.com/v1beta1, kind: Vhost, metadata: {name: eco, namespace: shop}, spec: {name: /eco${policy}}}`;
    const effect = (policy: string) =>
      ofKind(effectsOf([swap(vhost(policy), undefined)], {}, [add(vhost(policy))]), 'Vhost eco', 'deleted')[0];
    expect(effect('')).toMatchObject({ grave: true });
    expect(effect('')?.text).toContain('vhost "/eco" goes from the broker with every queue in it');
    expect(effect(', deletionPolicy: retain')?.text).toContain('stays in the broker');
  });
});

describe('what stays though it leaves Git', () => {
  const keep = (name: string) =>
    set(name, 'metadata.annotations', { 'argocd.argoproj.io/sync-options': 'Prune=false' });

  test('starts no new pod without the Secret that is deleted', () => {
    const diff = effectsOf([drop('Deployment cart'), drop('ConfigMap cart-settings')], {}, [keep('Deployment cart')]);
    const [effect] = ofKind(diff, 'ConfigMap cart-settings', 'deleted');
    expect(effect?.text).toContain('Deployment shop/cart, which stays in the cluster, starts no new pod without it');
    expect(effect).toMatchObject({ grave: true, fix: expect.stringContaining('Prune=false') });
  });

  test('what goes with it needs it no more', () => {
    const diff = effectsOf([drop('Deployment cart'), drop('ConfigMap cart-settings')]);
    expect(ofKind(diff, 'ConfigMap cart-settings', 'deleted')[0]?.text).not.toContain('which stays');
  });
});
