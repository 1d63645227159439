import type { Field } from '../../../manifest/field.js';
import { type Report, report, rule } from '../../rule.js';

const example = (canary: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: cart
  namespace: shop
spec:
  hosts: [cart]
  http:
    - route:${canary}
`;

export const vsWeight = rule({
  id: 'vs-weight',
  severity: 'error',
  what: 'The weights of a route cannot share out its traffic',
  why: 'Istio refuses the VirtualService, or the proxies keep the routes that they had.',
  fix: 'Give the destinations weights whose sum is 100.',
  exceptions: [
    'A sum other than 100 is a warning: Istio takes weights as relative, Argo Rollouts and readers take them as %.',
    'A single destination gets everything, whatever its weight.',
  ],
  source: 'istio/istio, pkg/config/validation, #39544',
  wrong: example(` # <--
        - destination: { host: cart-stable }
          weight: 0
        - destination: { host: cart-canary }
          weight: 0`),
  right: example(`
        - destination: { host: cart-stable }
          weight: 90
        - destination: { host: cart-canary }
          weight: 10`),
  *check({ set }) {
    for (const virtualService of set.fields('VirtualService'))
      for (const kind of ['http', 'tcp', 'tls'])
        for (const route of virtualService.items(`spec.${kind}`)) yield* weights(route.at('route'));
  },
});

function* weights(route: Field): Iterable<Report> {
  const destinations = route.items();
  const written = destinations.map((one) => one.at('weight')).filter((weight) => weight.exists);
  for (const weight of written)
    if (weight.number !== undefined && weight.number < 0) yield report(weight, `weight ${weight.number} is below 0`);
  const numbers = written.flatMap(({ number }) => number ?? []);
  if (destinations.length < 2 || numbers.length < written.length || numbers.some((weight) => weight < 0)) return;
  const sum = numbers.reduce((total, weight) => total + weight, 0);
  if (sum === 0) yield report(route, `the weights of ${destinations.length} destinations add up to 0`);
  else if (sum !== 100)
    yield report(route, `the weights add up to ${sum}, not to 100`, {
      severity: 'warning',
      why: 'Istio shares out traffic in proportion: nobody gets the percentage that is written.',
    });
}
