import { get, number } from '../../manifest/access.js';
import type { HostUse } from '../../manifest/hosts/host-uses.js';
import { describeRef, type JsonObject, type Manifest } from '../../manifest/manifest.js';
import { type Report, report } from '../rule.js';

/** A call of what an operator makes, on a port on which it does not answer. */
export function* unansweredPort({ at, host, service, target }: HostUse, called: number): Iterable<Report> {
  const ports = target.is === 'made' ? madePorts(target.by, service.name) : undefined;
  if (target.is !== 'made' || !ports || ports.includes(called)) return;
  const answers = `what ${describeRef(target.by.ref)} makes of that name answers on ${ports[0]}`;
  yield report(at, `host "${host.host}" is called on port ${called}: ${answers}`, {
    why: 'Nothing answers on that port: every call times out or is refused.',
    fix: `Write port ${ports[0]}, or the host that answers on ${called}.`,
  });
}

/**
 * The ports that a Service of an operator answers on; undefined where the resource may change them, or they are not known.
 * Source: spotahome/redis-operator, operator/redisfailover/service; zalando/postgres-operator, pkg/cluster/k8sres.go;
 * cloudnative-pg, pkg/specs/services.go; elastic/cloud-on-k8s, pkg/controller/…/services.go; rabbitmq/cluster-operator,
 * internal/resource/service.go.
 */
export function madePorts({ ref, object }: Manifest, service: string): readonly number[] | undefined {
  switch (ref.kind) {
    case 'RedisFailover':
      return service.startsWith('rfs-') ? [26379] : [number(object, 'spec.redis.port') ?? 6379, 9121];
    case 'postgresql':
      return [5432, 8008];
    case 'Cluster':
      return [5432];
    case 'Elasticsearch':
      return get(object, 'spec.http.service') === undefined
        ? [service.endsWith('-transport') ? 9300 : 9200]
        : undefined;
    case 'Kibana':
      return get(object, 'spec.http.service') === undefined ? [5601] : undefined;
    case 'RabbitmqCluster':
      return get(object, 'spec.override.service') === undefined ? RABBITMQ : undefined;
    default:
      return undefined;
  }
}

/** Whether Elastic's operator serves by TLS: it does unless it is told not to. Source: ECK, security/tls. */
export function elasticSpeaksTls(object: JsonObject): boolean {
  if (get(object, 'spec.http.tls.certificate') !== undefined) return true;
  return get(object, 'spec.http.tls.selfSignedCertificate.disabled') !== true;
}

// With those of its plugins and of TLS: AMQP, management, Prometheus, streams, STOMP, MQTT, between nodes.
const RABBITMQ = [
  ...[5672, 5671, 15672, 15671, 15692, 15691, 5552, 5551],
  ...[61613, 61614, 15674, 15673, 1883, 8883, 15675, 15676, 4369, 25672],
];
