import { fixed } from '@eco2/manifests';
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
}));
