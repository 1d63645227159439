import { add, effectsOf, entryOf, ofKind, set, swap } from '../scripted.js';

describe('who pods are, and what they may', () => {
  test('a role in the cloud', () => {
    const change = set('ServiceAccount cart', 'metadata.annotations', {
      'eks.amazonaws.com/role-arn': 'arn:aws:iam::000000000000:role/cart',
    });
    expect(ofKind(effectsOf([change]), 'ServiceAccount cart', 'access')[0]).toMatchObject({ grave: true });
  });

  test('a token is mounted from the next start on', () => {
    const change = set('ServiceAccount cart', 'automountServiceAccountToken', false);
    expect(ofKind(effectsOf([change]), 'ServiceAccount cart', 'pending')[0]?.text).toContain('that start from now on');
  });

  test('a level of pod security', () => {
    const change = set('Namespace shop', 'metadata.labels.["pod-security.kubernetes.io/enforce"]', 'restricted');
    expect(ofKind(effectsOf([change]), 'Namespace shop', 'pending')[0]?.text).toBe(
      'Pods made in shop from now on are held to enforce restricted (before: unset)',
    );
  });

  test('a namespace that joins the mesh', () => {
    const change = set('Namespace shop', 'metadata.labels.istio-injection', 'enabled');
    expect(ofKind(effectsOf([change]), 'Namespace shop', 'pending')[0]?.text).toContain(
      'join or leave the mesh when they restart',
    );
  });

  test('what a project may deliver', () => {
    const project = (repos: string) =>
      `{apiVersion: argoproj.io/v1alpha1, kind: AppProject, metadata: {name: p, namespace: argocd}, spec: {sourceRepos: ${repos}, destinations: [{server: x, namespace: shop}]}}`;
    const diff = effectsOf([swap(project('["a"]'), project('["*"]'))], {}, [add(project('["a"]'))]);
    expect(ofKind(diff, 'AppProject p', 'access')[0]).toMatchObject({ grave: true });
  });

  test('what the mesh lets through', () => {
    const policy = (path: string) =>
      `{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a, namespace: shop}, spec: {rules: [{to: [{operation: {paths: [/a, ${path}]}}]}]}}`;
    const diff = effectsOf([swap(policy('/b'), policy('/c'))], {}, [add(policy('/b'))]);
    expect(entryOf(diff, 'AuthorizationPolicy a').effects[0]).toMatchObject({ kind: 'network' });
    expect(entryOf(diff, 'AuthorizationPolicy a').effects[0]?.text).toContain('operation.paths: /b → /c');
  });

  test('mutual TLS that becomes strict', () => {
    const peer = (mode: string) =>
      `{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: a, namespace: shop}, spec: {mtls: {mode: ${mode}}}}`;
    const diff = effectsOf([swap(peer('PERMISSIVE'), peer('STRICT'))], {}, [add(peer('PERMISSIVE'))]);
    expect(entryOf(diff, 'PeerAuthentication a').effects[0]?.kind).toBe('network');
  });
});
