import { addOnOf, bringFix } from '../../../src/checks/gitops/brought.js';
import * as addOns from '../../../src/gitops/add-ons.js';
import { kubePrometheusStackChart } from '../../../src/gitops/monitoring-add-ons.js';

const charts = new Map(
  [
    addOns.argoRollouts,
    addOns.externalSecrets,
    addOns.sealedSecrets,
    addOns.keda,
    addOns.certManager,
    addOns.istioBase,
    kubePrometheusStackChart,
  ].map((chart) => [chart.name, chart().brings.resources]),
);

test.each([...addOnOf].filter(([, name]) => name !== 'awsLoadBalancerController'))('%s comes with %s', (kind, name) => {
  expect(charts.get(name)).toContain(kind);
});

test('what to type names the add-on, where one is known', () => {
  expect(bringFix('ExternalSecret.external-secrets.io')).toContain('addOns: [externalSecrets()]');
  expect(bringFix('Rollout.argoproj.io')).toContain('addOns: [argoRollouts()]');
  expect(bringFix('Cache.shop.io')).toMatch(/^Add what brings it/);
});
