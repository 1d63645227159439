import { fixed } from '@eco2/manifests';
import { defineService } from './environments';

export const stock = defineService('stock', () => ({
  port: 9000,
  scale: fixed(1),
  resources: { cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] },
}));
