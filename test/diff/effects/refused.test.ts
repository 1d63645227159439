import { IMMUTABLE } from '../../../src/diff/effects/immutable.js';
import { add, changed, edit, effectsOf, entryOf, kindsOf, ofKind, type Step, set, swap } from '../scripted.js';

const replicaSet = (label: string) =>
  `{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: old}, spec: {selector: {matchLabels: {a: "${label}"}}}}`;

/** A change that the API server refuses, for each row of the table: object, the steps before, the change. */
const REFUSED: readonly (readonly [row: string, object: string, base: readonly Step[], change: Step])[] = [
  ['Deployment.apps', 'Deployment cart', [], set('Deployment cart', 'spec.selector.matchLabels.tier', 'web')],
  ['ReplicaSet.apps', 'ReplicaSet old', [add(replicaSet('1'))], swap(replicaSet('1'), replicaSet('2'))],
  ['DaemonSet.apps', 'DaemonSet agent', [], set('DaemonSet agent', 'spec.selector.matchLabels.app', 'other')],
  ['StatefulSet.apps', 'StatefulSet mailer', [], set('StatefulSet mailer', 'spec.serviceName', 'other')],
  [
    'Job.batch',
    'Job migrate',
    [],
    set('Job migrate', 'spec.template.spec.containers.0.image', 'registry.test/migrate:2'),
  ],
  ['Service.', 'Service cart', [], set('Service cart', 'spec.clusterIP', 'None')],
  [
    'PersistentVolumeClaim.',
    'PersistentVolumeClaim uploads',
    [],
    set('PersistentVolumeClaim uploads', 'spec.storageClassName', 'slow'),
  ],
  [
    'RoleBinding.rbac.authorization.k8s.io',
    'RoleBinding cart-reader',
    [],
    set('RoleBinding cart-reader', 'roleRef.name', 'writer'),
  ],
  ['StorageClass.storage.k8s.io', 'StorageClass fast', [], set('StorageClass fast', 'parameters.type', 'gp3')],
  ['ConfigMap.', 'ConfigMap frozen', [], set('ConfigMap frozen', 'data.KEY', '2')],
  ['Secret.', 'Secret seal', [], set('Secret seal', 'type', 'Opaque')],
  ['PriorityClass.scheduling.k8s.io', 'PriorityClass first', [], set('PriorityClass first', 'value', 2000)],
  ['Rollout.argoproj.io', 'Rollout pay', [], set('Rollout pay', 'spec.selector.matchLabels.app', 'other')],
  ['Queue.rabbitmq.com', 'Queue tasks', [], set('Queue tasks', 'spec.durable', false)],
];

function sourcesOf(row: string): readonly string[] {
  return IMMUTABLE.filter(({ kind }) => kind === row).map(({ source }) => source);
}

/** Rows whose kind is not in the fixture: an object before and after. */
const PAIRS: readonly (readonly [row: string, before: string, after: string])[] = [
  ['Pod.', 'kind: Pod, spec: {nodeName: a, containers: []}', 'kind: Pod, spec: {nodeName: b, containers: []}'],
  ['Service.', 'kind: Service, spec: {ipFamilies: [IPv4]}', 'kind: Service, spec: {ipFamilies: [IPv6]}'],
  [
    'PersistentVolume.',
    'kind: PersistentVolume, spec: {csi: {driver: a}}',
    'kind: PersistentVolume, spec: {csi: {driver: b}}',
  ],
  [
    'ClusterRoleBinding.rbac.authorization.k8s.io',
    'kind: ClusterRoleBinding, roleRef: {kind: ClusterRole, name: a}',
    'kind: ClusterRoleBinding, roleRef: {kind: ClusterRole, name: b}',
  ],
  ['Secret.', 'kind: Secret, immutable: true, data: {a: eA==}', 'kind: Secret, immutable: true, data: {a: eQ==}'],
  ['RuntimeClass.node.k8s.io', 'kind: RuntimeClass, handler: a', 'kind: RuntimeClass, handler: b'],
  [
    'IngressClass.networking.k8s.io',
    'kind: IngressClass, spec: {controller: a}',
    'kind: IngressClass, spec: {controller: b}',
  ],
  [
    'CustomResourceDefinition.apiextensions.k8s.io',
    'kind: CustomResourceDefinition, spec: {scope: Namespaced}',
    'kind: CustomResourceDefinition, spec: {scope: Cluster}',
  ],
  ['Exchange.rabbitmq.com', 'kind: Exchange, spec: {type: direct}', 'kind: Exchange, spec: {type: topic}'],
  [
    'Elasticsearch.elasticsearch.k8s.elastic.co',
    'kind: Elasticsearch, spec: {nodeSets: [{name: a, volumeClaimTemplates: [{metadata: {name: d}, spec: {storageClassName: x}}]}]}',
    'kind: Elasticsearch, spec: {nodeSets: [{name: a, volumeClaimTemplates: [{metadata: {name: d}, spec: {storageClassName: y}}]}]}',
  ],
  ['Binding.rabbitmq.com', 'kind: Binding, spec: {source: a}', 'kind: Binding, spec: {source: b}'],
];

const VERSIONS: Readonly<Record<string, string>> = { 'rabbitmq.com': 'v1beta1', 'argoproj.io': 'v1alpha1' };

function document(row: string, body: string): string {
  const group = row.slice(row.indexOf('.') + 1);
  const version = VERSIONS[group] ?? 'v1';
  return `{apiVersion: ${group ? `${group}/` : ''}${version}, metadata: {name: it, namespace: shop}, ${body}}`;
}

describe('what the API server refuses', () => {
  test.each(REFUSED)('%s: %s', (row, object, base, change) => {
    const diff = effectsOf([change], {}, base);
    const [effect] = ofKind(diff, object, 'refused');
    expect(sourcesOf(row)).toContain(effect?.source);
    expect(effect?.fix).toBeDefined();
    expect(entryOf(diff, object).effects).toHaveLength(1);
  });

  test.each(PAIRS)('%s: %s', (row, before, after) => {
    const diff = effectsOf([swap(document(row, before), document(row, after))], {}, [add(document(row, before))]);
    expect(kindsOf(diff)).toEqual({ [`${row.slice(0, row.indexOf('.'))} it`]: ['refused'] });
  });

  test('every row of the table has a case', () => {
    const diffs = [
      ...REFUSED.map(([, , base, change]) => effectsOf([change], {}, base)),
      ...PAIRS.map(([row, before, after]) =>
        effectsOf([swap(document(row, before), document(row, after))], {}, [add(document(row, before))]),
      ),
    ];
    const reached = new Set(
      diffs.flatMap(({ entries }) =>
        entries.flatMap(({ change, effects }) => effects.map(({ source }) => `${change.ref.kind} ${source}`)),
      ),
    );
    const rows = IMMUTABLE.map(({ kind, source }) => `${kind.slice(0, kind.indexOf('.'))} ${source}`);
    expect(rows.filter((row) => !reached.has(row))).toEqual([]);
  });
});

describe('what the API server lets pass', () => {
  test.each([
    ['replicas of a StatefulSet', set('StatefulSet mailer', 'spec.replicas', 3)],
    ['the update strategy of a StatefulSet', set('StatefulSet mailer', 'spec.updateStrategy', { type: 'OnDelete' })],
    ['minReadySeconds of a StatefulSet', set('StatefulSet mailer', 'spec.minReadySeconds', 5)],
    [
      'a larger claim, where the class lets it grow',
      set('PersistentVolumeClaim uploads', 'spec.resources.requests.storage', '8Gi'),
    ],
    ['the strategy of a Deployment', set('Deployment cart', 'spec.strategy.rollingUpdate.maxSurge', 2)],
    ['a schedule', set('CronJob report', 'spec.schedule', '0 4 * * *')],
    ['subjects of a binding', set('RoleBinding cart-reader', 'subjects.0.name', 'other')],
  ])('%s', (_, change) => {
    const kinds = Object.values(kindsOf(effectsOf([change]))).flat();
    expect(kinds).not.toContain('refused');
    expect(kinds.length).toBeGreaterThan(0);
  });

  test('a smaller claim is refused, and a larger one where the class does not grow', () => {
    const size = (storage: string) => set('PersistentVolumeClaim uploads', 'spec.resources.requests.storage', storage);
    expect(kindsOf(effectsOf([size('1Gi')]))).toEqual({ 'PersistentVolumeClaim uploads': ['refused'] });
    const fixed = [set('StorageClass fast', 'allowVolumeExpansion', undefined)];
    expect(kindsOf(effectsOf([size('8Gi')], {}, fixed))).toEqual({ 'PersistentVolumeClaim uploads': ['refused'] });
  });

  test('revisionHistoryLimit of a StatefulSet may change from Kubernetes 1.33 on', () => {
    const change = set('StatefulSet mailer', 'spec.revisionHistoryLimit', 3);
    expect(kindsOf(effectsOf([change], { kubernetes: '1.28' }))['StatefulSet mailer']).toEqual(['refused']);
    expect(kindsOf(effectsOf([change], { kubernetes: '1.33' }))['StatefulSet mailer']).toEqual(['live']);
  });

  test('completions of an indexed Job may change together with its parallelism', () => {
    const base = [
      edit('Job migrate', (o) => Object.assign(o.spec, { completionMode: 'Indexed', completions: 2, parallelism: 2 })),
    ];
    const both = edit('Job migrate', (o) => Object.assign(o.spec, { completions: 3, parallelism: 3 }));
    expect(kindsOf(effectsOf([both], {}, base))['Job migrate']).not.toContain('refused');
    expect(kindsOf(effectsOf([set('Job migrate', 'spec.completions', 3)], {}, base))['Job migrate']).toEqual([
      'refused',
    ]);
  });

  test('while a Job is suspended, where its pods go may change', () => {
    const base = [set('Job migrate', 'spec.suspend', true)];
    const node = set('Job migrate', 'spec.template.spec.nodeSelector', { disk: 'fast' });
    expect(kindsOf(effectsOf([node], {}, base))['Job migrate']).not.toContain('refused');
  });
});

describe('ways round', () => {
  const image = set('Job migrate', 'spec.template.spec.containers.0.image', 'registry.test/migrate:2');

  test('a hook is deleted before each run, so it is made anew', () => {
    const base = [set('Job migrate', 'metadata.annotations', { 'argocd.argoproj.io/hook': 'PreSync' })];
    expect(kindsOf(effectsOf([image], {}, base))).toEqual({ 'Job migrate': ['replaced'] });
  });

  test('a hook that is kept until it has succeeded is refused like any other', () => {
    const annotations = {
      'argocd.argoproj.io/hook': 'PreSync',
      'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded',
    };
    const base = [set('Job migrate', 'metadata.annotations', annotations)];
    expect(kindsOf(effectsOf([image], {}, base))).toEqual({ 'Job migrate': ['refused'] });
  });

  test('Force=true with Replace=true deletes and makes anew; one of them alone does not', () => {
    const options = (value: string) => [
      set('Job migrate', 'metadata.annotations', { 'argocd.argoproj.io/sync-options': value }),
    ];
    expect(kindsOf(effectsOf([image], {}, options('Force=true,Replace=true')))).toEqual({
      'Job migrate': ['replaced'],
    });
    expect(kindsOf(effectsOf([image], {}, options('Replace=true')))).toEqual({ 'Job migrate': ['refused'] });
  });

  test('a Service that no longer says None stays headless all the same', () => {
    const diff = effectsOf([set('Service mailer', 'spec.clusterIP', undefined)]);
    const [effect] = ofKind(diff, 'Service mailer', 'none');
    expect(effect).toMatchObject({
      grave: true,
      text: 'Service shop/mailer stays headless, though the file no longer says so',
    });
  });
});

describe('what a refusal brings with it', () => {
  const relabel = [
    set('Deployment cart', 'spec.selector.matchLabels.app', 'basket'),
    set('Deployment cart', 'spec.template.metadata.labels.app', 'basket'),
    set('Service cart', 'spec.selector.app', 'basket'),
  ];

  test('pods do not restart, and what would happen once it is mended is told', () => {
    const [effect] = entryOf(effectsOf(relabel), 'Deployment cart').effects;
    expect(effect?.why).toContain('Once that is mended: cart: 3 pods restart');
  });

  test('a Service that follows the new labels finds nobody: the pods keep the old ones', () => {
    const [effect] = ofKind(effectsOf(relabel), 'Service cart', 'traffic');
    expect(effect).toMatchObject({ grave: true });
    expect(effect?.text).toContain('requests reach nobody any more');
  });

  test('the input itself is never changed', () => {
    const set_ = changed();
    const before = JSON.stringify(set_.manifests.map(({ object }) => object));
    effectsOf(relabel);
    expect(JSON.stringify(set_.manifests.map(({ object }) => object))).toBe(before);
  });

  test('a node set of Elasticsearch with another name has claims of its own, and a larger claim is let through', () => {
    const set = (name: string, size: string) =>
      document(
        'Elasticsearch.elasticsearch.k8s.elastic.co',
        `kind: Elasticsearch, spec: {nodeSets: [{name: ${name}, count: 1, volumeClaimTemplates: [{metadata: {name: d}, spec: {resources: {requests: {storage: ${size}}}}}]}]}`,
      );
    const kinds = (after: string) =>
      Object.values(kindsOf(effectsOf([swap(set('a', '2Gi'), after)], {}, [add(set('a', '2Gi'))]))).flat();
    expect(kinds(set('b', '1Gi'))).toEqual(['restart']);
    expect(kinds(set('a', '3Gi'))).toEqual(['restart']);
    expect(kinds(set('a', '1Gi'))).toEqual(['refused']);
  });
});
