import fc from 'fast-check';
import type { Manifest } from '../../src/manifest/manifest.js';
import { describeRef } from '../../src/manifest/manifest.js';
import { type Reference, referencesOf } from '../../src/manifest/references.js';
import { computeWaves } from '../../src/order/waves.js';
import { setOf } from '../manifest/set-of.js';

function wavesOf(text: string) {
  const set = setOf(text);
  const result = computeWaves(set.manifests, referencesOf(set));
  const waves = Object.fromEntries(
    [...result.waves].map(([key, wave]) => [key.split('/').slice(1).join(' ').replace('  ', ' '), wave]),
  );
  return { ...result, waves };
}

const pod = (name: string, more = '') => `
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers: [{ name: app, image: "x:1" }]
${more}`;

const deployment = (name: string, more = '') => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: api }
spec:${pod(name, more)}
`;

describe('what waits for what', () => {
  test('a Deployment with its ConfigMap, Secret, ServiceAccount, Service, Ingress and Namespace needs one wave', () => {
    const { waves } = wavesOf(`
{apiVersion: v1, kind: Namespace, metadata: {name: api}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: api}}
---
{apiVersion: v1, kind: Service, metadata: {name: shop, namespace: api}, spec: {selector: {app: shop}, ports: [{port: 80}]}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: api}
spec: {defaultBackend: {service: {name: shop, port: {number: 80}}}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: shop, namespace: api}
spec: {maxReplicas: 2, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}}
${deployment('shop', '      volumes: [{ name: c, configMap: { name: c } }]')}`);
    expect(new Set(Object.values(waves))).toEqual(new Set([0]));
  });

  test('pods wait for the ExternalSecret that makes their Secret, and say so', () => {
    const { waves, because } = wavesOf(`
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: db, namespace: api}
spec: {target: {name: db-secret}, secretStoreRef: {name: s}, data: [{secretKey: a, remoteRef: {key: k}}]}
${deployment('shop', '      volumes: [{ name: c, secret: { secretName: db-secret } }]')}`);
    expect(waves).toMatchObject({ 'ExternalSecret api db': 0, 'Deployment api shop': 1 });
    const [wait] = because.get('apps/Deployment/api/shop') ?? [];
    expect(wait).toMatchObject({ strength: 'strict', because: 'reference', on: { ref: { name: 'db' } } });
    expect(wait?.path).toEqual(['spec', 'template', 'spec', 'volumes', 0, 'secret', 'secretName']);
  });

  test('a custom resource waits for its definition', () => {
    const { waves } = wavesOf(`
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.shop.io}
spec: {group: shop.io, names: {kind: Widget, plural: widgets}, scope: Namespaced, versions: []}
---
{apiVersion: shop.io/v1, kind: Widget, metadata: {name: w, namespace: api}}
`);
    expect(waves).toEqual({ 'CustomResourceDefinition widgets.shop.io': 0, 'Widget api w': 1 });
  });

  const rollout = `---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: shop, namespace: api}
spec:
  strategy:
    canary:
      analysis: {templates: [{templateName: success}]}
      trafficRouting: {istio: {virtualService: {name: shop}, destinationRule: {name: shop}}}
      steps: [{setWeight: 10}, {pause: {duration: 5m}}]
${pod('shop', '      volumes: [{ name: wal, persistentVolumeClaim: { claimName: wal } }]')}
`;
  const surroundings = [
    'AnalysisTemplate argoproj.io/v1alpha1 success',
    'VirtualService networking.istio.io/v1 shop',
    'DestinationRule networking.istio.io/v1 shop',
  ]
    .map((line) => line.split(' '))
    .map(
      ([kind, apiVersion, name]) =>
        `---\n{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: api}, spec: {}}\n`,
    )
    .join('');

  test('a Rollout waits for its templates and routes', () => {
    const { waves } = wavesOf(surroundings + rollout);
    expect(waves).toEqual({
      'AnalysisTemplate api success': 0,
      'VirtualService api shop': 0,
      'DestinationRule api shop': 0,
      'Rollout api shop': 1,
    });
  });

  test('a claim that waits for its first consumer is not earlier than its pod', () => {
    const claim =
      '---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: wal, namespace: api}, spec: {storageClassName: gp3}}\n';
    expect(wavesOf(surroundings + rollout + claim).waves).toMatchObject({
      'PersistentVolumeClaim api wal': 1,
      'Rollout api shop': 1,
    });
    const immediate =
      '---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: gp3}, volumeBindingMode: Immediate}\n';
    expect(wavesOf(surroundings + rollout + claim + immediate).waves).toMatchObject({
      'PersistentVolumeClaim api wal': 0,
    });
  });

  test('a Rollout with pauses is in the last wave, and its autoscaler with it', () => {
    const text = `
{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: tls, namespace: api}, spec: {secretName: tls, issuerRef: {name: ca}}}
${deployment('other', '      volumes: [{ name: c, secret: { secretName: tls } }]')}
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: shop, namespace: api}
spec: {strategy: {canary: {steps: [{pause: {}}]}}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: shop, namespace: api}
spec: {maxReplicas: 2, scaleTargetRef: {apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: shop}}
`;
    const { waves, because } = wavesOf(text);
    expect(waves).toMatchObject({
      'Deployment api other': 1,
      'Rollout api shop': 1,
      'HorizontalPodAutoscaler api shop': 1,
    });
    expect(because.get('argoproj.io/Rollout/api/shop')).toMatchObject([{ because: 'last' }]);
    expect(wavesOf(text.replace('pause: {}', 'setWeight: 50')).waves).toMatchObject({ 'Rollout api shop': 0 });
  });

  test('the Service of a blue-green pair moves when the chosen side is ready', () => {
    const side = (version: string) =>
      deployment(`shop-${version}`).replaceAll(/app: shop-v\d/g, `app: shop, version: ${version}`);
    const service =
      '---\n{apiVersion: v1, kind: Service, metadata: {name: shop, namespace: api}, spec: {selector: {app: shop, version: v2}}}\n';
    const { waves, because } = wavesOf(side('v1') + side('v2') + service);
    expect(waves).toMatchObject({ 'Deployment api shop-v1': 0, 'Deployment api shop-v2': 0, 'Service api shop': 1 });
    expect(because.get('/Service/api/shop')).toMatchObject([{ because: 'switch', on: { ref: { name: 'shop-v2' } } }]);
  });

  test('workloads wait for a task of the Sync phase; a task of PreSync is before all waves anyway', () => {
    const job = (hook: string) => `---
apiVersion: batch/v1
kind: Job
metadata: {name: migrate, namespace: api, annotations: {argocd.argoproj.io/hook: ${hook}}}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: m, image: "x:1"}]}}}
`;
    expect(wavesOf(job('Sync') + deployment('shop')).waves).toMatchObject({
      'Job api migrate': 0,
      'Deployment api shop': 1,
    });
    expect(wavesOf(job('PreSync') + deployment('shop')).waves).toMatchObject({
      'Job api migrate': 0,
      'Deployment api shop': 0,
    });
  });

  test('a cycle is reported with its path, and the rest has waves all the same', () => {
    const { cycles, waves } = wavesOf(`
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: {name: a, namespace: api}
spec: {secretStoreRef: {name: s}, target: {template: {templateFrom: [{configMap: {name: a}}]}}}
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: {name: s, namespace: api}
spec: {provider: {aws: {auth: {secretRef: {accessKeyIDSecretRef: {name: a, key: k}}}}}}
${deployment('shop')}`);
    expect(cycles.map((cycle) => cycle.map((m) => describeRef(m.ref)))).toEqual([
      ['SecretStore api/s', 'ExternalSecret api/a'],
    ]);
    expect(waves).toMatchObject({ 'Deployment api shop': 0 });
  });
});

describe('any graph without cycles', () => {
  const node = (i: number): Manifest => ({
    ref: { apiVersion: 'v1', kind: 'Thing', name: `n${i}` },
    object: { apiVersion: 'v1', kind: 'Thing', metadata: { name: `n${i}` } },
    origin: { file: 'x' },
  });
  const graphs = fc.integer({ min: 2, max: 12 }).chain((n) =>
    fc
      .array(
        fc
          .tuple(fc.nat(n - 1), fc.nat(n - 1), fc.constantFrom<'strict' | 'weak'>('strict', 'weak'))
          .filter(([a, b]) => a > b),
        { maxLength: 30 },
      )
      .map((edges) => {
        const nodes = Array.from({ length: n }, (_, i) => node(i));
        const from = (manifest: Manifest): Reference[] =>
          edges.flatMap(([a, b, strength]) => {
            const target = nodes[b];
            if (nodes[a] !== manifest || !target) return [];
            const to = { group: '', kind: 'Thing', name: target.ref.name };
            return [
              {
                from: manifest,
                path: [],
                to,
                target: { is: 'manifest', manifest: target },
                strength,
                optional: false,
                keys: [],
                row: { from: '', to: 'Thing' },
              },
            ];
          });
        return { nodes, edges, from };
      }),
  );
  const key = (i: number) => `/Thing//n${i}`;

  test('waves follow references, and each is as early as it can be', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges, from }) => {
        const { waves, because, cycles } = computeWaves(nodes, { from });
        expect(cycles).toEqual([]);
        for (const [a, b, strength] of edges) {
          expect(waves.get(key(a))).toBeGreaterThanOrEqual((waves.get(key(b)) ?? 0) + (strength === 'strict' ? 1 : 0));
        }
        nodes.forEach((_, i) => {
          if (waves.get(key(i)) !== 0) expect(because.get(key(i))?.length).toBeGreaterThan(0);
        });
      }),
    );
  });

  test('the order of the manifests does not count', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, from }) => {
        const forth = computeWaves(nodes, { from }).waves;
        const back = computeWaves(nodes.toReversed(), { from }).waves;
        expect(new Map([...back].sort())).toEqual(new Map([...forth].sort()));
      }),
    );
  });
});
