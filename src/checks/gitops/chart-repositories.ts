import { applicationSources } from '../../manifest/argocd/application-sources.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { isOneSlip } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';

// Hosts that serve one repository of charts: its path, and charts that stand in it. Source: the READMEs of the charts.
const HOSTS: Readonly<Record<string, { readonly path: string; readonly charts: readonly string[] }>> = {
  'prometheus-community.github.io': {
    path: '/helm-charts',
    charts: ['kube-prometheus-stack', 'prometheus', 'prometheus-adapter', 'prometheus-operator-crds', 'alertmanager'],
  },
  'grafana.github.io': {
    path: '/helm-charts',
    charts: ['grafana', 'loki', 'loki-stack', 'tempo', 'promtail', 'alloy'],
  },
  'istio-release.storage.googleapis.com': { path: '/charts', charts: ['base', 'istiod', 'gateway', 'cni', 'ztunnel'] },
  'charts.external-secrets.io': { path: '', charts: ['external-secrets'] },
  'charts.jetstack.io': { path: '', charts: ['cert-manager', 'trust-manager'] },
  'charts.bitnami.com': { path: '/bitnami', charts: ['postgresql', 'redis', 'rabbitmq', 'external-dns', 'kafka'] },
  'kedacore.github.io': { path: '/charts', charts: ['keda', 'keda-add-ons-http'] },
  'aws.github.io': { path: '/eks-charts', charts: ['aws-load-balancer-controller', 'aws-vpc-cni'] },
  'argoproj.github.io': { path: '/argo-helm', charts: ['argo-cd', 'argo-rollouts', 'argocd-image-updater'] },
  'jaegertracing.github.io': { path: '/helm-charts', charts: ['jaeger', 'jaeger-operator'] },
  'kiali.org': { path: '/helm-charts', charts: ['kiali-server', 'kiali-operator'] },
  'helm.elastic.co': { path: '', charts: ['eck-operator', 'eck-operator-crds', 'eck-stack'] },
};

const WHY = 'Argo CD finds no chart there: ComparisonError, and nothing is synced.';

/** Charts that are not called, or do not stand, as an Application says. */
export function* chartRepositories(set: ManifestSet): Iterable<Report> {
  for (const { source } of applicationSources(set)) {
    const [chart, url] = [source.at('chart'), source.at('repoURL')];
    const name = chart.text ?? '';
    const [, host = '', path = ''] = /^https?:\/\/([^/]+)(.*)$/.exec(url.text ?? '') ?? [];
    if (name === '' || host === '' || isTemplated(`${name}${url.text}`)) continue;
    const known = Object.hasOwn(HOSTS, host) ? HOSTS[host] : undefined;
    if (name.includes('/'))
      yield report(chart, `chart "${name}" has a slash: a repository of charts has no folders`, {
        why: WHY,
        fix: `Write chart: ${name.split('/').at(-1)}.`,
      });
    else if (known && path.replace(/\/$/, '') !== known.path)
      yield report(url, `there is no repository of charts at "${url.text}"`, {
        why: WHY,
        fix: `Write repoURL: https://${host}${known.path}.`,
      });
    const near = known?.charts.includes(name) ? undefined : known?.charts.find((one) => isOneSlip(one, name));
    if (near !== undefined)
      yield report(chart, `the repository has no chart "${name}"`, { why: WHY, fix: `Did you mean "${near}"?` });
  }
}
