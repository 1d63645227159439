import {
  alb,
  clusterSecrets,
  defaultDeny,
  defineFleet,
  ebs,
  githubActions,
  ingressClass,
  kubePrometheusStack,
  overlay,
  parameterStore,
  poll,
  pullSecret,
} from '@eco2/manifests';
import { laptop, thirteenNodes } from './add-ons';
import { onCall, onDeploy } from './alerting';
import { nodes } from './nodes';

const ghcr = pullSecret('ghcr-pull', 'ghcr.io', { at: 'ghcr' });
const nginx = {
  name: 'ingress-nginx',
  namespace: 'ingress-nginx',
  labels: { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' },
};
const isolation = defaultDeny({
  scrapers: [{ name: 'Prometheus', namespace: 'monitoring', labels: { 'app.kubernetes.io/name': 'prometheus' } }],
});
const repo = 'https://github.com/SeSACTHON/backend.git';

export const { defineService, defineStore, defineWorker, fleet } = defineFleet({
  name: 'ecoeco',
  rootApplication: 'backend',
  namespaces: { services: 'api', workers: 'workers', stores: 'data' },
  slo: { availability: 0.99 },
  images: 'src/fleet/images',
  promotion: ['dev', 'prod'],
  ci: githubActions({
    branches: ['develop', 'main'],
    terraform: 'terraform',
    ansible: 'ansible',
    documentation: ['docs/**/*.md', '*.md'],
    takes: { test: '1m', build: '1m', push: '30s', tag: '30s' },
  }),
  env: (env) => ({ ENVIRONMENT: env.name, LOG_LEVEL: env.pick({ dev: 'DEBUG', prod: 'INFO' }) }),
  environments: {
    // The 13 nodes in AWS, ap-northeast-2.
    prod: {
      cluster: {
        kubernetes: '1.28',
        network: overlay({ pods: '192.168.0.0/16', services: '10.96.0.0/12', nodes: '10.0.0.0/16' }),
        nodes,
        systemPods: { cpu: 300, memory: 200, pods: 4 },
        storageClass: ebs('gp3', { type: 'gp3' }),
      },
      registry: { url: 'ghcr.io/sesacthon', pullSecret: ghcr },
      ingress: alb({ host: 'api.ecoeco.app', group: 'ecoeco-alb', scheme: 'internet-facing' }),
      prometheus: kubePrometheusStack({ release: 'kube-prometheus-stack', namespace: 'monitoring' }),
      alerting: onCall,
      notifications: onDeploy,
      isolation,
      addOns: thirteenNodes,
      // An account of AWS that may read below the path, and nothing else: who sets up the cluster makes its Secret.
      secrets: parameterStore({
        region: 'ap-northeast-2',
        path: '/ecoeco/prod',
        credentials: { name: 'aws-parameter-reader', namespace: 'external-secrets' },
      }),
      git: { repo, revision: 'main', detection: poll('2m', { jitter: '1m' }) },
    },
    // One node on a laptop: kind or k3d, with its own ingress controller and StorageClass.
    dev: {
      cluster: {
        kubernetes: '1.28',
        network: overlay({ pods: '10.244.0.0/16', services: '10.96.0.0/12' }),
        nodes: { laptop: { machine: { cpu: 4000, memory: 8000 } } },
        pinning: 'no',
        systemPods: { cpu: 1000, memory: 500, pods: 12 },
      },
      registry: { url: 'ghcr.io/sesacthon', pullSecret: ghcr },
      ingress: ingressClass('nginx', { host: 'api.ecoeco.localhost', pods: nginx }),
      isolation,
      addOns: laptop,
      // No AWS: Secrets of a namespace of the same cluster, which the author makes once by hand.
      secrets: clusterSecrets({ namespace: 'secrets' }),
      git: { repo, revision: 'develop', detection: poll('2m', { jitter: '1m' }) },
    },
  },
});
