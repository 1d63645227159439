import { isObject } from '../../../manifest/access.js';
import {
  type ApplicationSource,
  applicationSources,
  valueBelow,
} from '../../../manifest/argocd/application-sources.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { unreadValues } from '../../gitops/unread-values.js';
import { valueForms } from '../../gitops/value-forms.js';
import { type Report, report, rule } from '../../rule.js';

const example = (values: string) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: image-updater
  namespace: argocd
  finalizers:
    - resources-finalizer.argocd.argoproj.io
spec:
  project: default
  source:
    repoURL: https://argoproj.github.io/argo-helm
    chart: argocd-image-updater
    targetRevision: 0.9.6
    helm:
      valuesObject:
        config:
${values}
  destination:
    server: https://kubernetes.default.svc
    namespace: argocd
`;

export const helmValuesSchema = rule({
  id: 'helm-values-schema',
  severity: 'error',
  what: 'A value that is given to a chart is none that it reads',
  why: 'Helm takes any key and says nothing: the default stays in force.',
  fix: 'Write the key where the chart has it; helm show values CHART prints all of them.',
  exceptions: ['Charts and parts of their values that we do not know.'],
  source: 'Helm, docs/chart_template_guide/values_files; the READMEs of the charts',
  wrong: example("          argocd.insecure: 'true' # <--"),
  right: example('          argocd:\n            insecure: true'),
  *check({ set }) {
    for (const source of applicationSources(set)) {
      yield* unreadValues(source);
      yield* valueForms(source);
      yield* lacking(source);
    }
  },
});

// Charts that refuse to render without a value. Source: their templates.
const NEEDED: Readonly<Record<string, readonly string[]>> = { 'aws-load-balancer-controller': ['clusterName'] };

function* lacking(source: ApplicationSource): Iterable<Report> {
  const needed = Object.hasOwn(NEEDED, source.chart) ? NEEDED[source.chart] : undefined;
  const helm = source.source.at('helm');
  // They may stand in files of the repository, or be given one by one.
  if (!needed || !helm.exists || ['parameters', 'fileParameters', 'valueFiles'].some((one) => helm.at(one).exists))
    return;
  const all = valueBelow(source, []);
  for (const name of needed) {
    if (!isObject(all.value) || all.at([name]).exists) continue;
    const near = didYouMean(name, Object.keys(all.object));
    yield report(near === undefined ? helm : all.at([near]), `chart "${source.chart}" is given no "${name}"`, {
      why: 'The chart refuses to be rendered: ComparisonError, nothing is synced.',
      fix: near === undefined ? `Add ${name} to the values.` : `Write "${name}" in the place of "${near}".`,
    });
  }
}
