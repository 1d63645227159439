import { fixed } from '@eco2/manifests';
import { defineService } from './environments';
import { stock } from './stock';

export const cart = defineService('cart', () => ({
  port: 8000,
  node: 'big',
  scale: fixed(2),
  resources: { cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] },
  uses: [stock],
  route: '/cart',
}));
