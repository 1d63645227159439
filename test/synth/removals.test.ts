import { byHand, earlyWords, isGuarded, unsaidRemovals } from '../../src/synth/removals.js';
import { setOf } from '../manifest/set-of.js';

const manifests = (text: string) => setOf(text).manifests;
const namespace = manifests('apiVersion: v1\nkind: Namespace\nmetadata: { name: data }');
const store = (annotations = '{}', spec = '{ volumeClaimTemplates: [{ metadata: { name: data } }] }') =>
  manifests(`
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: redis, namespace: data, annotations: ${annotations} }
spec: ${spec}`);
const guarded = "{ argocd.argoproj.io/sync-options: 'Prune=false,Delete=false' }";
const word = { 'StatefulSet data/redis': 'its data moved to another place' };

const rules = (...args: Parameters<typeof unsaidRemovals>) => unsaidRemovals(...args).map(({ rule }) => rule);

describe('what leaves and takes data along', () => {
  test.each([
    ['a namespace', namespace, 'everything in it goes'],
    ['pods with volumes', store(), 'what lies on their volumes stays, and nobody reads it'],
    [
      'pods whose volumes go with them',
      store('{}', '{ volumeClaimTemplates: [{}], persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete } }'),
      'their volumes with all data',
    ],
    [
      'a claim',
      manifests('apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: a, namespace: b }'),
      'its volume goes with all data',
    ],
    [
      'a definition',
      manifests(`
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: carts.shop.test }
spec: { names: { kind: Cart } }`),
      'every Cart of the cluster goes with it',
    ],
    [
      'a broker of an operator',
      manifests('apiVersion: rabbitmq.com/v1beta1\nkind: RabbitmqCluster\nmetadata: { name: a, namespace: b }'),
      'its pods and their volumes go, with all data',
    ],
  ])('%s', (_, gone, loss) => {
    expect(unsaidRemovals('live', {}, gone, [])).toMatchObject([
      { rule: 'removal-unsaid', severity: 'error', why: expect.stringContaining(loss) },
    ]);
  });

  test.each([
    ['what the next sync makes again', 'apiVersion: v1\nkind: Service\nmetadata: { name: a, namespace: b }'],
    ['pods without volumes', 'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: a, namespace: b }\nspec: {}'],
    [
      'a queue that its broker keeps',
      'apiVersion: rabbitmq.com/v1beta1\nkind: Queue\nmetadata: { name: a, namespace: b }\nspec: { deletionPolicy: retain }',
    ],
    ['a kind of somebody else', 'apiVersion: cluster.x-k8s.io/v1beta1\nkind: Cluster\nmetadata: { name: a }'],
  ])('not %s', (_, text) => {
    expect(rules('live', {}, manifests(text), [])).toEqual([]);
  });

  it('is let go when the fleet says why, and not when it says nothing by it', () => {
    expect(rules('live', word, store(), [])).toEqual([]);
    expect(rules('live', { 'StatefulSet data/redis': ' ' }, store(), [])).toEqual(['removal-unsaid']);
  });

  it('has not left when it is made elsewhere', () => {
    expect(rules('live', {}, store(), store(guarded))).toEqual([]);
  });

  it('says what Argo CD does, and what a person types where it does nothing', () => {
    const [deleted] = unsaidRemovals('live', {}, store(), []);
    expect(deleted?.why).toMatch(/^Argo CD deletes it/);
    expect(deleted?.fix).toContain("removed: { 'StatefulSet data/redis': 'moved to …' }");
    const [kept] = unsaidRemovals('live', {}, store(guarded), []);
    expect(kept?.why).toMatch(/^Argo CD leaves it in the cluster/);
    expect(kept?.fix).toContain('kubectl delete statefulset redis --namespace data');
  });

  it('knows a word that is nearly right', () => {
    expect(unsaidRemovals('live', { 'StatefulSet data/reids': 'x' }, store(), [])[0]?.fix).toContain(
      'It is "StatefulSet data/redis"',
    );
  });
});

it('a word for what is still made would be silence one day', () => {
  expect(earlyWords('live', word, store())).toMatchObject([{ rule: 'removal-early', severity: 'warning' }]);
  expect(earlyWords('live', word, namespace)).toEqual([]);
});

it('what Argo CD keeps is told by its annotation', () => {
  expect([...store(guarded), ...store(), ...namespace].map(({ object }) => isGuarded(object))).toEqual([
    true,
    false,
    false,
  ]);
  expect(namespace.map(({ object }) => byHand(object))).toEqual(['kubectl delete namespace data']);
});
