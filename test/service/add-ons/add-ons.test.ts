import { kubePrometheusStack } from '../../../src/construct/platform.js';
import { type AddOn, addOn } from '../../../src/gitops/add-on.js';
import { awsLoadBalancerController, externalSecrets, istioBase, istiod, keda } from '../../../src/gitops/add-ons.js';
import { kubePrometheusStackChart } from '../../../src/gitops/monitoring-add-ons.js';
import type { Freeze } from '../../../src/gitops/sync-window.js';
import { oneEnvironment } from '../one-environment.js';

/** An environment with these add-ons and nothing else. */
const environment = (addOns?: readonly AddOn[], freezes: readonly Freeze[] = [], operators?: readonly string[]) =>
  oneEnvironment({ ...(addOns && { addOns }), freezes, ...(operators && { operators }) });

it('is synced by nobody but a person in a freeze, as services are not, and add-ons are', () => {
  const { named } = environment([keda()], [{ begins: '0 18 * * 5', lasts: '60h', timeZone: 'Asia/Seoul' }]);
  expect(named('AppProject', 'shop').spec.syncWindows).toEqual([
    {
      kind: 'deny',
      schedule: '0 18 * * 5',
      duration: '60h',
      timeZone: 'Asia/Seoul',
      applications: ['*'],
      manualSync: true,
    },
  ]);
  expect(named('AppProject', 'shop-add-ons').spec).not.toHaveProperty('syncWindows');
});

it.each([
  ['fridays', 'has 1 field, 5 are needed'],
  ['0 25 * * 5', 'has "25" as hour, allowed are 0-23, "*", "," "-" and "/"'],
  ['@daily', 'is a shorthand, which Argo CD does not read'],
])('refuses a freeze that begins at "%s"', (begins, problem) => {
  expect(environment([], [{ begins, lasts: '1h' }]).rejected).toEqual([`begins "${begins}" ${problem}`]);
});

it('counts on the namespace of a monitoring stack that no add-on installs: that its kinds are missing is said already', () => {
  const prometheus = kubePrometheusStack({ release: 'stack', namespace: 'monitoring' });
  const namespace = { apiVersion: 'v1', kind: 'Namespace', name: 'monitoring' };
  expect(oneEnvironment({ prometheus }).facts.external).toContainEqual(namespace);
  expect(oneEnvironment({ prometheus, addOns: [] }).facts.external).toContainEqual(namespace);
  const stack = oneEnvironment({ prometheus, addOns: [kubePrometheusStackChart()] });
  expect(stack.facts.external).not.toContainEqual(namespace);
});

const wave = 'argocd.argoproj.io/sync-wave';

it('is a chart of an exact version, applied by the server', () => {
  const { spec } = environment([awsLoadBalancerController({ clusterName: 'shop', values: { replicaCount: 1 } })]).named(
    'Application',
    'aws-load-balancer-controller',
  );
  expect(spec.source).toEqual({
    repoURL: 'https://aws.github.io/eks-charts',
    chart: 'aws-load-balancer-controller',
    targetRevision: '1.7.1',
    helm: { releaseName: 'aws-load-balancer-controller', valuesObject: { clusterName: 'shop', replicaCount: 1 } },
  });
  expect(spec.syncPolicy.syncOptions).toEqual(['ServerSideApply=true']);
});

it('comes before what stands on it', () => {
  const { named } = environment([istiod(), istioBase()]);
  expect(named('Application', 'istiod').metadata.annotations[wave]).toBe('2');
  expect(named('Application', 'platform').metadata.annotations[wave]).toBe('2');
  expect(environment().named('Application', 'platform').metadata.annotations[wave]).toBe('1');
});

it('stays in the cluster when its definition is deleted by mistake', () => {
  expect(environment([keda()]).named('Application', 'keda').metadata).not.toHaveProperty('finalizers');
});

it('may take its own charts alone, into its own namespaces', () => {
  const { spec } = environment([keda(), externalSecrets()]).named('AppProject', 'shop-add-ons');
  expect(spec.sourceRepos).toEqual(['https://charts.external-secrets.io', 'https://kedacore.github.io/charts']);
  expect(spec.destinations.map(({ namespace }: { namespace: string }) => namespace)).toEqual([
    'external-secrets',
    'keda',
    'kube-system',
  ]);
  expect(spec.clusterResourceWhitelist).toContainEqual({ group: 'apiregistration.k8s.io', kind: 'APIService' });
});

it('says what it brings, and that there is nothing else', () => {
  const cache = addOn('cache', {
    chart: { repo: 'https://charts.test', name: 'cache', version: '1.0.0' },
    namespace: 'cache',
    brings: {
      resources: ['cache.test'],
      objects: [{ apiVersion: 'v1', kind: 'Service', namespace: 'cache', name: 'cache' }],
    },
  });
  const { facts } = environment([cache]);
  expect(facts.resources).toEqual([
    'AppProject.argoproj.io',
    'Application.argoproj.io',
    'ApplicationSet.argoproj.io',
    'cache.test',
  ]);
  expect(facts.external).toContainEqual(expect.objectContaining({ kind: 'Service', name: 'cache' }));
  expect(environment().facts.resources).toBeUndefined();
});

it('refuses one whose ground is missing', () => {
  expect(environment([istiod()]).rejected).toEqual([
    'add-on "istiod" comes after "istio-base", which is none of the environment\'s',
  ]);
  expect(environment([istioBase(), istiod()]).rejected).toEqual([]);
});

it('says which classes of Ingresses there are, once all add-ons are known', () => {
  expect(environment().facts.ingressClasses).toBeUndefined();
  expect(environment([]).facts.ingressClasses).toEqual(['nginx']);
  expect(environment([awsLoadBalancerController({ clusterName: 'shop' })]).facts.ingressClasses).toEqual([
    'alb',
    'nginx',
  ]);
});

it('lets those operate services that the environment names, and nobody else', () => {
  expect(environment([]).named('AppProject', 'shop').spec).not.toHaveProperty('roles');
  const { named } = environment([], [], ['shop-team']);
  expect(named('AppProject', 'shop').spec.roles).toEqual([
    {
      name: 'operator',
      description: 'Looks, syncs, promotes and aborts rollouts',
      groups: ['shop-team'],
      policies: [
        'p, proj:shop:operator, applications, get, shop/*, allow',
        'p, proj:shop:operator, applications, sync, shop/*, allow',
        'p, proj:shop:operator, applications, action/argoproj.io/Rollout/*, shop/*, allow',
        'p, proj:shop:operator, logs, get, shop/*, allow',
      ],
    },
  ]);
  expect(named('AppProject', 'shop-platform').spec).not.toHaveProperty('roles');
});
