import { overlay } from '../../src/cluster/network.js';
import { defaultDeny } from '../../src/construct/isolation.js';
import { apiResource, change, configMaps, leases, manage, read } from '../../src/construct/need.js';
import { secret } from '../../src/construct/secrets/secret.js';
import { clusterSecrets } from '../../src/construct/secrets/secret-source.js';
import { model, platform, service, worker } from './synth-service.js';

test('just what is needed, in the own namespace, and the token only then', () => {
  const { get, kinds } = service({ needs: [read(configMaps, 'flags'), change(leases)] });
  expect(get('Role').rules).toEqual([
    { apiGroups: [''], resources: ['configmaps'], resourceNames: ['flags'], verbs: ['get'] },
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'list', 'watch', 'update', 'patch'] },
  ]);
  expect(get('RoleBinding')).toMatchObject({
    roleRef: { kind: 'Role', name: 'cart' },
    subjects: [{ kind: 'ServiceAccount', name: 'cart' }],
  });
  expect(kinds).not.toContain('ClusterRole');
  expect(get('Deployment').spec.template.spec.automountServiceAccountToken).toBe(true);
  expect(get('ServiceAccount').automountServiceAccountToken).toBe(false);
});

test('without needs neither role nor token', () => {
  for (const { get, kinds } of [service(), worker()]) {
    expect(kinds.filter((kind) => /Role/.test(kind))).toEqual([]);
    const workload = get('Deployment');
    expect(workload.spec.template.spec).not.toHaveProperty('automountServiceAccountToken');
  }
});

test.each([
  ['a wildcard', read(apiResource('*', 'pods'))],
  ['every kind', read(apiResource('', '*'))],
  ['secrets', read(apiResource('', 'secrets'))],
  ['tokens', manage(apiResource('', 'serviceaccounts/token'))],
  ['commands in pods', manage(apiResource('', 'pods/exec'))],
  ['roles', change(apiResource('rbac.authorization.k8s.io', 'roles'))],
])('refused: %s', (_, need) => {
  expect(service({ needs: [need] }).rejected).toMatchObject([{ rule: 'needs' }]);
});

test('network policies let it out to the API server, where that listens', () => {
  const isolated = (apiServer?: { range: string; port: number }) =>
    platform({
      isolation: defaultDeny({ scrapers: [] }),
      cluster: model(overlay({ pods: '192.168.0.0/16', services: '10.96.0.0/12', ...(apiServer && { apiServer }) })),
    });
  const open = service({ needs: [read(configMaps)], platform: isolated({ range: '10.0.0.10/32', port: 6443 }) });
  expect(open.get('NetworkPolicy').spec.egress).toEqual([
    { to: [{ ipBlock: { cidr: '10.0.0.10/32' } }], ports: [{ port: 6443 }] },
  ]);
  expect(service({ needs: [read(configMaps)], platform: isolated() }).rejected).toMatchObject([
    { rule: 'isolation-api' },
  ]);
});

test('rotation: with a reloader the pods restart that read the secret, without one nothing says so', () => {
  const database = secret('database', { keys: ['url'] });
  const annotations = (rotation?: 'reloader') => {
    const secrets = clusterSecrets({ namespace: 'secrets', ...(rotation && { rotation }) });
    const { get } = service({ env: { URL: database.key.url }, platform: platform({ secrets }) });
    return get('Deployment').spec.template.metadata.annotations;
  };
  expect(annotations('reloader')).toEqual({ 'secret.reloader.stakater.com/reload': 'database' });
  expect(annotations()).toBeUndefined();
});
