import { nodePortChange, typeChange } from '../../../src/diff/effects/outside.js';

const service = (type: string | undefined, nodePort?: number) => ({
  spec: { ...(type && { type }), ports: [{ port: 80, ...(nodePort && { nodePort }) }] },
});

test.each([
  ['NodePort', 'ClusterIP', 'whoever calls it at the nodes at port 30080 is refused', true],
  ['NodePort', undefined, 'whoever calls it at the nodes at port 30080 is refused', true],
  ['LoadBalancer', 'NodePort', 'its load balancer is taken down, whoever calls it there is refused', true],
  [
    'LoadBalancer',
    'ClusterIP',
    'its load balancer is taken down, whoever calls it there, or at the nodes, is refused',
    true,
  ],
  ['ClusterIP', 'ExternalName', 'its name leads elsewhere, and no longer to its pods', true],
  ['ExternalName', 'ClusterIP', 'its name leads to its pods, and no longer elsewhere', true],
  [undefined, 'NodePort', 'it is reached at the nodes too', false],
  ['NodePort', 'LoadBalancer', 'it gets a load balancer', false],
])('type %s becomes %s', (was, now, what, grave) => {
  const text = `type ${was ?? 'ClusterIP'} → ${now ?? 'ClusterIP'}: ${what}`;
  expect(typeChange(service(was, 30080), service(now))).toEqual({ text, grave });
});

test.each([
  ['NodePort', 30080, 30081, 'at 30081 instead of 30080: whoever calls that is refused', true],
  ['LoadBalancer', undefined, 30081, 'at 30081 instead of the one that the cluster had chosen', true],
  ['ClusterIP', undefined, 30081, 'port 80 is reached on the nodes at 30081', false],
  ['NodePort', 30080, undefined, 'port 80 keeps 30080 at the nodes', false],
])('node port of a %s: %s becomes %s', (type, was, now, text, grave) => {
  const services = { before: service(type, was), after: service('NodePort', now) };
  const [old, fresh] = [services.before.spec.ports[0] ?? {}, services.after.spec.ports[0] ?? {}];
  expect(nodePortChange(services, old, fresh)).toEqual({ text: expect.stringContaining(text), grave });
});

test('a node port that nobody had, or that goes with the type, says nothing more', () => {
  const at = (type: string) => ({ before: service(type), after: service('ClusterIP') });
  expect(nodePortChange(at('NodePort'), { port: 80, nodePort: 30080 }, { port: 80 })).toBeUndefined();
  expect(nodePortChange(at('ClusterIP'), { port: 80 }, { port: 80, nodePort: 30080 })).toBeUndefined();
});
