import { fixed } from '@eco2/manifests';
import { defineService } from '../environments';
import { small } from '../sizes';
import { stores } from '../stores';

export const userinfoApi = defineService('userinfo-api', (env) => ({
  port: 8000,
  node: 'k8s-api-userinfo',
  scale: env.pick({ dev: fixed(1), prod: fixed(2) }),
  resources: small,
  uses: stores,
  route: '/api/v1/users',
}));
