import { istio, kubePrometheusStack } from '../../src/construct/platform.js';
import { platform, service, worker } from '../service/synth-service.js';

const prometheus = kubePrometheusStack({ release: 'stack', namespace: 'monitoring' });
const gateway = { name: 'public', namespace: 'gateways' };
const meshed = (strict: boolean) =>
  platform({
    prometheus,
    ingress: istio({ host: 'shop.test', gateway }),
    mesh: { namespaces: ['shop'], gateway, strict },
  });

test('a monitor selects the Service by its labels, carries what Prometheus selects by, and limits what it takes', () => {
  const { get } = service({ platform: platform({ prometheus }), scrape: '15s' });
  const { metadata, spec } = get('ServiceMonitor');
  expect(metadata.labels.release).toBe('stack');
  expect(get('Service').metadata.labels).toMatchObject(spec.selector.matchLabels);
  expect(spec.endpoints).toEqual([{ port: get('Service').spec.ports[0].name, interval: '15s' }]);
  expect(spec).toMatchObject({ sampleLimit: 5000, labelLimit: 40, labelValueLengthLimit: 500 });
});

test.each([true, false])('in a mesh the sidecar is asked, which learns where the program has its metrics', (strict) => {
  const { get } = service({ platform: meshed(strict) });
  expect(get('ServiceMonitor').spec).toMatchObject({ sampleLimit: 10_000 });
  expect(get('ServiceMonitor').spec.endpoints).toEqual([
    {
      port: 'http',
      path: '/stats/prometheus',
      interval: '30s',
      relabelings: [
        { sourceLabels: ['__meta_kubernetes_pod_ip'], targetLabel: '__address__', replacement: '$1:15020' },
      ],
    },
  ]);
  expect(get('Deployment').spec.template.metadata.annotations).toEqual({
    'prometheus.io/scrape': 'true',
    'prometheus.io/port': '8000',
  });
});

test('a worker of a mesh is asked itself: its port for metrics takes plain connections', () => {
  const { get } = worker({ platform: meshed(true) });
  expect(get('PodMonitor').spec.podMetricsEndpoints).toEqual([{ port: 'metrics', interval: '30s' }]);
  expect(get('Deployment').spec.template.metadata).not.toHaveProperty('annotations');
});

test('alerts are labelled with the team that answers for it, those on its objectives too', () => {
  const { get } = service({ platform: platform({ prometheus }), team: 'till', slo: { availability: 0.99 } });
  const rules: { alert?: string; labels: object }[] = get('PrometheusRule').spec.groups.flatMap(
    ({ rules: all }: { rules: object[] }) => all,
  );
  const alerts = rules.filter(({ alert }) => alert !== undefined);
  expect(alerts.map(({ alert }) => alert)).toEqual(expect.arrayContaining(['HighErrorRate', 'ErrorBudgetBurn1h']));
  for (const { labels } of alerts) expect(labels).toMatchObject({ service: 'cart', team: 'till' });
});
