import type { Facts } from '../../../cluster/facts.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { quoted } from '../../../values/listed.js';
import { rulesOf } from '../../monitoring/queries.js';
import { doubtfulRoutes, refusedRoutes } from '../../monitoring/route-problems.js';
import { routeTrees } from '../../monitoring/route-trees.js';
import { covers, matchersOf } from '../../monitoring/routes.js';
import { unroutedSeverities } from '../../monitoring/severity-routes.js';
import { alwaysFiring, machines, unheard } from '../../monitoring/told.js';
import { unlikeSeverities } from '../../monitoring/unlike-severities.js';
import { type Report, report, rule } from '../../rule.js';

const example = (receiver: string, mark = '') => `
apiVersion: monitoring.coreos.com/v1alpha1
kind: AlertmanagerConfig
metadata:
  name: shop
  namespace: api
spec:
  route:
    receiver: team
    routes:
      - receiver: ${receiver}${mark}
        matchers:
          - name: severity
            value: critical
  receivers:
    - name: team
      slackConfigs:
        - channel: "#shop"
          apiURL: { name: slack, key: url }
---
apiVersion: v1
kind: Secret
metadata:
  name: slack
  namespace: api
`;

export const alertmanager = rule({
  id: 'alertmanager',
  severity: 'error',
  what: 'A route that leads nowhere, that no alert can reach, or that tells people what is for machines',
  why: 'Alertmanager refuses the configuration, or an alert ends where nobody looks.',
  fix: 'Name a receiver that exists; write the narrower route first.',
  exceptions: [
    'The alert Watchdog, where nothing in the set brings it.',
    'Files of Alertmanager that are neither in a Secret or ConfigMap of the set nor in values of its chart.',
  ],
  source: 'prometheus-operator, monitoring/v1alpha1, AlertmanagerConfigSpec; Alertmanager, "route"',
  wrong: example('on-call', ' # <--'),
  right: example('team'),
  *check({ set, facts }) {
    const always = alwaysFiring(set);
    for (const tree of routeTrees(set)) {
      const { config, root, receivers, native } = tree;
      const names = receivers.flatMap((one) => one.at('name').text ?? []);
      yield* refusedRoutes(tree);
      yield* doubtfulRoutes(tree);
      yield* known(root, names, native);
      yield* reachable(root);
      if (always) yield* machines(root, receivers);
      if (!native) yield* namespaces(config, set, facts);
      yield* unheard(root, receivers, set);
      const unlike = unlikeSeverities(tree, set);
      for (const { said } of unlike) yield said;
      yield* unroutedSeverities(tree, set, (severity) => unlike.some(({ meant }) => meant === severity));
    }
  },
});

function* known(route: Field, names: readonly string[], native: boolean): Iterable<Report> {
  const receiver = route.at('receiver');
  if (receiver.text !== undefined && !names.includes(receiver.text)) {
    const near = didYouMean(receiver.text, names);
    yield report(
      receiver,
      `receiver "${receiver.text}" does not exist: there are ${quoted(names).join(', ') || 'none'}`,
      {
        why: native
          ? 'Alertmanager refuses the file, and goes on with the one before, or does not start.'
          : 'The operator leaves the whole object out: none of its routes is there.',
        fix: near ? `receiver: ${near}` : 'Declare it below receivers.',
      },
    );
  }
  for (const below of route.items('routes')) yield* known(below, names, native);
}

function* reachable(route: Field): Iterable<Report> {
  const routes = route.items('routes');
  for (const [i, later] of routes.entries()) {
    const earlier = routes
      .slice(0, i)
      .find((one) => one.at('continue').flag !== true && covers(matchersOf(one), matchersOf(later)));
    if (earlier) {
      yield report(
        later,
        `no alert reaches the route to "${later.at('receiver').text ?? ''}": the one to "${earlier.at('receiver').text ?? ''}" before it takes them all`,
        {
          severity: 'warning',
          why: 'The first route that matches takes an alert, unless it says continue.',
          fix: 'Write the narrower route first, or continue: true in the wider one.',
        },
      );
    }
    yield* reachable(later);
  }
}

/** An object is asked for alerts of its own namespace alone, unless Alertmanager is told otherwise. */
function* namespaces(config: Field, set: ManifestSet, facts: Facts): Iterable<Report> {
  const strategies = set
    .kind('Alertmanager')
    .map((one) => fieldOf(one, 'spec.alertmanagerConfigMatcherStrategy.type').text ?? 'OnNamespace');
  const own =
    facts.prometheus?.routes === 'own namespace' ||
    (strategies.length > 0 && strategies.every((one) => one === 'OnNamespace'));
  if (!own) return;
  const { namespace } = config.manifest.ref;
  const rules = rulesOf(set);
  const first = rules.find((one) => one.namespace !== namespace)?.rule.manifest.ref;
  if (!first || rules.some((one) => one.namespace === namespace)) return;
  yield report(
    config.at('route'),
    `only alerts of namespace "${namespace}" come here, and all rules lie elsewhere, as PrometheusRule "${first.namespace}/${first.name}"`,
    {
      severity: 'warning',
      why: 'The operator adds namespace="…" to the route: alerts of other namespaces, and of none, never match.',
      fix: 'alertmanagerConfigMatcherStrategy: { type: None } in the Alertmanager.',
    },
  );
}
