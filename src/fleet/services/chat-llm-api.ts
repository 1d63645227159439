import { canary, fixed, pause, rolling, successRate, weight } from '@eco2/manifests';
import { defineService } from '../environments';
import { llm } from '../outside';
import { medium } from '../sizes';
import { stores } from '../stores';

export const chatLlmApi = defineService('chat-llm-api', (env) => ({
  port: 8000,
  node: 'k8s-api-chat-llm',
  scale: env.pick({ dev: fixed(1), prod: fixed(3) }),
  resources: medium,
  uses: [...stores, llm],
  route: '/api/v1/chat',
  delivery: env.pick({
    dev: rolling(),
    // Answers wait for a language model: their time says little about a new version.
    prod: canary({
      steps: [weight(20), pause('10m'), weight(50), pause('10m')],
      analysis: [successRate({ atLeast: 0.95, failureLimit: 1 })],
    }),
  }),
}));
