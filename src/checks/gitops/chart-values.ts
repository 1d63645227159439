/**
 * What charts of monitoring, logging and scaling read below a path, where it is most of what there is. A later release
 * may have more: another key is reported only where it is a letter off, or where another path of the chart has it.
 * Source: the values.yaml of the charts.
 */
export const KNOWN_VALUES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'kube-prometheus-stack': {
    '': words(`nameOverride namespaceOverride fullnameOverride commonLabels crds customRules defaultRules global
      additionalPrometheusRules additionalPrometheusRulesMap windowsMonitoring prometheus-windows-exporter alertmanager
      grafana kubernetesServiceMonitors kubeApiServer kubelet kubeControllerManager coreDns kubeDns kubeEtcd kubeScheduler
      kubeProxy kubeStateMetrics kube-state-metrics nodeExporter prometheus-node-exporter prometheusOperator prometheus
      thanosRuler cleanPrometheusOperatorObjectNames extraManifests kubeVersionOverride kubeTargetVersionOverride`),
    prometheus: words(`enabled agentMode annotations networkPolicy serviceAccount thanosService thanosServiceMonitor
      thanosServiceExternal service servicePerReplica podDisruptionBudget thanosIngress extraSecret ingress route
      ingressPerReplica podSecurityPolicy serviceMonitor prometheusSpec additionalServiceMonitors additionalPodMonitors
      additionalRulesForClusterRole additionalLabels`),
    'prometheus.prometheusSpec': words(`replicas shards retention retentionSize storageSpec scrapeInterval scrapeTimeout
      evaluationInterval externalLabels externalUrl routePrefix additionalScrapeConfigs additionalScrapeConfigsSecret
      additionalAlertManagerConfigs additionalAlertRelabelConfigs enableFeatures remoteWrite remoteRead
      serviceMonitorSelector serviceMonitorNamespaceSelector serviceMonitorSelectorNilUsesHelmValues podMonitorSelector
      podMonitorNamespaceSelector podMonitorSelectorNilUsesHelmValues probeSelector probeNamespaceSelector
      probeSelectorNilUsesHelmValues ruleSelector ruleNamespaceSelector ruleSelectorNilUsesHelmValues
      scrapeConfigSelector scrapeConfigNamespaceSelector scrapeConfigSelectorNilUsesHelmValues`),
    alertmanager: words(`enabled annotations apiVersion enableFeatures serviceAccount podDisruptionBudget config
      stringConfig tplConfig templateFiles ingress route secret ingressPerReplica service servicePerReplica serviceMonitor
      alertmanagerSpec extraSecret additionalLabels forceDeployDashboards networkPolicy`),
  },
  grafana: {
    '': words(`replicas image service ingress route persistence resources nodeSelector tolerations affinity sidecar
      datasources dashboardProviders dashboards dashboardsConfigMaps grafana.ini env envFromSecret envFromSecrets
      envFromConfigMaps envValueFrom envRenderSecret plugins serviceAccount rbac notifiers alerting ldap smtp initChownData
      admin adminUser adminPassword podLabels podAnnotations annotations labels extraLabels extraSecretMounts
      extraConfigmapMounts extraEmptyDirMounts extraVolumes extraVolumeMounts extraContainers extraInitContainers
      extraObjects extraExposePorts readinessProbe livenessProbe deploymentStrategy autoscaling podDisruptionBudget
      securityContext containerSecurityContext serviceMonitor imageRenderer networkPolicy headlessService nameOverride
      fullnameOverride namespaceOverride global testFramework downloadDashboards createConfigmap hostAliases`),
    admin: words('existingSecret userKey passwordKey'),
    service: words(`enabled type port targetPort annotations labels portName nodePort clusterIP loadBalancerIP
      loadBalancerClass loadBalancerSourceRanges externalIPs appProtocol sessionAffinity ipFamilies ipFamilyPolicy`),
    sidecar: words(`image imagePullPolicy resources securityContext enableUniqueFilenames readinessProbe livenessProbe
      alerts dashboards datasources plugins notifiers`),
    'sidecar.dashboards': words(`enabled env envValueFrom SCProvider label labelValue folder defaultFolderName
      searchNamespace watchMethod resource folderAnnotation provider extraMounts script skipReload sizeLimit reloadURL
      watchServerTimeout watchClientTimeout maxTotalRetries resourceName initDashboards logLevel`),
  },
  'kiali-server': {
    '': words(`nameOverride fullnameOverride kiali_route_url additional_display_details api auth clustering
      custom_dashboards deployment external_services extensions identity istio_labels istio_namespace kiali_feature_flags
      kubernetes_config login_token server version health_config installation_tag chat_ai`),
    auth: words('strategy openid openshift'),
    deployment: words(`accessible_namespaces additional_pod_containers_yaml additional_pod_init_containers_yaml
      additional_service_yaml affinity cluster_wide_access configmap_annotations custom_envs custom_secrets
      discovery_selectors dns hpa host_aliases image_digest image_name image_pull_policy image_pull_secrets image_version
      ingress instance_name logger namespace network_policy node_selector pod_annotations pod_labels pod_disruption_budget
      priority_class_name probes remote_cluster_resources_only replicas resources secret_name security_context
      service_annotations service_type tls_config tolerations topology_spread_constraints version_label view_only_mode`),
    external_services: words('custom_dashboards grafana istio perses prometheus tracing'),
    'external_services.prometheus': words(`auth cache_duration cache_enabled cache_expiration custom_headers enabled
      health_check_url is_core query_scope thanos_proxy url`),
    'external_services.grafana': words(`auth dashboards datasource_uid enabled external_url health_check_url
      in_cluster_url internal_url is_core url`),
    'external_services.tracing':
      words(`auth custom_headers dashboards disable_version_check enabled external_url grpc_port
      health_check_url in_cluster_url internal_url is_core namespace_selector provider query_scope query_timeout tempo_config
      url use_grpc use_waypoint_name whitelist_istio_system`),
  },
  jaeger: {
    '': words(`provisionDataStore networkPolicy tag nameOverride fullnameOverride allInOne storage schema ingester agent
      collector query spark esIndexCleaner esRollover esLookback hotrod commonLabels extraObjects cassandra elasticsearch
      kafka global userconfig config`),
    allInOne:
      words(`enabled replicas image extraEnv extraSecretMounts service ingress resources nodeSelector tolerations
      affinity args annotations podLabels podAnnotations labels podSecurityContext securityContext samplingConfig
      serviceAccount priorityClassName`),
    storage: words('type cassandra elasticsearch kafka grpcPlugin badger opensearch'),
  },
  keda: {
    '': words(`nameOverride clusterDomain clusterName image crds watchNamespace operator metricsServer webhooks
      upgradeStrategy podDisruptionBudget additionalLabels additionalAnnotations podAnnotations podLabels rbac
      serviceAccount podIdentity grpcTLSCertsSecret hashiCorpVaultTLS logging securityContext podSecurityContext service
      resources nodeSelector tolerations topologySpreadConstraints affinity priorityClassName http profiling env volumes
      prometheus opentelemetry certificates permissions extraObjects asciiArt customManagedBy enableServiceLinks
      networkPolicy imagePullSecrets global`),
    resources: words('operator metricServer webhooks'),
    prometheus: words('operator metricServer webhooks'),
  },
  'eck-operator': {
    '': words(`nameOverride fullnameOverride managedNamespaces installCRDs replicaCount image priorityClassName
      imagePullPolicy imagePullSecrets resources podAnnotations podLabels statefulsetAnnotations statefulsetLabels
      podSecurityContext securityContext env hostNetwork affinity nodeSelector tolerations createClusterScopedResources
      automountServiceAccountToken automountAPIToken serviceAccount tracing refs podDisruptionBudget webhook
      softMultiTenancy kubeAPIServerIP telemetry config podMonitor serviceMonitor internal global dnsPolicy dnsConfig`),
  },
  'prometheus-adapter': {
    '': words(`affinity topologySpreadConstraints image logLevel metricsRelistInterval metricsMaxAge listenPort nodeSelector
      priorityClassName prometheus replicas rbac psp serviceAccount resources rules service tls customAnnotations
      customLabels extraArguments extraVolumes extraVolumeMounts extraContainers tolerations podLabels podAnnotations
      podDisruptionBudget certManager strategy hostNetwork deploymentAnnotations securityContext podSecurityContext`),
    prometheus: words('url port path'),
    rules: words('default custom existing external resource'),
  },
};

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
