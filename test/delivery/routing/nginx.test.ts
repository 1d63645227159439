import { canary } from '../../../src/delivery/canary/canary.js';
import { pause, weight } from '../../../src/delivery/canary/step.js';
import { cookie, header } from '../../../src/delivery/entrance/match.js';
import { deliver, environments } from '../deliver.js';

const byNginx = (props: Partial<Parameters<typeof canary>[0]> = {}) =>
  deliver(canary({ steps: [weight(10), pause('5m')], ...props }), { platform: environments.nginx });

it('leads the Ingress in Git to the stable pods, and names it in the Rollout', () => {
  const { get, rewrites } = byNginx();
  expect(get('Ingress').spec.rules[0].http.paths[0].backend.service).toEqual({
    name: 'cart-stable',
    port: { name: 'http' },
  });
  expect(get('Rollout').spec.strategy.canary).toMatchObject({
    stableService: 'cart-stable',
    canaryService: 'cart-canary',
    trafficRouting: { nginx: { stableIngress: 'cart' } },
  });
  // The controller makes an Ingress of its own for the weight.
  expect(rewrites).toEqual([]);
});

it('tells NGINX of requests that always meet the canary', () => {
  const { get, rejected } = byNginx({ always: [header('X-Canary', 'true'), cookie('canary', 'always')] });
  expect(rejected).toEqual([]);
  expect(get('Rollout').spec.strategy.canary.trafficRouting.nginx.additionalIngressAnnotations).toEqual({
    'canary-by-header': 'X-Canary',
    'canary-by-header-value': 'true',
    'canary-by-cookie': 'canary',
  });
});
