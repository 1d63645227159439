import type { Facts } from '../../../cluster/facts.js';
import { each, get, isObject } from '../../../manifest/access.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { type ManifestSet, perSet } from '../../../manifest/manifest-set.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { rulesOf } from '../../monitoring/queries.js';
import { doubtfulRoutes, refusedRoutes } from '../../monitoring/route-problems.js';
import { routeTrees } from '../../monitoring/route-trees.js';
import { covers, matchersOf, receiverFor } from '../../monitoring/routes.js';
import { unroutedSeverities } from '../../monitoring/severity-routes.js';
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
      yield* unroutedSeverities(tree, set);
    }
  },
});

function* known(route: Field, names: readonly string[], native: boolean): Iterable<Report> {
  const receiver = route.at('receiver');
  if (receiver.text !== undefined && !names.includes(receiver.text)) {
    const near = didYouMean(receiver.text, names);
    yield report(
      receiver,
      `receiver "${receiver.text}" does not exist: there are ${names.map((one) => `"${one}"`).join(', ') || 'none'}`,
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

/** `Watchdog` always fires: it shows machines that the way to Alertmanager is open, and people nothing. */
function* machines(root: Field, receivers: readonly Field[]): Iterable<Report> {
  const labels = new Map([
    ['alertname', 'Watchdog'],
    ['severity', 'none'],
  ]);
  const target = receiverFor(root, labels);
  if (target?.text === undefined) return;
  const isMeant = root
    .items('routes')
    .some((one) => matchersOf(one).some(({ label, value }) => label === 'alertname' && value.includes('Watchdog')));
  // A route of its own may lead to a dead man's switch, which waits for it as a webhook.
  if (!tells(receivers, target.text, isMeant ? OF_PEOPLE : OF_ANY)) return;
  yield report(target, `the alert "Watchdog", which always fires, goes to "${target.text}"`, {
    severity: 'warning',
    why: 'It says only that alerting works: people who get it every few hours read none of the others.',
    fix: "A route with alertname = Watchdog, to a receiver without channels or to a dead man's switch.",
  });
}

const OF_ANY = /(?:C|_c)onfigs$/;
/** Channels that only people read. */
const OF_PEOPLE =
  /^(?:slack|email|discord|telegram|msteams(?:v2)?|pushover|wechat|rocketchat|mattermost)(?:C|_c)onfigs$/;

/** Whether a receiver tells anybody. */
function tells(receivers: readonly Field[], name: string, channel = OF_ANY): boolean {
  const found = receivers.find((one) => one.at('name').text === name);
  const channels = found?.entries().filter(([key]) => channel.test(key)) ?? [];
  return channels.some(([, list]) => list.items().length > 0);
}

/** Whether something of the set brings the alert: a rule, or the chart that has it. */
function alwaysFiring(set: ManifestSet): boolean {
  if (rulesOf(set).some(({ rule: one }) => one.at('alert').text === 'Watchdog')) return true;
  return set.kind('Application').some(({ object }) => {
    const spec = get(object, 'spec');
    return [...each(spec, 'source'), ...each(spec, 'sources[]')].some(
      ({ value }) => isObject(value) && value.chart === 'kube-prometheus-stack',
    );
  });
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

/** The labels of every alert that people should hear of, each once. */
const alertsOf = perSet((set: ManifestSet): readonly ReadonlyMap<string, string>[] => {
  const found = new Map<string, ReadonlyMap<string, string>>();
  for (const { rule: one } of rulesOf(set)) {
    const alert = one.at('alert').text;
    if (alert === undefined || alert === 'Watchdog' || alert === 'InfoInhibitor') continue;
    const written = one.entries('labels').flatMap(([key, { text }]) => (text ? [[key, text] as const] : []));
    const labels = new Map([['alertname', alert], ...written]);
    found.set(JSON.stringify([...labels]), labels);
  }
  return [...found.values()];
});

/** Alerts of the set that end where nobody is told. */
function* unheard(root: Field, receivers: readonly Field[], set: ManifestSet): Iterable<Report> {
  const silent = new Set<string>();
  for (const labels of alertsOf(set)) {
    const alert = labels.get('alertname') ?? '';
    const receiver = receiverFor(root, labels);
    if (
      receiver?.text === undefined ||
      tells(receivers, receiver.text) ||
      !receivers.some((r) => r.at('name').text === receiver.text)
    )
      continue;
    if (silent.has(alert)) continue;
    silent.add(alert);
    yield report(receiver, `the alert "${alert}" goes to "${receiver.text}", which tells nobody`, {
      severity: 'warning',
      why: 'It fires, and nobody hears of it.',
      fix: 'A route for it before, or a channel for that receiver.',
    });
  }
}
