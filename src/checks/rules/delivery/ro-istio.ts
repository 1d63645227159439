import { type Field, fieldOf } from '../../../manifest/field.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { exampleRollout, exampleServices } from '../../delivery/rollouts.js';
import { missingTargets } from '../../references/missing-targets.js';
import { type Report, report, rule } from '../../rule.js';

const virtualService = (route: string) => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: shop
  namespace: api
spec:
  hosts: [shop]
  http:
    - name: ${route}
      route:
        - destination: { host: shop-stable }
          weight: 100
        - destination: { host: shop-canary }
          weight: 0
`;

const istio = (mark: string) =>
  exampleRollout(`
canary:
  stableService: shop-stable
  canaryService: shop-canary
  trafficRouting:
    istio:
      virtualService:
        name: shop
        routes:
          - primary${mark}
  steps:
    - setWeight: 50
    - pause: { duration: 5m }
`);

const services = exampleServices('shop', 'shop-stable', 'shop-canary');

export const roIstio = rule({
  id: 'ro-istio',
  severity: 'error',
  what: 'A Rollout and the Istio routes that it is to move do not fit together',
  why: 'The Rollout is Degraded with InvalidSpec, or its controller moves weights that nobody follows.',
  fix: 'Name a route of the VirtualService that has both sides, and both subsets of the DestinationRule.',
  exceptions: ['Routes may be left out where the VirtualService has only one.'],
  source: 'Argo Rollouts, features/traffic-management/istio, pkg/apis/rollouts/validation/validation_references.go',
  wrong: istio(' # <--') + services + virtualService('main'),
  right: istio('') + services + virtualService('primary'),
  *check({ set, graph }) {
    yield* missingTargets({ set, graph }, 'ro-istio');
    for (const rollout of set.kind('Rollout')) {
      const istio = fieldOf(rollout, 'spec.strategy.canary.trafficRouting.istio');
      if (!istio.exists) continue;
      const single = istio.at('virtualService');
      const several = istio.items('virtualServices');
      if (single.exists === several.length > 0) {
        const which = single.exists ? 'both "virtualService" and "virtualServices"' : 'no virtualService';
        yield report(istio, `trafficRouting by Istio names ${which}`, { fix: 'Name one VirtualService, or a list.' });
      }
      const rule = yield* subsetsOf(istio, set);
      for (const field of single.exists ? [single] : several) {
        const target = find(set, 'VirtualService', field);
        if (target) yield* routes(field, target, rule, rollout);
      }
    }
  },
});

interface Subsets {
  readonly stable: string;
  readonly canary: string;
  readonly host: string;
}

function find(set: ManifestSet, kind: string, field: Field): Manifest | undefined {
  const [name = '', namespace = field.manifest.ref.namespace] = (field.at('name').text ?? '').split('.');
  return set.find(kind, namespace, name);
}

/** The subsets of the DestinationRule that the Rollout names; reports those that it does not have. */
function* subsetsOf(istio: Field, set: ManifestSet): Generator<Report, Subsets | undefined> {
  const field = istio.at('destinationRule');
  if (!field.exists) return undefined;
  const names = ['stableSubsetName', 'canarySubsetName'].map((key) => field.at(key));
  const [stable = '', canary = ''] = names.map(({ text }) => text ?? '');
  if (stable === canary) yield report(field, `both sides are the subset "${stable}"`);
  const rule = set.find('DestinationRule', field.manifest.ref.namespace, field.at('name').text ?? '');
  if (!rule) return { stable, canary, host: '' };
  const known = fieldOf(rule)
    .items('spec.subsets')
    .map((subset) => subset.at('name').text);
  for (const name of names) {
    if (name.text === undefined || known.includes(name.text)) continue;
    yield report(name, `subset "${name.text}" is not in ${describeRef(rule.ref)}`, {
      fix: `It has: ${known.map((one) => `"${one}"`).join(', ') || 'none'}.`,
    });
  }
  yield* labelsOfSubsets(istio.manifest, rule, [stable, canary]);
  return { stable, canary, host: fieldOf(rule, 'spec.host').text ?? '' };
}

/** Labels of a subset that no pod of the Rollout gets: the controller adds the hash to them and takes none away. */
function* labelsOfSubsets(rollout: Manifest, rule: Manifest, names: readonly string[]): Iterable<Report> {
  const spec = fieldOf(rollout, 'spec');
  const template = spec.at('template.metadata.labels');
  if (!template.exists) return;
  const added = ['stableMetadata.labels', 'canaryMetadata.labels'].map((path) => spec.at('strategy.canary').at(path));
  for (const subset of fieldOf(rule).items('spec.subsets')) {
    const name = subset.at('name').text ?? '';
    if (!names.includes(name)) continue;
    for (const [key, label] of subset.entries('labels')) {
      const isGiven = [template, ...added].some((labels) => labels.at([key]).text === label.text);
      if (isGiven || key.endsWith('pod-template-hash') || label.text === undefined || isTemplated(label.text)) continue;
      const own = template.at([key]).text;
      yield report(
        label,
        `subset "${name}" asks for "${key}=${label.text}", which ${describeRef(rollout.ref)} does not have`,
        {
          why: 'The controller adds the hash of its ReplicaSet and keeps this label: the subset has no pods and answers 503.',
          fix: own === undefined ? `Drop "${key}", or write it into the pod template.` : `${key}: ${own}`,
        },
      );
    }
  }
}

function* routes(field: Field, target: Manifest, subsets: Subsets | undefined, rollout: Manifest): Iterable<Report> {
  const named = field.items('routes');
  const http = fieldOf(target).items('spec.http');
  const moved = http.filter((route) => named.some(({ text }) => text === route.at('name').text));
  for (const name of named) {
    if (http.some((route) => route.at('name').text === name.text)) continue;
    const known = http.flatMap((route) => route.at('name').text ?? []);
    yield report(name, `route "${name.text}" is not in ${describeRef(target.ref)}`, {
      fix: known.length > 0 ? `It has: ${known.map((one) => `"${one}"`).join(', ')}.` : 'Give its route that name.',
    });
  }
  const others = field.at('tlsRoutes').exists || field.at('tcpRoutes').exists;
  if (named.length === 0 && http.length > 1 && !others)
    yield report(field, `${describeRef(target.ref)} has ${http.length} routes, and none is named`);
  const [only] = http;
  for (const route of named.length > 0 ? moved : only && http.length === 1 ? [only] : []) {
    for (const [side, wanted] of sidesOf(rollout, subsets)) {
      const has = route.items('route').some((one) => {
        const destination = one.at('destination');
        return subsets ? destination.at('subset').text === wanted : shortHost(destination.at('host').text) === wanted;
      });
      if (wanted === '' || has) continue;
      yield report(
        route,
        `route "${route.at('name').text ?? ''}" has no destination for the ${side} side, "${wanted}"`,
        {
          why: 'The controller finds only one side of the split and refuses the Rollout.',
          fix: `Add a destination for "${wanted}" with weight ${side === 'stable' ? 100 : 0}.`,
        },
      );
    }
  }
}

function sidesOf(rollout: Manifest, subsets: Subsets | undefined): readonly (readonly [string, string])[] {
  if (subsets)
    return [
      ['stable', subsets.stable],
      ['canary', subsets.canary],
    ];
  const canary = fieldOf(rollout, 'spec.strategy.canary');
  return [
    ['stable', canary.at('stableService').text ?? ''],
    ['canary', canary.at('canaryService').text ?? ''],
  ];
}

/** The Service of a host in the Rollout's namespace: `shop`, `shop.api`, `shop.api.svc.cluster.local`. */
function shortHost(host: string | undefined): string | undefined {
  return host?.split('.')[0];
}
