import { canary, fixed, latency, pause, rolling, successRate, weight } from '@eco2/manifests';
import { defineService } from '../environments';
import { medium } from '../sizes';
import { stores } from '../stores';

export const wasteApi = defineService('waste-api', (env) => ({
  port: 8000,
  node: 'k8s-api-waste',
  scale: env.pick({ dev: fixed(1), prod: fixed(3) }),
  resources: medium,
  uses: stores,
  route: '/api/v1/waste',
  scrape: '15s',
  slo: { availability: 0.999, latency: { within: 1, objective: 0.95 } },
  delivery: env.pick({
    dev: rolling(),
    prod: canary({
      steps: [weight(10), pause('5m'), weight(30), pause('5m'), weight(50), pause('5m')],
      analysis: [
        successRate({ atLeast: 0.95, failureLimit: 3 }),
        latency({ quantile: 0.95, atMost: '500ms', failureLimit: 3 }),
      ],
    }),
  }),
}));
