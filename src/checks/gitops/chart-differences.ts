import { type ApplicationSource, applicationSources } from '../../manifest/argocd/application-sources.js';
import type { Field } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { listed } from '../../values/listed.js';
import { folded, type Report, report } from '../rule.js';
import { covers, entriesFor } from './ignored-differences.js';

/** What controllers write into objects of charts after they are applied. Source: istio/istio #44285, the charts themselves. */
const ADMISSION = 'admissionregistration.k8s.io';
const WRITTEN = [
  {
    charts: ['base', 'istiod'],
    group: ADMISSION,
    kind: 'ValidatingWebhookConfiguration',
    pointer: '/webhooks/clientConfig/caBundle',
  },
  {
    charts: ['base', 'istiod'],
    group: ADMISSION,
    kind: 'ValidatingWebhookConfiguration',
    pointer: '/webhooks/failurePolicy',
  },
  {
    charts: ['istiod'],
    group: 'apps',
    kind: 'Deployment',
    pointer: '/spec/template/spec/containers/env/valueFrom/resourceFieldRef/divisor',
  },
];

/** Once for a set: at the Application whose list lacks most, or where a list could stand. */
export function* chartDifferences(set: ManifestSet): Iterable<Report> {
  const lacking = applicationSources(set)
    .map((source) => ({ source, missing: unlisted(source) }))
    .filter(({ missing }) => missing.length > 0)
    .toSorted((a, b) => b.missing.length - a.missing.length);
  const at = ({ source, missing: [kind] }: (typeof lacking)[number]) =>
    kind ? placeOf(source.spec, kind) : source.spec;
  yield* folded(lacking, at, ([first, ...rest]) => {
    const { chart } = first.source;
    const fields = first.missing.map(({ kind, pointer }) => `${pointer.split('/').at(-1)} of ${kind}`);
    const verb = fields.length > 1 ? 'are' : 'is';
    const others = listed(rest.map(({ source }) => `"${source.chart}"`));
    const also = others && `, nor all of those of chart ${others}`;
    return report(
      at(first),
      `${listed(fields)} ${verb} not ignored: written after chart "${chart}" is applied${also}`,
      {
        fix: first.missing
          .map(({ kind, pointer }) => `Add ${jqPath(pointer)} to jqPathExpressions for ${kind}.`)
          .join(' '),
      },
    );
  });
}

/** Where an Application lists what is to be ignored of a kind, or could. */
function placeOf(spec: Field, { group, kind }: { readonly group: string; readonly kind: string }): Field {
  const lists = entriesFor(spec, group, kind).map((entry) => entry.at('jqPathExpressions'));
  const all = spec.at('ignoreDifferences');
  return lists.find((one) => one.exists) ?? (all.exists ? all : spec.at('syncPolicy.automated'));
}

/** Fields that Istio writes into what a chart of its own applies, and that the Application does not ignore. */
function unlisted({ spec, chart, source }: ApplicationSource) {
  const isIstio = /istio/.test(source.at('repoURL').text ?? '');
  if (!isIstio || spec.at('syncPolicy.automated.selfHeal').flag !== true) return [];
  return WRITTEN.filter(({ charts, group, kind, pointer }) => {
    return charts.includes(chart) && !entriesFor(spec, group, kind).some((entry) => covers(entry, pointer));
  });
}

function jqPath(pointer: string): string {
  return pointer.replaceAll('/', '.').replaceAll(/(webhooks|containers|env)(?=\.)/g, '$1[]');
}
