import { fleet } from '../../src/fleet/index';
import { AlertRules, type RuleGroup } from '../../src/monitoring/alert-rules.js';
import { compose } from '../../src/service/compose.js';

/** Every construct of alert rules that the fleet of this repository has in an environment, by the path of the construct. */
export function fleetRules(environment: string): ReadonlyMap<string, readonly RuleGroup[]> {
  const { app } = compose(fleet, environment, new Map());
  return new Map(
    app.node.findAll().flatMap((one) => (one instanceof AlertRules ? [[one.node.path, one.groups] as const] : [])),
  );
}
