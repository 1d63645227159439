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
  [
    'an address as another name',
    'type: ExternalName, externalName: 10.0.0.5',
    'error spec.externalName: externalName "10.0.0.5" is an address, and is looked up as a name',
  ],
  [
    'another name with an address',
    'type: ExternalName, externalName: db.team.io, clusterIP: 10.0.0.5',
    'error spec.clusterIP: "clusterIP" is set, which a Service of type ExternalName may not have',
  ],
  [
    'None in lower case',
    'clusterIP: none, ports: [{port: 80}]',
    'error spec.clusterIP: "clusterIP" is "none", allowed are an address and None',
  ],
  [
    'sources of no balancer',
    'loadBalancerSourceRanges: [10.0.0.0/8], ports: [{port: 80}]',
    'error spec.loadBalancerSourceRanges: "loadBalancerSourceRanges" is set, which a Service of type ClusterIP may not have',
  ],
  [
    'a source that is no range',
    'type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.7], ports: [{port: 80}]',
    'error spec.loadBalancerSourceRanges[0]: "10.0.0.7" is no range of addresses',
  ],
  [
    'an outer address',
    'externalIPs: [10.0.0.300], ports: [{port: 80}]',
    'error spec.externalIPs[0]: "10.0.0.300" is no address',
  ],
  [
    'an affinity that is off',
    'sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}, ports: [{port: 80}]',
    'error spec.sessionAffinityConfig: "sessionAffinityConfig" is set, and "sessionAffinity" is None',
  ],
])('%s', (_, spec, message) => {
  expect(check(spec)).toEqual([message]);
});

test.each([
  ['headless without ports', 'clusterIP: None, selector: {app: shop}'],
  ['another name', 'type: ExternalName, externalName: shop.example.org'],
  ['a node port', 'type: NodePort, externalTrafficPolicy: Local, ports: [{port: 80, nodePort: 30080}]'],
  [
    'addresses',
    'type: LoadBalancer, clusterIP: 10.0.0.1, externalIPs: [10.0.0.2], loadBalancerSourceRanges: [10.0.0.0/8, "fd00::/8"], ports: [{port: 80}]',
  ],
  [
    'an affinity',
    'sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 60}}, ports: [{port: 80}]',
  ],
  [
    'what is filled in later',
    'type: LoadBalancer, clusterIP: $(IP), externalIPs: [$(IP)], loadBalancerSourceRanges: [$(RANGE)], ports: [{port: 80}]',
  ],
  ['a name that is filled in later', 'type: ExternalName, externalName: $(HOST)'],
  ['any node port', 'type: LoadBalancer, loadBalancerClass: x.io/y, ports: [{port: 80, nodePort: 0}]'],
])('silent: %s', (_, spec) => {
  expect(check(spec)).toEqual([]);
});
