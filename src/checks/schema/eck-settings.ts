import { type Field, fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type Report, report } from '../rule.js';

/** Every setting of a node, as one name: `discovery: {type: x}` is `discovery.type`. */
export function settingsOf(config: Field, prefix = ''): [key: string, field: Field][] {
  return config.entries().flatMap(([key, field]): [string, Field][] => {
    const isObject = typeof field.value === 'object' && field.value !== null && !Array.isArray(field.value);
    return isObject ? settingsOf(field, `${prefix}${key}.`) : [[`${prefix}${key}`, field]];
  });
}

/** The name that a claim must have to hold the data. Source: ECK, elasticsearch/volume-claim-templates. */
const CLAIM = 'elasticsearch-data';

/** What the operator does not take as it is meant: names of claims and containers, and a Kibana newer than its store. */
export function* unmeant(set: ManifestSet): Iterable<Report> {
  for (const elasticsearch of set.kind('Elasticsearch'))
    for (const nodes of fieldOf(elasticsearch).items('spec.nodeSets')) {
      const claims = nodes.items('volumeClaimTemplates').map((claim) => claim.at('metadata.name'));
      if (claims.length > 0 && !claims.some(({ text }) => text === CLAIM) && !mountsData(nodes))
        for (const claim of claims.slice(0, 1))
          yield report(claim, `the claim is called "${claim.text ?? ''}", and the data lies in "${CLAIM}"`, {
            severity: 'warning',
            why: 'The operator adds a claim of its own for the data, of 1 Gi and of the default class; this one is not mounted.',
            fix: `Call it ${CLAIM}.`,
          });
      yield* strangers(nodes.at('podTemplate'), 'elasticsearch');
    }
  for (const kibana of set.kind('Kibana')) {
    yield* strangers(fieldOf(kibana, 'spec.podTemplate'), 'kibana');
    const ref = fieldOf(kibana, 'spec.elasticsearchRef');
    const store = set.find(
      'Elasticsearch',
      ref.at('namespace').text ?? kibana.ref.namespace,
      ref.at('name').text ?? '',
    );
    const [own, its] = [fieldOf(kibana, 'spec.version'), store && fieldOf(store, 'spec.version')];
    if (its && isNewer(own.text ?? '', its.text ?? ''))
      yield report(own, `Kibana is of version ${own.text}, and its Elasticsearch of ${its.text}`, {
        why: 'Kibana refuses a store that is older than itself: it does not start.',
        fix: `Write ${its.text}, or raise Elasticsearch first.`,
      });
  }
}

function mountsData(nodes: Field): boolean {
  return nodes.items('podTemplate.spec.volumes').some((volume) => volume.at('name').text === CLAIM);
}

/** A container that is to change the operator's own must have its name; others bring an image. */
function* strangers(template: Field, own: string): Iterable<Report> {
  for (const container of template.items('spec.containers')) {
    const name = container.at('name');
    if (name.text === undefined || name.text === own || container.at('image').exists) continue;
    yield report(name, `container "${name.text}" has no image, and the operator's own is called "${own}"`, {
      why: "It is added beside the operator's own, which stays as it was: the pods are refused.",
      fix: `Write name: ${own}.`,
    });
  }
}

function isNewer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) => /^(\d+)\.(\d+)/.exec(version)?.slice(1).map(Number));
  const [[major = 0, minor = 0], [its = 0, least = 0]] = [a ?? [], b ?? []];
  return a !== undefined && b !== undefined && (major > its || (major === its && minor > least));
}
