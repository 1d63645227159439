import { canary } from '../../../src/delivery/canary/canary.js';
import { pause, weight } from '../../../src/delivery/canary/step.js';
import { cookie, header, type Match } from '../../../src/delivery/entrance/match.js';
import { deliver, environments } from '../deliver.js';

const rejected = (environment: keyof typeof environments, always: readonly Match[], traffic?: 'pods') =>
  deliver(canary({ steps: [weight(33), pause('5m')], always, ...(traffic && { traffic }) }), {
    platform: environments[environment],
  }).rejected;

it.each<[string, Parameters<typeof rejected>, RegExp]>([
  ['nothing tells requests apart', ['istio', [header('canary', 'true')], 'pods'], /here there is none/],
  ['Argo CD would take the route away', ['alb', [header('canary', 'true')]], /writes such a route into the Ingress/],
  ['NGINX knows another value', ['nginx', [cookie('canary', 'true')]], /knows the cookie value "always", not "true"/],
  ['NGINX knows one header', ['nginx', [header('a', '1'), header('b', '1')]], /one header and one cookie, not 2/],
  ['no header is called that', ['istio', [header('x canary', 'true')]], /is more than a plain name and value/],
  ['it would be a pattern', ['istio', [cookie('canary', '.*')]], /is more than a plain name and value/],
])('are rejected where %s', (_, args, message) => {
  expect(rejected(...args)).toMatchObject([{ rule: 'ro-step', message: expect.stringMatching(message) }]);
});

it('are taken where a router knows them', () => {
  expect(rejected('istio', [header('a', '1'), header('b', '2'), cookie('c', '3')])).toEqual([]);
});
