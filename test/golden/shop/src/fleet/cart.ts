import { fixed, migration, smokeTest } from '@eco2/manifests';
import { defineService } from './environments';
import { stock } from './stock';

export const cart = defineService('cart', () => ({
  port: 8000,
  node: 'big',
  scale: fixed(2),
  resources: { cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] },
  uses: [stock],
  route: '/cart',
  hooks: [
    migration({ command: ['alembic', 'upgrade', 'head'], deadline: '5m' }),
    smokeTest({ command: ['python', '-m', 'cart.smoke'], deadline: '1m' }),
  ],
}));
