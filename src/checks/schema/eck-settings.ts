import { type Field, fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { listed, quoted } from '../../values/listed.js';
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
  for (const kind of ['Elasticsearch', 'Kibana'])
    for (const one of set.kind(kind)) yield* version(fieldOf(one, 'spec.version'));
  for (const policy of set.kind('StackConfigPolicy')) yield* unknownPolicies(fieldOf(policy, 'spec.elasticsearch'));
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

/** Source: ECK, pkg/controller/common/version: three numbers. */
function* version(field: Field): Iterable<Report> {
  const { text } = field;
  if (text === undefined || /^\d+\.\d+\.\d+(?:[-+].*)?$/.test(text) || /[{$]/.test(text)) return;
  yield report(field, `version "${text}" is not of three numbers`, {
    why: 'The operator refuses the object: nothing of it is made, or changed.',
    fix: 'Write it whole, as 8.11.0.',
  });
}

/** Policies of the life of an index that templates beside them name, and that are not declared there. */
function* unknownPolicies(elasticsearch: Field): Iterable<Report> {
  const known = elasticsearch.entries('indexLifecyclePolicies').map(([name]) => name);
  if (known.length === 0) return;
  for (const list of ['composableIndexTemplates', 'componentTemplates'])
    for (const [, template] of elasticsearch.entries(['indexTemplates', list]))
      for (const [key, field] of settingsOf(template.at('template.settings'))) {
        if (!/^(?:index\.)?lifecycle\.name$/.test(key) || field.text === undefined) continue;
        if (known.includes(field.text) || BUILT_IN.test(field.text)) continue;
        yield report(field, `no policy is called "${field.text}": there are ${listed(quoted(known))}`, {
          severity: 'warning',
          why: 'The index is never rolled over and never deleted: the disk fills up.',
          fix: `Write ${didYouMean(field.text, known) ?? known[0]}.`,
        });
      }
}

// Source: Elasticsearch, x-pack, policies that it comes with.
const BUILT_IN =
  /^(?:\d+-days?(?:-default)?|\d+-days@lifecycle|logs|metrics|synthetics|traces|profiling.*|ilm-history.*|slm-history.*|watch-history.*|kibana-.*|\..*|.*@lifecycle)$/;

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
