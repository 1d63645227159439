import { get } from '../../manifest/access.js';
import { rabbitmqPods } from '../../manifest/kinds/made-pods.js';
import { formatSelector, selects } from '../../manifest/labels.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import type { Monitor } from './monitors.js';

/**
 * Monitors of the Service that the operator of RabbitMQ makes: it has the labels of its pods, and ports by these names.
 * Source: rabbitmq/cluster-operator, internal/resource/service.go, internal/metadata/label.go.
 */
export function* unlikeRabbit(set: ManifestSet, { namespaces = [], selector, ...monitor }: Monitor): Iterable<Report> {
  if (monitor.isPods || monitor.services.length > 0) return;
  const clusters = namespaces.flatMap((name) => set.inNamespace('RabbitmqCluster', name));
  const [cluster] = clusters;
  if (!cluster || clusters.some(({ object }) => get(object, 'spec.override.service') !== undefined)) return;
  const { name, namespace } = cluster.ref;
  const isMade = clusters.some(({ object }) => rabbitmqPods(object).some(({ labels }) => selects(selector, labels)));
  if (!isMade) {
    const words = [monitor.manifest.ref.name, ...selector.labels.values()];
    if (!words.some((word) => word.includes('rabbitmq') || word === name)) return;
    yield report(
      monitor.spec.at('selector'),
      `selector "${formatSelector(selector)}" does not select what RabbitmqCluster "${namespace}/${name}" makes`,
      {
        why: 'Nothing is scraped: no alert about the broker ever fires.',
        fix: `matchLabels: { app.kubernetes.io/name: ${name} }`,
      },
    );
    return;
  }
  for (const endpoint of monitor.endpoints) {
    const port = endpoint.at('port');
    if (port.text === undefined || PORTS.includes(port.text)) continue;
    yield report(port, `port "${port.text}" is none of what RabbitmqCluster "${namespace}/${name}" makes`, {
      why: 'Nothing is scraped: no alert about the broker ever fires.',
      fix: `port: ${didYouMean(port.text, PORTS) ?? 'prometheus'}`,
    });
  }
}

const PORTS = `amqp amqps management management-tls prometheus prometheus-tls epmd cluster-rpc stream streams
  stomp stomps mqtt mqtts web-mqtt web-mqtt-tls web-stomp web-stomp-tls`.split(/\s+/);
