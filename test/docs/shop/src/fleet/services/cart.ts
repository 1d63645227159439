import { fixed } from '@eco2/manifests';
import { defineService } from '../environments';

export const cart = defineService('cart', (env) => ({
  port: 8000,
  scale: env.pick({ dev: fixed(1), prod: fixed(3) }),
  resources: { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] },
  route: '/cart',
}));
