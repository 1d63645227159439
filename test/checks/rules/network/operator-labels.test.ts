import { operatorLabels } from '../../../../src/checks/rules/network/operator-labels.js';
import { findings } from '../../findings.js';

const kibana =
  '---\n{apiVersion: kibana.k8s.elastic.co/v1, kind: Kibana, metadata: {name: view, namespace: log}, spec: {count: 1}}\n';
const service = (labels: string) =>
  `---\n{apiVersion: v1, kind: Service, metadata: {name: v, namespace: log}, spec: {selector: ${labels}, ports: [{port: 80}]}}\n`;

test('says what the pods have instead', () => {
  expect(findings(operatorLabels, kibana + service('{app: kibana}'))).toEqual([
    'error spec.selector.app: the pods of Kibana log/view have no label app: kibana',
  ]);
  expect(findings(operatorLabels, kibana + service('{kibana.k8s.elastic.co/name: view}'))).toEqual([]);
});
