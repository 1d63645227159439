import { add, drop, edit, effectsOf, kindsOf, ofKind, set } from '../scripted.js';

const rightsOf = (object: string, ...steps: Parameters<typeof effectsOf>[0]) =>
  ofKind(effectsOf(steps), object, 'access')[0];

describe('who may do what', () => {
  test('more verbs of a role', () => {
    expect(rightsOf('Role reader', set('Role reader', 'rules.0.verbs', ['get', 'list', 'watch', 'delete']))?.text).toBe(
      'ServiceAccount shop/cart may now watch and delete configmaps in shop',
    );
  });

  test('fewer', () => {
    expect(rightsOf('Role reader', set('Role reader', 'rules.0.verbs', ['get']))?.text).toBe(
      'ServiceAccount shop/cart may no longer list configmaps in shop',
    );
  });

  test('verbs in another order are no change', () => {
    expect(kindsOf(effectsOf([set('Role reader', 'rules.0.verbs', ['list', 'get'])]))).toEqual({
      'Role reader': ['none'],
    });
  });

  test('rights that reach far stand out', () => {
    const effect = rightsOf(
      'Role reader',
      edit('Role reader', (o) => o.rules.push({ apiGroups: [''], resources: ['secrets'], verbs: ['*'] })),
    );
    expect(effect).toMatchObject({ grave: true, why: 'This reaches far: secrets.' });
    expect(effect?.text).toBe('ServiceAccount shop/cart may now do everything with secrets in shop');
  });

  test('one more subject of a binding', () => {
    const change = edit('RoleBinding cart-reader', (o) => o.subjects.push({ kind: 'Group', name: 'team' }));
    expect(rightsOf('RoleBinding cart-reader', change)?.text).toBe(
      'Group team may now get and list configmaps in shop',
    );
  });

  test('a role of every cluster', () => {
    const binding = add(`
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: all}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: cart, namespace: shop}]
`);
    const effect = rightsOf('ClusterRoleBinding all', binding);
    expect(effect).toMatchObject({ grave: true });
    expect(effect?.text).toBe(
      'ServiceAccount shop/cart may now do what ClusterRole cluster-admin lets do in the whole cluster',
    );
  });

  test('a binding that goes', () => {
    expect(rightsOf('RoleBinding cart-reader', drop('RoleBinding cart-reader'))?.text).toBe(
      'ServiceAccount shop/cart may no longer get and list configmaps in shop',
    );
  });

  test('a role that nobody has', () => {
    const role = add(
      '{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: idle, namespace: shop}, rules: []}',
    );
    expect(kindsOf(effectsOf([role]))).toEqual({ 'Role idle': ['none'] });
  });
});
