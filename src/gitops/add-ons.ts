import type { JsonObject } from '../manifest/manifest.js';
import { type AddOn, addOn } from './add-on.js';
import { joined } from './chart-values.js';

/** Values of a chart besides those that the add-on sets itself; of a value that both set, this one wins. */
export interface ChartValues {
  readonly values?: JsonObject;
}

const ingressClass = (name: string) => ({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', name });
const apiService = { group: 'apiregistration.k8s.io', kind: 'APIService' };

/** The controller of Rollouts. Source: argoproj/argo-helm, charts/argo-rollouts. */
export function argoRollouts({ values }: ChartValues = {}): AddOn {
  const kinds = ['Rollout', 'AnalysisTemplate', 'ClusterAnalysisTemplate', 'AnalysisRun', 'Experiment'];
  return addOn('argo-rollouts', {
    chart: { repo: 'https://argoproj.github.io/argo-helm', name: 'argo-rollouts', version: '2.37.7' },
    namespace: 'argo-rollouts',
    values,
    brings: {
      resources: kinds.map((kind) => `${kind}.argoproj.io`),
      exporters: [
        {
          exporter: 'argo-rollouts',
          scrape: { labels: { 'app.kubernetes.io/name': 'argo-rollouts' }, port: 'metrics' },
        },
      ],
    },
  });
}

/** Secrets out of stores, by their `external-secrets.io/v1`. Source: external-secrets.io, "Getting started". */
export function externalSecrets({ values }: ChartValues = {}): AddOn {
  return addOn('external-secrets', {
    chart: { repo: 'https://charts.external-secrets.io', name: 'external-secrets', version: '0.17.0' },
    namespace: 'external-secrets',
    values,
    brings: { resources: ['external-secrets.io', 'generators.external-secrets.io'] },
  });
}

/** Secrets out of Git, under the name that kubeseal asks for. Source: bitnami-labs/sealed-secrets, "Helm Chart". */
export function sealedSecrets({ values }: ChartValues = {}): AddOn {
  return addOn('sealed-secrets', {
    chart: { repo: 'https://bitnami.github.io/sealed-secrets', name: 'sealed-secrets', version: '2.16.2' },
    namespace: 'kube-system',
    values: joined({ fullnameOverride: 'sealed-secrets-controller' }, values),
    brings: { resources: ['bitnami.com'] },
  });
}

/** Load balancers of AWS for Ingresses of class `alb`. Source: kubernetes-sigs/aws-load-balancer-controller, helm. */
export function awsLoadBalancerController({
  values,
  clusterName,
}: ChartValues & { readonly clusterName: string }): AddOn {
  return addOn('aws-load-balancer-controller', {
    chart: { repo: 'https://aws.github.io/eks-charts', name: 'aws-load-balancer-controller', version: '1.7.1' },
    namespace: 'kube-system',
    values: joined({ clusterName }, values),
    clusterKinds: [{ group: 'networking.k8s.io', kind: 'IngressClass' }],
    brings: { resources: ['elbv2.k8s.aws'], objects: [ingressClass('alb')] },
  });
}

/** Volumes of AWS. Source: kubernetes-sigs/aws-ebs-csi-driver, charts. */
export function ebsCsiDriver({ values }: ChartValues = {}): AddOn {
  return addOn('aws-ebs-csi-driver', {
    chart: {
      repo: 'https://kubernetes-sigs.github.io/aws-ebs-csi-driver',
      name: 'aws-ebs-csi-driver',
      version: '2.28.1',
    },
    namespace: 'kube-system',
    values,
    clusterKinds: [{ group: 'storage.k8s.io', kind: 'CSIDriver' }],
    brings: {},
  });
}

/** CPU and memory of pods, which autoscalers read. Source: kubernetes-sigs/metrics-server, charts. */
export function metricsServer({ values }: ChartValues = {}): AddOn {
  return addOn('metrics-server', {
    chart: { repo: 'https://kubernetes-sigs.github.io/metrics-server/', name: 'metrics-server', version: '3.12.2' },
    namespace: 'kube-system',
    values,
    clusterKinds: [apiService],
    brings: {},
  });
}

/** DNS records for Ingresses and Services. Source: kubernetes-sigs/external-dns, charts. */
export function externalDns({ values }: ChartValues = {}): AddOn {
  return addOn('external-dns', {
    chart: { repo: 'https://kubernetes-sigs.github.io/external-dns/', name: 'external-dns', version: '1.15.2' },
    namespace: 'external-dns',
    values,
    brings: { resources: ['DNSEndpoint.externaldns.k8s.io'] },
  });
}

/** Autoscalers by events. Source: kedacore/charts. */
export function keda({ values }: ChartValues = {}): AddOn {
  return addOn('keda', {
    chart: { repo: 'https://kedacore.github.io/charts', name: 'keda', version: '2.16.0' },
    namespace: 'keda',
    values,
    clusterKinds: [apiService],
    alsoIn: ['kube-system'],
    brings: { resources: ['keda.sh', 'eventing.keda.sh'] },
  });
}

/** Certificates. Source: cert-manager.io, "Helm". */
export function certManager({ values }: ChartValues = {}): AddOn {
  return addOn('cert-manager', {
    chart: { repo: 'https://charts.jetstack.io', name: 'cert-manager', version: 'v1.16.2' },
    namespace: 'cert-manager',
    values: joined({ crds: { enabled: true } }, values),
    alsoIn: ['kube-system'],
    brings: {
      resources: ['cert-manager.io', 'acme.cert-manager.io'],
      exporters: [
        {
          exporter: 'cert-manager',
          scrape: {
            labels: { 'app.kubernetes.io/name': 'cert-manager', 'app.kubernetes.io/component': 'controller' },
            port: 'http-metrics',
          },
        },
      ],
    },
  });
}

const istioCharts = { repo: 'https://istio-release.storage.googleapis.com/charts', version: '1.24.1' };
const groups = ['networking', 'security', 'telemetry', 'extensions'];

/** Definitions of Istio. Source: istio.io, "Install with Helm". */
export function istioBase({ values }: ChartValues = {}): AddOn {
  return addOn('istio-base', {
    chart: { ...istioCharts, name: 'base' },
    namespace: 'istio-system',
    values,
    brings: { resources: groups.map((group) => `${group}.istio.io`) },
  });
}

/** The control plane of Istio, after `istioBase()`. Source: istio.io, "Install with Helm". */
export function istiod({ values }: ChartValues = {}): AddOn {
  return addOn('istiod', {
    chart: { ...istioCharts, name: 'istiod' },
    namespace: 'istio-system',
    values,
    after: 'istio-base',
    brings: {},
  });
}
