import { each, text } from '../../../manifest/access.js';
import { applicationSources, valueField } from '../../../manifest/argocd/application-sources.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { type ReferenceGraph, targetManifest } from '../../../manifest/references.js';
import { albAnnotation, isAlb } from '../../../network/alb.js';
import { albAnnotations } from '../../network/alb-annotations.js';
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
      yield* albAnnotations(ingress);
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
  // Where a Rollout splits the traffic, the controller sends to its two sides.
  const rollouts = graph.to(ingress).flatMap(({ from }) => (from.ref.kind === 'Rollout' ? graph.from(from) : []));
  const sides = rollouts.filter(({ path }) => /^(?:stable|canary|ping|pong)Service$/.test(String(path.at(-1))));
  const found = [...graph.from(ingress), ...sides].filter(({ to }) => to.kind === 'Service');
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
