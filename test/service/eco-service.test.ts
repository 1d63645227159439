import { defaultDeny } from '../../src/construct/isolation.js';
import { ingressClass, kubePrometheusStack } from '../../src/construct/platform.js';
import { secret } from '../../src/construct/secrets/secret.js';
import { rolling } from '../../src/delivery/rolling.js';
import { automatic, fixed } from '../../src/service/scale.js';
import { model, overlayNetwork, platform, routableNetwork, service } from './synth-service.js';

const pod = (props: Parameters<typeof service>[0]) => service(props).get('Deployment').spec.template.spec;

it('is a Deployment, a Service and an account, and no more than was asked for', () => {
  expect(service({ node: 'plain' }).kinds).toEqual(['Deployment', 'Service', 'ServiceAccount']);
});

describe('rolling delivery', () => {
  it('starts one pod at a time before it stops one', () => {
    expect(service().get('Deployment').spec).toMatchObject({
      replicas: 2,
      minReadySeconds: 10,
      progressDeadlineSeconds: 300,
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    });
  });

  it('takes what the author says instead', () => {
    const { spec } = service({ delivery: rolling({ maxSurge: 2, minReady: '1m' }) }).get('Deployment');
    expect(spec.strategy.rollingUpdate.maxSurge).toBe(2);
    expect(spec.minReadySeconds).toBe(60);
  });
});

describe('labels', () => {
  it('selects pods by name alone, and carries the version beside it', () => {
    const { get } = service();
    expect(get('Deployment').spec.selector.matchLabels).toEqual({ 'app.kubernetes.io/name': 'cart' });
    expect(get('Service').spec.selector).toEqual({ 'app.kubernetes.io/name': 'cart' });
    expect(get('Deployment').spec.template.metadata.labels).toEqual({
      'app.kubernetes.io/name': 'cart',
      'app.kubernetes.io/component': 'api',
      'app.kubernetes.io/part-of': 'shop',
      'app.kubernetes.io/version': '1.2.3',
    });
    expect(get('Service').metadata.labels).not.toHaveProperty(['app.kubernetes.io/version']);
  });

  it('leaves the version out where a label cannot hold the tag', () => {
    const image = { repository: 'registry.test/cart', tag: `v${'1'.repeat(80)}` };
    expect(service({ image }).get('Deployment').metadata.labels).not.toHaveProperty(['app.kubernetes.io/version']);
  });
});

describe('environment variables', () => {
  const database = {
    kind: 'connection' as const,
    name: 'db',
    host: 'db.data.svc.cluster.local',
    port: 5432,
    prefix: 'DB',
    credentials: secret('db', { keys: ['password'], env: { DB_PASSWORD: 'password' } }),
  };

  it('come from env, from what is used, and from secrets, and numbers become strings', () => {
    const { env } = pod({ env: { WORKERS: 4, DEBUG: true }, uses: [database] }).containers[0];
    expect(env).toEqual([
      { name: 'DEBUG', value: 'true' },
      { name: 'WORKERS', value: '4' },
      { name: 'DB_HOST', value: 'db.data.svc.cluster.local' },
      { name: 'DB_PORT', value: '5432' },
      { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
    ]);
  });

  it('puts those that refer to others below them', () => {
    const given = { A: '$(B)', B: 'x://$(DB_PASSWORD)', C: '$$(A)', D: '$(E)', E: '$(D)' };
    const { env } = pod({ env: given, uses: [database] }).containers[0];
    const names = env.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['C', 'DB_HOST', 'DB_PORT', 'DB_PASSWORD', 'B', 'A', 'E', 'D']);
  });

  it('are rejected when two set the same one', () => {
    const { rejected } = service({ env: { DB_HOST: 'elsewhere' }, uses: [database] });
    expect(rejected).toMatchObject([{ rule: 'env-duplicate', message: 'variable "DB_HOST" is set by "env" and "db"' }]);
  });
});

describe('the pod', () => {
  it('passes the Pod Security Standard "restricted" with a read-only root file system', () => {
    const spec = pod({});
    expect(spec.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(spec.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
  });

  it('can write to /tmp and to the folders that it names, and nowhere else', () => {
    const spec = pod({ writable: ['/var/cache/app'] });
    expect(spec.containers[0].volumeMounts).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'scratch-1', mountPath: '/var/cache/app' },
    ]);
    expect(spec.volumes).toHaveLength(2);
  });

  it('has three probes of one path that differ in what follows', () => {
    const [container] = pod({ health: '/ready' }).containers;
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      expect(container[probe].httpGet).toEqual({ path: '/ready', port: 'http' });
    }
    expect(container.startupProbe.failureThreshold * container.startupProbe.periodSeconds).toBe(120);
    expect(container.livenessProbe.failureThreshold).toBeGreaterThan(container.readinessProbe.failureThreshold ?? 3);
  });

  it('waits before it stops, and the wait fits the grace period', () => {
    const spec = pod({ shutdown: '45s' });
    expect(spec.containers[0].lifecycle.preStop.exec.command).toEqual(['sleep', '10']);
    expect(spec.terminationGracePeriodSeconds).toBe(55);
  });

  it('waits longer where the load balancer sends to pods itself', () => {
    const spec = pod({ platform: platform({ cluster: model(routableNetwork) }) });
    expect(spec.containers[0].lifecycle.preStop.exec.command).toEqual(['sleep', '30']);
    expect(spec.terminationGracePeriodSeconds).toBe(60);
  });
});

describe('place', () => {
  it('selects the node by its labels and tolerates its taints', () => {
    expect(pod({ node: 'tainted' })).toMatchObject({
      nodeSelector: { role: 'tainted' },
      tolerations: [{ key: 'own', value: 'true', effect: 'NoSchedule' }],
    });
  });

  it('means nothing where a cluster does not pin', () => {
    const spec = pod({ node: 'plain', platform: platform({ cluster: model(overlayNetwork, 'no') }) });
    expect(spec.nodeSelector).toBeUndefined();
  });

  it('is rejected with the name that was meant', () => {
    expect(service({ node: 'plan' }).rejected).toMatchObject([
      { rule: 'node-unknown', message: 'node "plan" is not in the cluster', fix: 'Write "plain".' },
    ]);
  });
});

describe('scale', () => {
  it('leaves replicas to the autoscaler', () => {
    const { get } = service({ scale: automatic({ min: 2, max: 5, cpu: 70 }) });
    expect(get('Deployment').spec).not.toHaveProperty('replicas');
    expect(get('HorizontalPodAutoscaler').spec).toMatchObject({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' },
      minReplicas: 2,
      maxReplicas: 5,
    });
  });

  it.each([
    ['a part of a pod', fixed(1.5), '1.5 replicas: a whole number from 0 up is wanted'],
    ['fewer pods than none', fixed(-1), '-1 replicas: a whole number from 0 up is wanted'],
    [
      'an autoscaler to zero',
      automatic({ min: 0, max: 2, cpu: 70 }),
      "an autoscaler's least number of pods is 0, the least possible is 1",
    ],
    ['a range upside down', automatic({ min: 4, max: 2, cpu: 70 }), "an autoscaler's range runs from 4 to 2 pods"],
    ['an aim of nothing', automatic({ min: 1, max: 2, cpu: 0 }), 'an autoscaler aims at 0 % of the CPU request'],
  ])('rejects %s', (_, scale, message) => {
    expect(service({ scale }).rejected).toMatchObject([{ rule: 'scale', message }]);
  });

  it('protects pods that can move, and none that cannot', () => {
    expect(service().get('PodDisruptionBudget').spec.maxUnavailable).toBe(1);
    expect(service({ node: 'plain' }).kinds).not.toContain('PodDisruptionBudget');
    expect(service({ scale: fixed(1) }).kinds).not.toContain('PodDisruptionBudget');
  });
});

describe('route', () => {
  const route = '/api/v1/cart';

  it('goes through the nodes where the load balancer cannot reach pods', () => {
    const { get } = service({ route });
    expect(get('Service').spec.type).toBe('NodePort');
    expect(get('Ingress').metadata.annotations['alb.ingress.kubernetes.io/target-type']).toBe('instance');
  });

  it('goes straight to pods where it can', () => {
    const { get } = service({ route, platform: platform({ cluster: model(routableNetwork) }) });
    expect(get('Service').spec).not.toHaveProperty('type');
    expect(get('Ingress').metadata.annotations['alb.ingress.kubernetes.io/target-type']).toBe('ip');
  });

  it('has nothing of AWS with another ingress class', () => {
    const { get } = service({ route, platform: platform({ ingress: ingressClass('nginx', { host: 'shop.test' }) }) });
    expect(get('Ingress').metadata).not.toHaveProperty('annotations');
    expect(get('Ingress').spec.ingressClassName).toBe('nginx');
    expect(get('Service').spec).not.toHaveProperty('type');
  });

  it.each(['/api/', '/api/*', '/api?x=1', '//api'] as const)('rejects %s', (path) => {
    expect(service({ route: path }).rejected).toMatchObject([{ rule: 'route-syntax' }]);
  });
});

describe('files', () => {
  const files = { '/etc/cart/rules.yaml': 'limit: 3\n' };

  it('lie in a ConfigMap, and a change of them restarts the pods', () => {
    const before = service({ files });
    const after = service({ files: { '/etc/cart/rules.yaml': 'limit: 4\n' } });
    expect(before.get('ConfigMap').data).toEqual({ 'rules.yaml': 'limit: 3\n' });
    expect(before.get('Deployment').spec.template.spec.volumes).toContainEqual({
      name: 'files',
      configMap: { name: 'cart' },
    });
    const checksum = (one: typeof before) => one.get('Deployment').spec.template.metadata.annotations['checksum/files'];
    expect(checksum(before)).not.toBe(checksum(after));
  });

  it('are rejected when they lie in two folders', () => {
    expect(service({ files: { '/etc/a/x': '', '/etc/b/y': '' } }).rejected).toMatchObject([{ rule: 'files-folder' }]);
  });
});

describe('input that no cluster takes', () => {
  it.each([0, 70000, 80.5])('rejects port %d', (port) => {
    expect(service({ port }).rejected).toMatchObject([{ rule: 'port' }]);
  });

  it.each(['Cart', '1cart', 'cart_api', 'c'.repeat(53)])('rejects the name %s', (name) => {
    expect(service({}, name).rejected).toMatchObject([{ rule: 'name-syntax' }]);
  });

  it('rejects a name with which Grafana refuses the dashboard', () => {
    const prometheus = kubePrometheusStack({ release: 'stack', namespace: 'monitoring' });
    const name = 'c'.repeat(36);
    expect(service({ platform: platform({ prometheus }) }, name).rejected).toMatchObject([
      { rule: 'dashboard', message: `the uid "shop-${name}" of a dashboard has 41 characters, 40 are allowed` },
    ]);
  });

  it('rejects a chart without a namespace where pods are isolated', () => {
    const isolated = platform({ isolation: defaultDeny({ scrapers: [] }) });
    expect(service({ platform: isolated }, 'cart', 'none').rejected).toMatchObject([
      { rule: 'isolation-namespace', message: '"cart" stands in a chart without a namespace' },
    ]);
  });

  it('rejects what is no quantity, and a request above its limit', () => {
    const resources = { cpu: ['500m', '200m'], memory: ['512mb', '1Gi'] } as never;
    expect(service({ resources }).rejected).toMatchObject([
      { rule: 'resources', message: 'cpu request "500m" is above its limit "200m"' },
      { rule: 'resources', message: 'memory "512mb" is no quantity' },
    ]);
  });
});
