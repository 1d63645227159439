import { vsSubset } from '../../../../src/checks/rules/network/vs-subset.js';
import { findings } from '../../findings.js';

const route = (host: string, subset: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: a, namespace: gate}
spec:
  http: [{route: [{destination: {host: ${host}, subset: ${subset}}}]}]
---
`;
const rule = (host: string, namespace: string) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: a, namespace: ${namespace}}
spec: {host: ${host}, subsets: [{name: stable}, {name: canary}]}
---
`;
const service = '{apiVersion: v1, kind: Service, metadata: {name: a, namespace: api}, spec: {ports: [{port: 80}]}}';

test('short names are read in the namespace of the object that has them', () => {
  const full = 'a.api.svc.cluster.local';
  expect(findings(vsSubset, route(full, 'canry') + rule('a', 'api'))).toEqual([
    'error spec.http[0].route[0].destination.subset: subset "canry" is not in DestinationRule api/a',
  ]);
  expect(findings(vsSubset, route(full, 'canary') + rule('a', 'api'))).toEqual([]);
});

test('without a DestinationRule only where the Service is known', () => {
  expect(findings(vsSubset, route('a.api.svc.cluster.local', 'v1') + service)).toEqual([
    'error spec.http[0].route[0].destination.subset: subset "v1" is in no DestinationRule of "a"',
  ]);
  expect(findings(vsSubset, route('b.api.svc.cluster.local', 'v1') + service)).toEqual([]);
});
