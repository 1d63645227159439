import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { forwardTargets } from '../network/forward-targets.js';
import { type Report, report } from '../rule.js';
import { backendsTo, namedIngresses } from './split-ingresses.js';

/** The Ingresses of a Rollout whose weights the AWS Load Balancer Controller follows. */
export function* albIngresses(
  alb: Field,
  stable: string | undefined,
  canary: string | undefined,
  set: ManifestSet,
): Iterable<Report> {
  const root = alb.at('rootService').text ?? stable;
  for (const field of yield* namedIngresses(alb, 'ingress', 'ingresses')) {
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
