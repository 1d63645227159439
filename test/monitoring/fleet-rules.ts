import type { App } from 'cdk8s';
import { kubePrometheusStack } from '../../src/construct/platform.js';
import { fleet } from '../../src/fleet/index';
import { certManager } from '../../src/gitops/add-ons.js';
import { kubePrometheusStackChart } from '../../src/gitops/monitoring-add-ons.js';
import { AlertRules, type RuleGroup } from '../../src/monitoring/alert-rules.js';
import { compose } from '../../src/service/environment/compose.js';
import { oneEnvironment } from '../service/one-environment.js';

/** Every construct of alert rules that the fleet of this repository has in an environment, by the path of the construct. */
export function fleetRules(environment: string): ReadonlyMap<string, readonly RuleGroup[]> {
  return rulesOf(compose(fleet, environment, new Map()).app);
}

/** Rules about what this fleet does not have: certificates that cert-manager keeps. */
export function otherRules(): ReadonlyMap<string, readonly RuleGroup[]> {
  const prometheus = kubePrometheusStack({ release: 'kube-prometheus-stack', namespace: 'monitoring' });
  const rules = rulesOf(oneEnvironment({ prometheus, addOns: [kubePrometheusStackChart(), certManager()] }).app);
  return new Map([...rules].map(([path, groups]) => [path, groups.filter(({ name }) => /^cert/.test(name))]));
}

function rulesOf(app: App): ReadonlyMap<string, readonly RuleGroup[]> {
  return new Map(
    app.node.findAll().flatMap((one) => (one instanceof AlertRules ? [[one.node.path, one.groups] as const] : [])),
  );
}
