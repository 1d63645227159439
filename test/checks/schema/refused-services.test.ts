import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const check = (spec: string) =>
  findings(schema, `{apiVersion: v1, kind: Service, metadata: {name: shop, namespace: api}, spec: {${spec}}}`);

test.each([
  ['no ports', 'selector: {app: shop}', 'error spec: the Service has no ports'],
  [
    'several ports without names',
    'ports: [{name: http, port: 80}, {port: 81}]',
    'error spec.ports[1]: a port has no name, and the Service has 2',
  ],
  [
    'a node port of an inner Service',
    'ports: [{port: 80, nodePort: 30080}]',
    'error spec.ports[0].nodePort: "nodePort" is 30080, which a Service of type ClusterIP may not have',
  ],
  [
    'a node port out of range',
    'type: NodePort, ports: [{port: 80, nodePort: 8080}]',
    'error spec.ports[0].nodePort: "nodePort" is 8080, allowed is 30000 to 32767',
  ],
  [
    'a headless Service with node ports',
    'type: NodePort, clusterIP: None, ports: [{port: 80}]',
    'error spec.clusterIP: "clusterIP" is None, which a Service of type NodePort may not have',
  ],
  [
    'a policy for traffic that never comes',
    'externalTrafficPolicy: Local, ports: [{port: 80}]',
    'error spec.externalTrafficPolicy: "externalTrafficPolicy" is set, which a Service of type ClusterIP may not have',
  ],
  [
    'a name that is not said',
    'type: ExternalName',
    'error spec: the Service is of type ExternalName and has no externalName',
  ],
])('%s', (_, spec, message) => {
  expect(check(spec)).toEqual([message]);
});

test.each([
  ['headless without ports', 'clusterIP: None, selector: {app: shop}'],
  ['another name', 'type: ExternalName, externalName: shop.example.org'],
  ['a node port', 'type: NodePort, externalTrafficPolicy: Local, ports: [{port: 80, nodePort: 30080}]'],
  ['any node port', 'type: LoadBalancer, loadBalancerClass: x.io/y, ports: [{port: 80, nodePort: 0}]'],
])('silent: %s', (_, spec) => {
  expect(check(spec)).toEqual([]);
});
