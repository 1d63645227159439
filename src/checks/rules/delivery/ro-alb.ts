import { type Field, fieldOf } from '../../../manifest/field.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { albIngresses } from '../../delivery/alb-ingresses.js';
import { exampleRollout, exampleServices } from '../../delivery/rollouts.js';
import { backendsTo, namedIngresses } from '../../delivery/split-ingresses.js';
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

function* nginxIngresses(nginx: Field, stable: string | undefined, set: ManifestSet): Iterable<Report> {
  for (const field of yield* namedIngresses(nginx, 'stableIngress', 'stableIngresses')) {
    const ingress = set.find('Ingress', nginx.manifest.ref.namespace, field.text ?? '');
    if (!ingress || stable === undefined || backendsTo(ingress, stable).length > 0) continue;
    yield report(field, `Ingress "${ingress.ref.name}" has no rule that leads to the stable Service "${stable}"`, {
      fix: `Lead one of its paths to "${stable}".`,
    });
  }
}
