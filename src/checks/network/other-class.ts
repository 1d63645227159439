import { isObject } from '../../manifest/access.js';
import { fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { ALB } from '../../network/alb.js';
import { type Report, report } from '../rule.js';

const ALB_CONTROLLER = 'ingress.k8s.aws/alb';
const NGINX = 'nginx.ingress.kubernetes.io/';

/** Annotations of the load balancer on an Ingress that another controller looks after. */
export function* otherClass(ingress: Manifest, set: ManifestSet): Iterable<Report> {
  const { annotations } = ingress.object.metadata;
  const name = fieldOf(ingress, 'spec.ingressClassName');
  if (name.text === undefined || name.text === 'alb' || !isObject(annotations)) return;
  const keys = Object.keys(annotations);
  // Who has annotations of both is one for all clusters.
  if (!keys.some((key) => key.startsWith(ALB)) || keys.some((key) => key.startsWith(NGINX))) return;
  const shown = set.find('IngressClass', undefined, name.text);
  const controller = shown && fieldOf(shown, 'spec.controller').text;
  if (controller === undefined ? !OTHERS.has(name.text) : controller === ALB_CONTROLLER) return;
  yield report(name, `class "${name.text}" is not that of the load balancer controller, whose annotations stand here`, {
    why: 'The controller passes over the Ingress: no load balancer sends requests here, and the annotations do nothing.',
    fix: 'Write ingressClassName: alb, or take the annotations out.',
  });
}

/** What the classes of other controllers are called. */
const OTHERS = new Set(['nginx', 'traefik', 'haproxy', 'contour', 'kong', 'istio', 'gce', 'cilium']);
