import { web } from '../../../src/delivery/analysis/endpoint.js';
import { successRate } from '../../../src/delivery/analysis/requests.js';
import { job } from '../../../src/delivery/analysis/task.js';
import { blueGreen } from '../../../src/delivery/blue-green/blue-green.js';
import { rolling } from '../../../src/delivery/rolling.js';
import { fixed } from '../../../src/service/scale.js';
import { worker } from '../../service/synth-service.js';
import { deliver } from '../deliver.js';

const strategy = (...args: Parameters<typeof blueGreen>) =>
  deliver(blueGreen(...args)).get('Rollout').spec.strategy.blueGreen;
const health = web({ path: '/health', field: '{$.status}', equals: 'ok', count: 3 });

it('has the Service that callers know for the active side, and another for the preview', () => {
  const { all, get } = deliver(blueGreen());
  const services = all.filter(({ kind }) => kind === 'Service').map(({ metadata, spec }) => [metadata.name, spec.type]);
  expect(services).toEqual([
    ['cart', 'NodePort'],
    ['cart-preview', undefined],
  ]);
  expect(strategy()).toMatchObject({ activeService: 'cart', previewService: 'cart-preview' });
  expect(get('Ingress').spec.rules[0].http.paths[0].backend.service).toEqual({ name: 'cart', port: { name: 'http' } });
});

describe('promotion', () => {
  it('is by hand where nothing has looked at the new version, and automatic where something has', () => {
    expect(strategy().autoPromotionEnabled).toBe(false);
    expect(strategy({ before: [health] }).autoPromotionEnabled).toBe(true);
  });

  it('is what the author says', () => {
    expect(strategy({ before: [health], promotion: 'by hand' }).autoPromotionEnabled).toBe(false);
    expect(strategy({ promotion: 'automatic' }).autoPromotionEnabled).toBe(true);
    expect(strategy({ promotion: '10m' })).toMatchObject({ autoPromotionSeconds: 600 });
  });
});

it('asks the preview before the traffic moves, and the new pods after', () => {
  const after = successRate({ atLeast: 0.95, count: 5 });
  const { all, get, rejected } = deliver(blueGreen({ before: [health], after: [after] }));
  expect(rejected).toEqual([]);
  const { prePromotionAnalysis, postPromotionAnalysis } = get('Rollout').spec.strategy.blueGreen;
  expect(prePromotionAnalysis).toEqual({ templates: [{ templateName: 'cart-web' }] });
  expect(postPromotionAnalysis).toEqual({
    templates: [{ templateName: 'cart-success-rate' }],
    args: [{ name: 'pod-hash', valueFrom: { podTemplateHashValue: 'Latest' } }],
  });
  const templates = all.filter(({ kind }) => kind === 'AnalysisTemplate');
  expect(templates[0].spec.metrics[0].provider.web.url).toBe('http://cart-preview.shop.svc.cluster.local:8000/health');
});

it('can let a task decide, which runs as a restricted pod and once', () => {
  const smoke = job({ name: 'smoke', image: 'registry.test/smoke:1', command: ['./smoke'] });
  const [metric] = deliver(blueGreen({ before: [smoke] })).get('AnalysisTemplate').spec.metrics;
  expect(metric).not.toHaveProperty('interval');
  expect(metric.provider.job.spec).toMatchObject({
    backoffLimit: 0,
    template: { spec: { restartPolicy: 'Never', securityContext: { runAsNonRoot: true } } },
  });
});

it('has fewer pods to look at, and keeps them as long as it is told', () => {
  expect(strategy({ previewReplicas: 1, scaleDownDelay: '5m', abortScaleDownDelay: '1h' })).toMatchObject({
    previewReplicaCount: 1,
    scaleDownDelaySeconds: 300,
    abortScaleDownDelaySeconds: 3600,
  });
});

it.each<[Parameters<typeof blueGreen>[0], string]>([
  [{ previewReplicas: 0 }, 'previewReplicas 0: a whole number from 1 to 3 is wanted'],
  [{ previewReplicas: 4 }, 'previewReplicas 4: a whole number from 1 to 3 is wanted'],
  [{ promotion: '-1m' }, 'promotion "-1m" is no span of time'],
  [{ minReady: '1.5h' }, 'minReady "1.5h" is no span of time'],
])('rejects %j', (props, message) => {
  expect(deliver(blueGreen(props)).rejected).toMatchObject([{ rule: 'ro-strategy', message }]);
});

it('rejects a node that cannot hold both sets, and says what would fit', () => {
  const resources = { cpu: ['100m', '200m'], memory: ['256Mi', '512Mi'] } as const;
  expect(deliver(blueGreen(), { node: 'plain', resources, scale: fixed(4) }).rejected).toMatchObject([
    {
      rule: 'node-capacity',
      message: '"cart" needs 2Gi for 8 pods on plain, which offers 1620Mi',
      fix: 'Fewer replicas, smaller requests, rolling(), or a larger machine.',
    },
  ]);
  expect(deliver(rolling(), { node: 'plain', resources, scale: fixed(4) }).rejected).toEqual([]);
});

it('rejects a worker, whom nobody calls', () => {
  expect(worker({ delivery: blueGreen() }).rejected).toMatchObject([{ rule: 'ro-services' }]);
});
