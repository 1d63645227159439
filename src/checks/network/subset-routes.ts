import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { destinationRules, destinationsOf, type MeshService, serviceKey } from '../../network/mesh-routes.js';
import { listed, quoted } from '../../values/listed.js';
import { oddOnesOut } from '../odd-one-out.js';
import { type Report, report } from '../rule.js';

const UNSURE = { severity: 'warning' } as const;

/** Routes between the subsets of a Service that do not part its traffic as they are meant to. */
export function* subsetRoutes(set: ManifestSet): Iterable<Report> {
  if (set.kind('DestinationRule').length === 0) return;
  for (const virtualService of set.kind('VirtualService')) {
    yield* withoutSubset(virtualService, set);
    yield* toTheSame(virtualService, set);
  }
  yield* oddHeaders(set);
}

/** A destination without a subset, beside others of its host that have one: it goes to the pods of all of them. */
function* withoutSubset(virtualService: Manifest, set: ManifestSet): Iterable<Report> {
  const all = destinationsOf(virtualService).filter(({ service }) => service !== undefined);
  for (const { field, service } of all) {
    if (!service || field.at('subset').exists) continue;
    const beside = all.filter((one) => one.service && serviceKey(one.service) === serviceKey(service));
    const named = [...new Set(beside.flatMap((one) => one.field.at('subset').text ?? []))];
    const others = subsetsOf(service, set).filter((name) => !named.includes(name));
    // The one subset that no other route is for is what is meant.
    const [meant, ...more] = others;
    if (named.length === 0 || meant === undefined || more.length > 0) continue;
    yield report(field, `destination "${service.name}" names no subset, as those of ${listed(quoted(named))} do`, {
      ...UNSURE,
      why: `The requests go to all pods of the Service: those of ${listed(quoted(named))} get a share too.`,
      fix: `Add subset: ${meant}.`,
    });
  }
}

/** A route that asks for more than the one after it and leads to the same, while a subset gets no requests at all. */
function* toTheSame(virtualService: Manifest, set: ManifestSet): Iterable<Report> {
  const routes = fieldOf(virtualService).items('spec.http');
  for (const [index, one] of routes.entries()) {
    const next = routes[index + 1];
    const [destination, ...others] = destinationsIn(one);
    // Those that are called so are canary-route's.
    if (!next || !destination || others.length > 0 || one.at('name').text?.endsWith('-canary')) continue;
    if (headersOf(one).length === 0) continue;
    if (JSON.stringify(actionOf(one)) !== JSON.stringify(actionOf(next))) continue;
    const service = destinationsOf(virtualService).find(({ field }) => sameField(field, destination))?.service;
    const unused = service && unusedOf(service, set);
    if (unused === undefined) continue;
    yield report(
      destination.at('subset'),
      `the route leads where the one after it does, and subset "${unused}" gets no requests`,
      {
        ...UNSURE,
        why: 'What the route asks for makes no difference: whoever sends the header meets the same pods as everybody.',
        fix: `Write subset: ${unused}.`,
      },
    );
  }
}

/** The first subset of a Service that no route of the set leads to. */
function unusedOf(service: MeshService, set: ManifestSet): string | undefined {
  const used = set
    .kind('VirtualService')
    .flatMap(destinationsOf)
    .flatMap((one) =>
      one.service && serviceKey(one.service) === serviceKey(service) ? one.field.at('subset').text : [],
    );
  return subsetsOf(service, set).find((name) => !used.includes(name));
}

/** A header that leads to a subset, and is called otherwise than that of nearly all others which lead to one of the name. */
function* oddHeaders(set: ManifestSet): Iterable<Report> {
  const ways = set
    .fields('VirtualService')
    .flatMap((one) => one.items('spec.http'))
    .flatMap((route) => {
      const subset = destinationsIn(route)[0]?.at('subset').text;
      return subset === undefined ? [] : headersOf(route).map((header) => ({ subset, header }));
    });
  for (const subset of new Set(ways.map((one) => one.subset))) {
    const odd = oddOnesOut(
      ways.filter((one) => one.subset === subset),
      ({ header }) => written(header),
    );
    for (const { header } of odd?.odd ?? [])
      yield report(
        header,
        `${written(header)} leads to subset "${subset}", where ${odd?.count} other routes ask for ${odd?.usual}`,
        {
          ...UNSURE,
          why: 'Whoever sends what the others ask for does not meet the subset here.',
          fix: `Write ${odd?.usual}.`,
        },
      );
  }
}

function subsetsOf(service: MeshService, set: ManifestSet): readonly string[] {
  const rules = destinationRules(set).get(serviceKey(service)) ?? [];
  return rules.flatMap((rule) => fieldOf(rule).items('spec.subsets')).flatMap((one) => one.at('name').text ?? []);
}

function destinationsIn(route: Field): Field[] {
  return route.items('route').map((one) => one.at('destination'));
}

function headersOf(route: Field): Field[] {
  return route.items('match').flatMap((one) => one.entries('headers').map(([, header]) => header));
}

/** `x-canary exact "true"`. */
function written(header: Field): string {
  const [[how, value] = ['', undefined]] = header.entries();
  return `${header.path.at(-1)} ${how} "${value?.scalar ?? ''}"`;
}

/** What a route does, but for whom. */
function actionOf(route: Field): Record<string, unknown> {
  const { match: _, name: __, ...action } = route.object;
  return action;
}

function sameField(a: Field, b: Field): boolean {
  return JSON.stringify(a.path) === JSON.stringify(b.path);
}
