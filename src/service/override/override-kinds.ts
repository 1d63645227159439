import type { KubeConfigMapProps } from 'cdk8s-plus-28/lib/imports/k8s';
import * as k8s from 'cdk8s-plus-28/lib/imports/k8s';
import type { AnalysisTemplateProps, RolloutProps } from '../../../imports/argoproj.io.js';
import type { CanaryProps } from '../../../imports/flagger.app.js';
import type { HttpRouteProps } from '../../../imports/gateway.networking.k8s.io.js';
import type {
  PodMonitorProps,
  PrometheusRuleProps,
  ServiceMonitorProps,
} from '../../../imports/monitoring.coreos.com.js';
import type { DestinationRuleProps, VirtualServiceProps } from '../../../imports/networking.istio.io.js';
import type { ApiKind } from '../../construct/emit.js';

/** The kinds that a service is made of, each with the properties of its L1 class. */
export interface OverridableKinds {
  readonly Deployment: k8s.KubeDeploymentProps;
  readonly StatefulSet: k8s.KubeStatefulSetProps;
  readonly Job: k8s.KubeJobProps;
  readonly Service: k8s.KubeServiceProps;
  readonly ServiceAccount: k8s.KubeServiceAccountProps;
  readonly ConfigMap: KubeConfigMapProps;
  readonly Ingress: k8s.KubeIngressProps;
  readonly NetworkPolicy: k8s.KubeNetworkPolicyProps;
  readonly HorizontalPodAutoscaler: k8s.KubeHorizontalPodAutoscalerV2Props;
  readonly PodDisruptionBudget: k8s.KubePodDisruptionBudgetProps;
  readonly Rollout: RolloutProps;
  readonly AnalysisTemplate: AnalysisTemplateProps;
  readonly Canary: CanaryProps;
  readonly HTTPRoute: HttpRouteProps;
  readonly VirtualService: VirtualServiceProps;
  readonly DestinationRule: DestinationRuleProps;
  readonly ServiceMonitor: ServiceMonitorProps;
  readonly PodMonitor: PodMonitorProps;
  readonly PrometheusRule: PrometheusRuleProps;
}

type Classes = { readonly [K in keyof OverridableKinds]: () => ApiKind<OverridableKinds[K]> };

/** The class of each kind, loaded when it is asked for: those of custom resources take a while. */
export const kindClasses: Classes = {
  Deployment: () => k8s.KubeDeployment,
  StatefulSet: () => k8s.KubeStatefulSet,
  Job: () => k8s.KubeJob,
  Service: () => k8s.KubeService,
  ServiceAccount: () => k8s.KubeServiceAccount,
  ConfigMap: () => k8s.KubeConfigMap,
  Ingress: () => k8s.KubeIngress,
  NetworkPolicy: () => k8s.KubeNetworkPolicy,
  HorizontalPodAutoscaler: () => k8s.KubeHorizontalPodAutoscalerV2,
  PodDisruptionBudget: () => k8s.KubePodDisruptionBudget,
  Rollout: () => require('../../../imports/argoproj.io.js').Rollout,
  AnalysisTemplate: () => require('../../../imports/argoproj.io.js').AnalysisTemplate,
  Canary: () => require('../../../imports/flagger.app.js').Canary,
  HTTPRoute: () => require('../../../imports/gateway.networking.k8s.io.js').HttpRoute,
  VirtualService: () => require('../../../imports/networking.istio.io.js').VirtualService,
  DestinationRule: () => require('../../../imports/networking.istio.io.js').DestinationRule,
  ServiceMonitor: () => require('../../../imports/monitoring.coreos.com.js').ServiceMonitor,
  PodMonitor: () => require('../../../imports/monitoring.coreos.com.js').PodMonitor,
  PrometheusRule: () => require('../../../imports/monitoring.coreos.com.js').PrometheusRule,
};
