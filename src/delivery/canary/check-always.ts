import type { Construct } from 'constructs';
import { reject } from '../../construct/reject.js';
import type { Match } from '../entrance/match.js';
import type { Router } from '../routing/router.js';
import type { CanaryProps } from './props.js';

/** Rejects requests that are to be told apart where nothing can, and names that no request carries. */
export function checkAlways(scope: Construct, props: CanaryProps, router: Router['router'] | undefined): void {
  const { always = [] } = props;
  if (always.length === 0) return;
  const property = { object: props, key: 'always' };
  if (router === undefined) {
    reject(scope, {
      rule: 'ro-step',
      message: 'always: requests are told apart by a router, and here there is none',
      why: 'The canary gets requests by its share of the pods, whatever is in them.',
      fix: 'Leave it out, or deliver where Istio or NGINX leads the requests.',
      property,
    });
  } else if (router === 'alb') {
    reject(scope, {
      rule: 'ro-step',
      message: 'always: with an AWS load balancer Argo Rollouts writes such a route into the Ingress itself',
      why: 'Git does not have that route, so that Argo CD takes it away again while the rollout runs.',
      fix: 'Leave it out, or deliver where Istio or NGINX leads the requests.',
      property,
    });
  }
  if (router === 'nginx') checkNginx(scope, props, always);
  for (const match of always) {
    if (/^[A-Za-z0-9-]+$/.test(match.name) && /^[A-Za-z0-9._~-]+$/.test(match.value)) continue;
    reject(scope, {
      rule: 'ro-step',
      message: `${match.match} "${match.name}: ${match.value}" is more than a plain name and value`,
      why: 'No request matches it, so nobody meets the canary that way.',
      fix: 'Use letters, digits and "-" for the name, and these with "." "_" "~" for the value.',
      property: { object: match, key: 'name' },
    });
  }
}

/** Source: ingress-nginx, "Annotations: Canary". */
function checkNginx(scope: Construct, props: CanaryProps, always: readonly Match[]): void {
  const [headers, cookies] = (['header', 'cookie'] as const).map((sort) =>
    always.filter(({ match }) => match === sort),
  );
  const other = cookies?.find(({ value }) => value !== 'always');
  if ((headers?.length ?? 0) <= 1 && (cookies?.length ?? 0) <= 1 && !other) return;
  reject(scope, {
    rule: 'ro-step',
    message: other
      ? `always: NGINX knows the cookie value "always", not "${other.value}"`
      : `always: NGINX knows one header and one cookie, not ${always.length} of them`,
    why: 'What it does not know it ignores: those requests meet the canary by its weight.',
    fix: other ? `cookie("${other.name}", "always")` : 'Leave one of them out.',
    property: { object: props, key: 'always' },
  });
}
