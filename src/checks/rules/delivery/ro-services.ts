import { type Field, fieldOf } from '../../../manifest/field.js';
import { mapSelector, selects } from '../../../manifest/labels.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { exampleRollout, exampleServices, routerOf } from '../../delivery/rollouts.js';
import { missingTargets } from '../../references/missing-targets.js';
import { type Report, report, rule } from '../../rule.js';

const HASH = 'rollouts-pod-template-hash';

export const roServices = rule({
  id: 'ro-services',
  severity: 'error',
  what: 'The Services of a Rollout are not two of its own, over its pods',
  why: 'The Rollout is Degraded with InvalidSpec, or the two sides are one and all traffic meets the new version.',
  fix: "Name two Services of the same namespace that select the pods' labels.",
  exceptions: ['Services that a controller makes, and those declared to exist outside Git.'],
  source: 'Argo Rollouts, pkg/apis/rollouts/validation, features/bluegreen, features/traffic-management',
  wrong: exampleRollout(
    `
blueGreen:
  activeService: shop
  previewService: shop # <--
  autoPromotionEnabled: false
`,
  ).concat(exampleServices('shop')),
  right: exampleRollout(
    `
blueGreen:
  activeService: shop
  previewService: shop-preview
  autoPromotionEnabled: false
`,
  ).concat(exampleServices('shop', 'shop-preview')),
  *check({ set, graph }) {
    yield* missingTargets({ set, graph }, 'ro-services');
    const owners = new Map<Manifest, Manifest>();
    for (const rollout of set.kind('Rollout')) {
      yield* required(rollout);
      yield* pairs(rollout);
      for (const field of servicesOf(rollout)) {
        const service = set.find('Service', rollout.ref.namespace, field.text ?? '');
        if (!service) continue;
        yield* selection(field, service, rollout, set);
        const owner = owners.get(service);
        if (owner && owner !== rollout)
          yield report(field, `Service "${service.ref.name}" belongs to ${describeRef(owner.ref)} already`);
        owners.set(service, rollout);
      }
    }
  },
});

const NAMES = [
  'canary.stableService',
  'canary.canaryService',
  'canary.pingPong.pingService',
  'canary.pingPong.pongService',
  'blueGreen.activeService',
  'blueGreen.previewService',
];

function servicesOf(rollout: Manifest): Field[] {
  return NAMES.map((name) => fieldOf(rollout, `spec.strategy.${name}`)).filter(({ text }) => text !== undefined);
}

/** Most routers know the two sides by two Services. */
function* required(rollout: Manifest): Iterable<Report> {
  const router = routerOf(rollout);
  const canary = fieldOf(rollout, 'spec.strategy.canary');
  if (!router || canary.at('pingPong').exists) return;
  const name = router.path.at(-1);
  if (name === 'plugins' || (name === 'istio' && router.at('destinationRule').exists)) return;
  for (const side of ['stableService', 'canaryService']) {
    if (canary.at(side).exists) continue;
    yield report(router, `trafficRouting by "${name}" needs a ${side}`, {
      fix: `Add spec.strategy.canary.${side}.`,
    });
  }
}

function* pairs(rollout: Manifest): Iterable<Report> {
  const seen = new Set<string>();
  for (const field of servicesOf(rollout)) {
    const name = field.text ?? '';
    if (seen.has(name)) yield report(field, `Service "${name}" is both sides of the Rollout`);
    seen.add(name);
  }
  const router = fieldOf(rollout, 'spec.strategy.canary.trafficRouting.alb.rootService');
  const canary = fieldOf(rollout, 'spec.strategy.canary.canaryService');
  if (router.text !== undefined && router.text === canary.text)
    yield report(canary, `Service "${router.text}" is the root of the load balancer, and the canary side as well`, {
      why: 'The controller sends the canary side where all requests come in, and keeps the hash of the new version there.',
      fix: 'A Service of its own for the canary side.',
    });
}

function* selection(field: Field, service: Manifest, rollout: Manifest, set: ManifestSet): Iterable<Report> {
  const selector = mapSelector(fieldOf(service, 'spec.selector').value);
  if (selector?.labels.has(HASH)) {
    yield report(fieldOf(service, ['spec', 'selector', HASH]), `a Service of a Rollout selects "${HASH}" in Git`, {
      why: 'The controller writes that label at run time: Git sets it back to pods that are gone.',
      fix: 'Drop the label from the selector.',
    });
  }
  const template = set.podTemplate(rollout);
  if (!template) return;
  const own = selector && { ...selector, labels: new Map([...selector.labels].filter(([key]) => key !== HASH)) };
  if (own && own.labels.size > 0 && selects(own, template.labels)) return;
  yield report(field, `Service "${service.ref.name}" does not select the pods of the Rollout`, {
    why: 'The controller adds the hash of a version to the selector, and the Service then has no endpoints.',
    fix: "Select labels that stand in the Rollout's template.",
  });
}
