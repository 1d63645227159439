import { fixed } from '@eco2/manifests';
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
}));
