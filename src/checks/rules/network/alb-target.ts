import { each, stringMap, text } from '../../../manifest/access.js';
import { applicationSources, valueField } from '../../../manifest/application-sources.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated, type ReferenceGraph, targetManifest } from '../../../manifest/references.js';
import { ALB, ALB_ANNOTATIONS, ALB_FAMILIES, albAnnotation, isAlb } from '../../../network/alb.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { otherClass } from '../../network/other-class.js';
import { type Report, report, rule } from '../../rule.js';

const example = (type: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: cart
  namespace: shop
spec:
  ingressClassName: alb
  defaultBackend:
    service:
      name: cart
      port: { number: 80 }
---
apiVersion: v1
kind: Service
metadata:
  name: cart
  namespace: shop
spec:${type}
  ports:
    - port: 80
`;

export const albTarget = rule({
  id: 'alb-target',
  severity: 'error',
  what: 'A load balancer of AWS cannot reach what an Ingress sends to, or does not know its annotation',
  why: 'The controller makes no target group: the whole load balancer keeps its last state, or has none.',
  fix: 'Make the Service a NodePort, or set target-type: ip where the load balancer reaches the addresses of pods.',
  exceptions: ['Services that are not among the manifests, unless the values of their chart say what they are.'],
  source: 'AWS Load Balancer Controller, guide/ingress/annotations#target-type',
  wrong: example(' # <--'),
  right: example('\n  type: NodePort'),
  *check({ set, graph, facts }) {
    for (const ingress of set.kind('Ingress')) {
      yield* keys(ingress);
      yield* values(ingress);
      yield* otherClass(ingress, set);
      if (!isAlb(ingress)) continue;
      const target = albAnnotation(ingress, 'target-type');
      const type = target.text ?? defaultType(set);
      for (const service of servicesOf(ingress, graph))
        yield* reachable(ingress, service, albAnnotation(service, 'target-type').text ?? type);
      if (type === 'instance') yield* chartServices(ingress, set);
      if (target.text === 'ip' && facts.network?.podsRoutable === false)
        yield report(target, 'target-type ip: the load balancer does not reach the addresses of pods here', {
          fix: 'Use target-type instance and Services of type NodePort.',
        });
      yield* redirect(ingress);
    }
  },
});

/** What the controller was told to take where no annotation says it. */
function defaultType(set: ManifestSet): string {
  const controller = applicationSources(set).find(({ chart }) => chart === 'aws-load-balancer-controller');
  return text(controller?.values, 'defaultTargetType') ?? 'instance';
}

function servicesOf(ingress: Manifest, graph: ReferenceGraph): Manifest[] {
  const found = graph.from(ingress).filter(({ to }) => to.kind === 'Service');
  return [...new Set(found.flatMap((edge) => targetManifest(edge) ?? []))].filter(({ ref }) => ref.kind === 'Service');
}

function* reachable(ingress: Manifest, service: Manifest, target: string): Iterable<Report> {
  const type = fieldOf(service, 'spec.type');
  const name = type.text ?? 'ClusterIP';
  const place = type.exists ? type : fieldOf(service, 'spec');
  if (name === 'ExternalName')
    yield report(
      place,
      `${describeRef(service.ref)} is an ExternalName: ${describeRef(ingress.ref)} cannot send to it`,
      {
        fix: 'Name a Service with pods.',
      },
    );
  else if (target === 'instance' && name === 'ClusterIP')
    yield report(
      place,
      `${describeRef(service.ref)} is a ClusterIP: ${describeRef(ingress.ref)} sends to ports of nodes`,
    );
}

/** A Service that a chart makes, of the type that its values say. */
function* chartServices(ingress: Manifest, set: ManifestSet): Iterable<Report> {
  const names = new Set(
    ['spec.rules[].http.paths[].backend.service.name', 'spec.defaultBackend.service.name'].flatMap((path) =>
      each(ingress.object, path).map(({ value }) => value),
    ),
  );
  for (const source of applicationSources(set)) {
    const { values, release, chart, namespace } = source;
    if (namespace !== ingress.ref.namespace || text(values, 'service.type') !== 'ClusterIP') continue;
    const own = text(values, 'fullnameOverride') ?? (release.includes(chart) ? release : `${release}-${chart}`);
    if (!names.has(own)) continue;
    const place = valueField(source, ['service', 'type']);
    yield report(place, `Service "${own}" is a ClusterIP: ${describeRef(ingress.ref)} sends to ports of nodes`);
  }
}

/** An annotation that only looks like one of the controller's. */
function* keys(ingress: Manifest): Iterable<Report> {
  for (const key of stringMap(ingress.object, 'metadata.annotations').keys()) {
    if (!key.startsWith(ALB)) continue;
    const name = key.slice(ALB.length);
    if (ALB_ANNOTATIONS.includes(name) || ALB_FAMILIES.some((one) => name.startsWith(one))) continue;
    const near =
      didYouMean(name.replace(/^.*\//, ''), ALB_ANNOTATIONS) ?? ALB_ANNOTATIONS.find((one) => name.endsWith(`/${one}`));
    yield report(
      fieldOf(ingress, ['metadata', 'annotations', key]),
      `"${name}" is no annotation of the load balancer controller`,
      {
        why: 'The controller ignores it: the default stays.',
        fix: near ? `Did you mean "${ALB}${near}"?` : undefined,
      },
    );
  }
}

// Source: AWS Load Balancer Controller, guide/ingress/annotations.
const VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  ['scheme', ['internal', 'internet-facing']],
  ['target-type', ['instance', 'ip']],
  ['ip-address-type', ['ipv4', 'dualstack', 'dualstack-without-public-ipv4']],
  ['backend-protocol', ['HTTP', 'HTTPS']],
  ['backend-protocol-version', ['HTTP1', 'HTTP2', 'GRPC']],
  ['healthcheck-protocol', ['HTTP', 'HTTPS']],
]);

/** A value that the controller refuses. */
function* values(ingress: Manifest): Iterable<Report> {
  for (const [name, allowed] of VALUES) {
    const field = albAnnotation(ingress, name);
    if (field.text === undefined || isTemplated(field.text) || allowed.includes(field.text)) continue;
    const near = didYouMean(field.text, allowed);
    yield report(field, `"${name}" is "${field.text}", allowed are ${allowed.join(', ')}`, {
      fix: near ? `Did you mean "${near}"?` : undefined,
    });
  }
  yield* numbers(ingress);
  const path = albAnnotation(ingress, 'healthcheck-path');
  if (path.text !== undefined && !isTemplated(path.text) && !path.text.startsWith('/'))
    yield report(path, `"healthcheck-path" is "${path.text}", which does not begin with "/"`, {
      fix: `Write "/${path.text}".`,
    });
  const ports = albAnnotation(ingress, 'listen-ports');
  if (ports.text === undefined || isTemplated(ports.text) || isListOfPorts(ports.text)) return;
  yield report(ports, `"listen-ports" is no list of protocols with their ports`, {
    fix: `Write '[{"HTTP": 80}, {"HTTPS": 443}]'.`,
  });
}

// Source: AWS Load Balancer Controller, guide/ingress/annotations#health-check; Elastic Load Balancing, target-group-health-checks.
const NUMBERS = [
  'healthcheck-interval-seconds',
  'healthcheck-timeout-seconds',
  'healthy-threshold-count',
  'unhealthy-threshold-count',
] as const;

/** Numbers without a unit; and the answer must be due before the next question is. */
function* numbers(ingress: Manifest): Iterable<Report> {
  for (const name of NUMBERS) {
    const field = albAnnotation(ingress, name);
    if (field.text === undefined || isTemplated(field.text) || /^\d+$/.test(field.text)) continue;
    yield report(field, `"${name}" is "${field.text}", a whole number is meant`, {
      fix: 'Write digits alone: seconds have no unit here.',
    });
  }
  const [interval, timeout] = [NUMBERS[0], NUMBERS[1]].map((name) => albAnnotation(ingress, name));
  if (!interval?.text || !timeout?.text || !/^\d+$/.test(interval.text) || !/^\d+$/.test(timeout.text)) return;
  if (Number(timeout.text) < Number(interval.text)) return;
  yield report(timeout, `the health check waits ${timeout.text} s for an answer, and asks every ${interval.text} s`, {
    fix: 'Make the time-out shorter than the interval.',
  });
}

function isListOfPorts(text: string): boolean {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((one) => Object.keys(one ?? {}).every((key) => /^HTTPS?$/.test(key)));
  } catch {
    return false;
  }
}

function* redirect(ingress: Manifest): Iterable<Report> {
  const field: Field = albAnnotation(ingress, 'ssl-redirect');
  if (!field.exists) return;
  const ports = albAnnotation(ingress, 'listen-ports').text ?? '';
  const grouped = albAnnotation(ingress, 'group.name').exists;
  const port = new RegExp(`"?HTTPS"?\\s*:\\s*${field.scalar}\\b`);
  if (
    grouped ||
    port.test(ports) ||
    (ports === '' && albAnnotation(ingress, 'certificate-arn').exists && field.scalar === '443')
  )
    return;
  yield report(field, `ssl-redirect sends to port ${field.scalar}, where nothing listens for HTTPS`, {
    severity: 'warning',
    why: 'Every request over HTTP is sent to a port that does not answer.',
    fix: `Add {"HTTPS": ${field.scalar}} to listen-ports, and a certificate.`,
  });
}
