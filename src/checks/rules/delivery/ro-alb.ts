import { type Field, fieldOf } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { exampleRollout, exampleServices } from '../../delivery/rollouts.js';
import { forwardTargets } from '../../network/forward-targets.js';
import { missingTargets } from '../../references/missing-targets.js';
import { type Report, report, rule } from '../../rule.js';

const ROUTED = exampleRollout(`
canary:
  stableService: shop-stable
  canaryService: shop-canary
  trafficRouting:
    alb:
      ingress: shop
      servicePort: 80
  steps:
    - setWeight: 50
    - pause: { duration: 5m }
`);

const ingress = (port: string) => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: api
spec:
  ingressClassName: alb
  rules:
    - http:
        paths:
          - path: /shop
            pathType: Prefix
            backend:
              service:
                name: shop-stable
                port: ${port}
`;

const services = exampleServices('shop-stable', 'shop-canary').replaceAll(
  'spec:\n  selector',
  'spec:\n  type: NodePort\n  selector',
);

export const roAlb = rule({
  id: 'ro-alb',
  severity: 'error',
  what: 'A Rollout and the Ingress whose traffic it is to split do not fit together',
  why: 'The Rollout is Degraded, or the load balancer never hears of its weights.',
  fix: 'With an AWS load balancer the backend is rootService, else stableService, and its port is called use-annotation; with NGINX it is stableService.',
  source: 'Argo Rollouts, features/traffic-management/alb and nginx, validation_references.go',
  wrong: ROUTED + services + ingress('{ number: 80 } # <--'),
  right: ROUTED + services + ingress('{ name: use-annotation }'),
  *check({ set, graph }) {
    yield* missingTargets({ set, graph }, 'ro-alb');
    for (const rollout of set.kind('Rollout')) {
      const canary = fieldOf(rollout, 'spec.strategy.canary');
      const stable = canary.at('stableService').text;
      const alb = canary.at('trafficRouting.alb');
      if (alb.exists) yield* albIngresses(alb, stable, canary.at('canaryService').text, set);
      const nginx = canary.at('trafficRouting.nginx');
      if (nginx.exists) yield* nginxIngresses(nginx, stable, set);
    }
  },
});

/** The Ingresses that a router names; reports when it names none, or both one and a list. */
function* named(router: Field, one: string, several: string): Generator<Report, Field[]> {
  const single = router.at(one);
  const list = router.items(several);
  if (single.exists === list.length > 0) {
    const which = single.exists ? `both "${one}" and "${several}"` : `no ${one}`;
    yield report(router, `trafficRouting names ${which}`, { fix: `Name one Ingress in "${one}", or a list.` });
  }
  return [single, ...list.map((item) => (item.text === undefined ? item.at('ingress') : item))].filter(
    ({ text }) => text !== undefined,
  );
}

function* albIngresses(
  alb: Field,
  stable: string | undefined,
  canary: string | undefined,
  set: ManifestSet,
): Iterable<Report> {
  const root = alb.at('rootService').text ?? stable;
  for (const field of yield* named(alb, 'ingress', 'ingresses')) {
    const ingress = set.find('Ingress', alb.manifest.ref.namespace, field.text ?? '');
    if (!ingress || root === undefined) continue;
    const backends = backendsTo(ingress, root);
    if (backends.length === 0) {
      yield report(field, `Ingress "${ingress.ref.name}" has no rule that leads to "${root}"`, {
        fix: `Lead one of its paths to "${root}" with the port name use-annotation.`,
      });
    }
    for (const backend of backends) {
      const port = backend.at('port');
      if (port.at('name').text === 'use-annotation') continue;
      const given = port.at('name').text ?? port.at('number').scalar ?? 'none';
      yield report(port, `the backend of a split Ingress has port "${given}", not "use-annotation"`, {
        fix: 'port: { name: use-annotation }',
      });
    }
    yield* action(ingress, root, [stable, canary]);
  }
  yield* servicePort(alb, [stable, canary], set);
}

/** The weights that stand in Git until the controller writes its own. */
function* action(ingress: Manifest, root: string, sides: readonly (string | undefined)[]): Iterable<Report> {
  const field = fieldOf(ingress, ['metadata', 'annotations', `alb.ingress.kubernetes.io/actions.${root}`]);
  if (field.text === undefined) return;
  const targets = forwardTargets(field.text);
  if (targets === undefined) {
    yield report(field, `the action of "${root}" is no JSON with a ForwardConfig`, {
      why: "The load balancer's controller refuses the Ingress, and with it its whole group.",
    });
    return;
  }
  for (const target of new Set(targets.map(({ service }) => service))) {
    if (target === root || sides.includes(target)) continue;
    yield report(field, `the action of "${root}" leads to "${target}", which is no side of the Rollout`, {
      why: 'Until the controller writes its own action, requests go there.',
      fix: `Lead it to ${sides.map((side) => `"${side ?? ''}"`).join(' and ')}.`,
    });
  }
}

function* servicePort(alb: Field, sides: readonly (string | undefined)[], set: ManifestSet): Iterable<Report> {
  const field = alb.at('servicePort');
  if (field.number === undefined) return;
  for (const side of sides) {
    const service = set.find('Service', alb.manifest.ref.namespace, side ?? '');
    const ports = service
      ? fieldOf(service)
          .items('spec.ports')
          .map((port) => port.at('port').number)
      : [];
    if (!service || ports.includes(field.number)) continue;
    yield report(field, `Service "${side}" has no port ${field.number}`, {
      why: 'The load balancer gets a target group for a port that does not exist.',
      fix: `servicePort: ${ports[0] ?? 80}`,
    });
    return;
  }
}

function* nginxIngresses(nginx: Field, stable: string | undefined, set: ManifestSet): Iterable<Report> {
  for (const field of yield* named(nginx, 'stableIngress', 'stableIngresses')) {
    const ingress = set.find('Ingress', nginx.manifest.ref.namespace, field.text ?? '');
    if (!ingress || stable === undefined || backendsTo(ingress, stable).length > 0) continue;
    yield report(field, `Ingress "${ingress.ref.name}" has no rule that leads to the stable Service "${stable}"`, {
      fix: `Lead one of its paths to "${stable}".`,
    });
  }
}

function backendsTo(ingress: Manifest, service: string): Field[] {
  const all = [
    fieldOf(ingress, 'spec.defaultBackend.service'),
    ...fieldOf(ingress)
      .items('spec.rules')
      .flatMap((entry) => entry.items('http.paths'))
      .map((path) => path.at('backend.service')),
  ];
  return all.filter((backend) => backend.at('name').text === service);
}
