import { isObject } from '../../../manifest/access.js';
import {
  type ApplicationSource,
  applicationSources,
  valueBelow,
} from '../../../manifest/argocd/application-sources.js';
import type { Field } from '../../../manifest/field.js';
import { didYouMean, isOneSlip } from '../../../values/did-you-mean.js';
import { KNOWN_VALUES } from '../../gitops/chart-values.js';
import { type Report, report, rule } from '../../rule.js';

/**
 * Values of charts that are read key by key, so that any other key says nothing to anybody. `*`: only such keys are
 * reported as are two steps written in one. Source: the READMEs of the charts.
 */
const READ: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'argocd-image-updater': {
    config: [
      ...['applicationsAPIKind', 'argocd', 'disableKubeEvents', 'logLevel', 'name', 'registries', 'sshConfig'],
      ...['gitCommitMail', 'gitCommitSignOff', 'gitCommitSigningKey', 'gitCommitSigningMethod', 'gitCommitTemplate'],
      ...['gitCommitUser', 'kubeEvents', 'webhook', 'interval', '*'],
    ],
    'config.argocd': ['grpcWeb', 'insecure', 'plaintext', 'serverAddress', 'token'],
  },
  'kube-prometheus-stack': {
    'prometheus.prometheusSpec': ['*'],
    'alertmanager.alertmanagerSpec': ['*'],
    prometheusOperator: ['*'],
  },
  'external-dns': { '': ['*'] },
  'aws-load-balancer-controller': { '': ['*'] },
  istiod: { pilot: ['*'], global: ['*'], meshConfig: ['*'] },
  gateway: { '': ['*'], service: ['*'] },
  keda: { '': ['*'], operator: ['*'], resources: ['*'] },
};

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
      const parts = Object.hasOwn(READ, source.chart) ? READ[source.chart] : undefined;
      for (const [path, keys] of Object.entries(parts ?? {})) {
        const steps = path === '' ? [] : path.split('.');
        for (const [key, field] of valueBelow(source, steps).entries()) yield* unread(key, field, keys, source.chart);
      }
      yield* unlikeKnown(source);
      yield* lacking(source);
    }
  },
});

/** Keys that are a letter off, or that another part of the same values has. */
function* unlikeKnown(source: ApplicationSource): Iterable<Report> {
  const parts = Object.hasOwn(KNOWN_VALUES, source.chart) ? (KNOWN_VALUES[source.chart] ?? {}) : {};
  for (const [path, keys] of Object.entries(parts))
    for (const [key, field] of valueBelow(source, path === '' ? [] : path.split('.')).entries()) {
      if (keys.includes(key)) continue;
      const near = keys.find((one) => isOneSlip(one, key) || plain(one) === plain(key));
      const homes = Object.keys(parts).filter((other) => other !== path && parts[other]?.includes(key));
      // A plain word may be the key of many things.
      const [home] = /[A-Z_]/.test(key) || path === '' ? homes : [];
      if (near === undefined && (home === undefined || homes.length > 1)) continue;
      yield report(field, `"${key}" is no value of chart "${source.chart}"${path && ` below ${path}`}`, {
        fix:
          near === undefined ? `It stands ${home ? `below ${home}` : 'at the beginning'}.` : `Did you mean "${near}"?`,
      });
    }
}

const plain = (key: string) => key.replaceAll(/[-_]/g, '').toLowerCase();

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

function* unread(key: string, field: Field, keys: readonly string[], chart: string): Iterable<Report> {
  const [first, ...rest] = key.split('.');
  // A key with a dot is one step, not two: Helm splits them on the command line only.
  const isJoined = rest.length > 0 && !key.includes('/');
  if (keys.includes(key) || (keys.includes('*') && !isJoined)) return;
  const near = didYouMean(rest.at(-1) ?? key, keys);
  yield report(
    field,
    `"${key}" is no value of chart "${chart}"${isJoined ? ': a dot does not part the steps of a key' : ''}`,
    {
      fix: isJoined
        ? `Write ${rest.at(-1)} below ${[first, ...rest.slice(0, -1)].join(', ')}.`
        : near && `Did you mean "${near}"?`,
    },
  );
}
