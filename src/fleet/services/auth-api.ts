import { blueGreen, fixed, rolling, successRate } from '@eco2/manifests';
import { defineService } from '../environments';
import { small } from '../sizes';
import { stores } from '../stores';

export const authApi = defineService('auth-api', (env) => ({
  port: 8000,
  node: 'k8s-api-auth',
  scale: env.pick({ dev: fixed(1), prod: fixed(2) }),
  resources: small,
  uses: stores,
  route: '/api/v1/auth',
  // Half of a login must not run in one version and half in the other.
  delivery: env.pick({
    dev: rolling(),
    prod: blueGreen({ promotion: 'by hand', after: [successRate({ atLeast: 0.95, count: 5, failureLimit: 1 })] }),
  }),
}));
