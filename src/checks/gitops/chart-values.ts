/** Names that stand below one path of a chart's values: `a` for `a:`, `a.*` for each item of a list. */
export interface ChartLevel {
  readonly path: string;
  readonly names: readonly string[];
  /** Whether any other name is read by nobody. Else only a name that is one of these by a slip is reported. */
  readonly isWhole?: true;
}

const level = (path: string, names: string): ChartLevel => ({ path, names: names.split(' ') });
const POD =
  'resources nodeSelector tolerations affinity priorityClassName podAnnotations podLabels topologySpreadConstraints';

/** Values of charts, as far as they are known here. Source: their values.yaml. */
export const CHART_LEVELS: Readonly<Record<string, readonly ChartLevel[]>> = {
  'argocd-image-updater': [
    {
      ...level(
        'config',
        'applicationsAPIKind argocd disableKubeEvents logLevel name registries sshConfig gitCommitMail gitCommitSignOff gitCommitSigningKey gitCommitSigningMethod gitCommitTemplate gitCommitUser kubeEvents webhook interval',
      ),
      isWhole: true,
    },
    { ...level('config.argocd', 'grpcWeb insecure plaintext serverAddress token'), isWhole: true },
    level('', `config extraArgs extraEnv extraEnvFrom rbac serviceAccount metrics image updateStrategy ${POD}`),
  ],
  'aws-load-balancer-controller': [
    level(
      '',
      `replicaCount image region vpcId serviceAccount rbac env envFrom envSecretName ingressClass ingressClassParams ingressClassConfig createIngressClassResource watchNamespace defaultTags defaultTargetType enableShield enableWaf enableWafv2 enableCertManager logLevel podDisruptionBudget controllerConfig extraVolumes extraVolumeMounts ${POD}`,
    ),
  ],
  'cert-manager': [
    level(
      '',
      `global installCRDs crds replicaCount webhook cainjector startupapicheck prometheus extraArgs extraEnv ${POD}`,
    ),
    level('prometheus', 'enabled servicemonitor podmonitor'),
  ],
  'eck-operator': [
    level(
      '',
      `managedNamespaces installCRDs image replicaCount env config webhook serviceAccount createClusterScopedResources ${POD}`,
    ),
  ],
  'external-dns': [
    level(
      '',
      `provider sources policy registry txtOwnerId txtPrefix txtSuffix domainFilters excludeDomains managedRecordTypes interval triggerLoopOnEvent logLevel logFormat extraArgs env serviceAccount service rbac secretConfiguration annotationFilter labelFilter ${POD}`,
    ),
  ],
  'external-secrets': [
    level(
      '',
      `replicaCount image installCRDs crds extraEnv extraArgs extraVolumes serviceAccount serviceMonitor webhook certController leaderElect concurrent controllerClass scopedNamespace processClusterStore ${POD}`,
    ),
  ],
  gateway: [
    level(
      '',
      `name revision replicaCount rbac serviceAccount env service autoscaling labels annotations networkGateway kind ${POD}`,
    ),
    level(
      'service',
      'type ports annotations loadBalancerIP loadBalancerSourceRanges externalTrafficPolicy externalIPs',
    ),
    level('autoscaling', 'enabled minReplicas maxReplicas targetCPUUtilizationPercentage'),
  ],
  grafana: [
    level(
      '',
      `admin adminUser adminPassword replicas service serviceAccount serviceMonitor ingress persistence sidecar datasources dashboards dashboardProviders dashboardsConfigMaps grafana.ini env envValueFrom envFromSecret plugins extraSecretMounts alerting notifiers ${POD}`,
    ),
    level('admin', 'existingSecret userKey passwordKey'),
    level(
      'service',
      'enabled type port targetPort nodePort portName annotations labels clusterIP loadBalancerIP loadBalancerClass externalIPs appProtocol',
    ),
    level(
      'sidecar',
      'image dashboards datasources alerts notifiers plugins resources enableUniqueFilenames securityContext',
    ),
    level(
      'sidecar.dashboards',
      'enabled label labelValue searchNamespace folder folderAnnotation defaultFolderName provider resource watchMethod',
    ),
  ],
  istiod: [
    level(
      '',
      `global pilot meshConfig telemetry sidecarInjectorWebhook istiodRemote istio_cni defaults revision ${POD}`,
    ),
    level(
      'pilot',
      `autoscaleEnabled autoscaleMin autoscaleMax replicaCount env traceSampling image keepaliveMaxServerConnectionAge ${POD}`,
    ),
    level('global', 'proxy proxy_init hub tag logging istioNamespace meshID network multiCluster imagePullSecrets'),
    level(
      'meshConfig',
      'enableTracing accessLogFile accessLogEncoding accessLogFormat defaultConfig defaultProviders extensionProviders outboundTrafficPolicy enableAutoMtls trustDomain ingressSelector ingressService ingressClass',
    ),
    level(
      'meshConfig.extensionProviders.*',
      'name envoyExtAuthzGrpc envoyExtAuthzHttp zipkin opentelemetry opencensus lightstep datadog prometheus stackdriver skywalking envoyOtelAls envoyFileAccessLog',
    ),
  ],
  jaeger: [
    level(
      '',
      'provisionDataStore allInOne storage agent collector query ingester spark esIndexCleaner hotrod cassandra elasticsearch',
    ),
    level(
      'allInOne',
      `enabled image args extraEnv replicas service ingress extraSecretMounts extraConfigmapMounts ${POD}`,
    ),
  ],
  keda: [
    level(
      '',
      `operator metricsServer webhooks image resources prometheus serviceAccount podIdentity watchNamespace crds logging certificates env ${POD}`,
    ),
    level('operator', 'name replicaCount revisionHistoryLimit affinity extraContainers livenessProbe readinessProbe'),
    level('metricsServer', 'replicaCount revisionHistoryLimit affinity dnsPolicy useHostNetwork'),
    level('resources', 'operator metricServer webhooks'),
    level('prometheus', 'operator metricServer webhooks'),
  ],
  'kiali-server': [
    level(
      '',
      'auth deployment external_services server istio_namespace kiali_feature_flags login_token api identity istio_labels',
    ),
    level(
      'deployment',
      'accessible_namespaces cluster_wide_access image_name image_version replicas ingress resources node_selector tolerations affinity logger service_type view_only_mode',
    ),
    level('external_services', 'prometheus grafana tracing istio custom_dashboards perses'),
    level(
      'external_services.prometheus',
      'url auth cache_duration cache_enabled cache_expiration custom_headers health_check_url is_core query_scope thanos_proxy',
    ),
    level(
      'external_services.grafana',
      'enabled url in_cluster_url internal_url external_url auth dashboards datasource_uid health_check_url is_core',
    ),
    level(
      'external_services.tracing',
      'enabled url in_cluster_url internal_url external_url auth use_grpc grpc_port provider tempo_config namespace_selector query_scope query_timeout custom_headers health_check_url whitelist_istio_system',
    ),
  ],
  'kube-prometheus-stack': [
    level(
      '',
      'alertmanager grafana prometheus prometheusOperator kubeApiServer kubelet kubeControllerManager coreDns kubeDns kubeEtcd kubeScheduler kubeProxy kubeStateMetrics nodeExporter kube-state-metrics prometheus-node-exporter thanosRuler defaultRules additionalPrometheusRules additionalPrometheusRulesMap commonLabels crds global',
    ),
    level(
      'prometheus',
      'enabled annotations serviceAccount service ingress serviceMonitor prometheusSpec podDisruptionBudget networkPolicy additionalServiceMonitors additionalPodMonitors additionalRulesForClusterRole thanosService thanosIngress extraSecret servicePerReplica ingressPerReplica',
    ),
    level(
      'prometheus.prometheusSpec',
      'replicas retention retentionSize resources nodeSelector tolerations affinity storageSpec scrapeInterval scrapeTimeout evaluationInterval externalLabels externalUrl enableAdminAPI walCompression serviceMonitorSelector serviceMonitorNamespaceSelector serviceMonitorSelectorNilUsesHelmValues podMonitorSelector podMonitorNamespaceSelector podMonitorSelectorNilUsesHelmValues probeSelector probeSelectorNilUsesHelmValues ruleSelector ruleNamespaceSelector ruleSelectorNilUsesHelmValues additionalScrapeConfigs additionalScrapeConfigsSecret remoteWrite alertingEndpoints secrets configMaps volumes volumeMounts podMetadata priorityClassName securityContext',
    ),
    level(
      'alertmanager',
      'enabled annotations config templateFiles stringConfig tplConfig service ingress alertmanagerSpec serviceMonitor podDisruptionBudget serviceAccount secret extraSecret',
    ),
    level(
      'alertmanager.alertmanagerSpec',
      'replicas retention resources nodeSelector tolerations affinity storage secrets configMaps configSecret useExistingSecret externalUrl alertmanagerConfigSelector alertmanagerConfigNamespaceSelector alertmanagerConfigMatcherStrategy alertmanagerConfiguration logLevel securityContext',
    ),
    level(
      'prometheusOperator',
      `enabled tls admissionWebhooks namespaces image serviceAccount serviceMonitor service logLevel prometheusConfigReloader thanosImage ${POD}`,
    ),
  ],
  postgresql: [
    level(
      '',
      'global image auth architecture primary readReplicas replication backup networkPolicy volumePermissions metrics serviceAccount commonLabels commonAnnotations tls audit ldap extraDeploy shmVolume psp rbac',
    ),
    level(
      'primary',
      `resources resourcesPreset persistence nodeSelector tolerations affinity configuration extendedConfiguration existingConfigmap initdb extraEnvVars extraEnvVarsSecret service podLabels podAnnotations livenessProbe readinessProbe startupProbe lifecycleHooks initContainers sidecars`,
    ),
    level(
      'auth',
      'enablePostgresUser postgresPassword username password database replicationUsername replicationPassword existingSecret secretKeys',
    ),
  ],
  'prometheus-adapter': [
    level(
      '',
      `prometheus rules replicas image metricsRelistInterval logLevel serviceAccount rbac service tls listenPort extraArguments certManager ${POD}`,
    ),
    level('rules', 'default custom existing external resource'),
  ],
};

/** Values that a chart does not read, and where it reads what is meant. Source: the values.yaml of the charts. */
export const MISPLACED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'aws-load-balancer-controller': {
    'controller.extraEnv': 'env',
    'controller.env': 'env',
    extraEnv: 'env',
    replicas: 'replicaCount',
    ingressClassName: 'ingressClass',
    awsRegion: 'region',
  },
  'cert-manager': { replicas: 'replicaCount', installCRD: 'installCRDs', env: 'extraEnv' },
  'external-secrets': {
    'controller.env': 'extraEnv',
    'controller.extraEnv': 'extraEnv',
    env: 'extraEnv',
    replicas: 'replicaCount',
  },
  gateway: { replicas: 'replicaCount' },
  grafana: { replicaCount: 'replicas', adminSecret: 'admin.existingSecret' },
  istiod: {
    'pilot.replicas': 'pilot.replicaCount',
    'pilot.minReplicas': 'pilot.autoscaleMin',
    'pilot.maxReplicas': 'pilot.autoscaleMax',
  },
  jaeger: { extraEnv: 'allInOne.extraEnv' },
  'kiali-server': {
    prometheus: 'external_services.prometheus',
    grafana: 'external_services.grafana',
    tracing: 'external_services.tracing',
  },
  keda: {
    'operator.replicas': 'operator.replicaCount',
    'metricsServer.replicas': 'metricsServer.replicaCount',
    'operator.resources': 'resources.operator',
    'metricsServer.resources': 'resources.metricServer',
  },
  'kube-prometheus-stack': {
    'alertmanager.configExistingSecret': 'alertmanager.alertmanagerSpec.configSecret',
    'alertmanager.spec': 'alertmanager.alertmanagerSpec',
    'prometheus.spec': 'prometheus.prometheusSpec',
    'prometheus.prometheusSpec.additionalServiceMonitors': 'prometheus.additionalServiceMonitors',
    'prometheus.prometheusSpec.additionalPodMonitors': 'prometheus.additionalPodMonitors',
    ...Object.fromEntries(
      'retention retentionSize replicas resources nodeSelector tolerations affinity storageSpec scrapeInterval externalLabels serviceMonitorSelector additionalScrapeConfigs'
        .split(' ')
        .map((name) => [`prometheus.${name}`, `prometheus.prometheusSpec.${name}`]),
    ),
    ...Object.fromEntries(
      'retention replicas resources nodeSelector tolerations affinity storage'
        .split(' ')
        .map((name) => [`alertmanager.${name}`, `alertmanager.alertmanagerSpec.${name}`]),
    ),
  },
  postgresql: {
    'primary.volumePermissions': 'volumePermissions',
    'primary.auth': 'auth',
  },
  'prometheus-adapter': { replicaCount: 'replicas' },
};

/** What may stand at one path of a chart's values, word for word. Source: the README of each chart. */
export const CHART_WORDS: Readonly<Record<string, readonly ChartLevel[]>> = {
  'argocd-image-updater': [
    { ...level('config.applicationsAPIKind', 'kubernetes argocd'), isWhole: true },
    { ...level('config.logLevel', 'trace debug info warn error'), isWhole: true },
  ],
  'aws-load-balancer-controller': [{ ...level('defaultTargetType', 'instance ip'), isWhole: true }],
  'external-dns': [
    { ...level('policy', 'sync upsert-only create-only'), isWhole: true },
    level('registry', 'txt dynamodb aws-sd noop'),
    level('provider', 'aws azure cloudflare google digitalocean'),
    level('sources.*', 'service ingress node istio-gateway istio-virtualservice gateway-httproute crd'),
  ],
  'kiali-server': [{ ...level('auth.strategy', 'anonymous header openid openshift token'), isWhole: true }],
  postgresql: [{ ...level('architecture', 'standalone replication'), isWhole: true }],
  redis: [{ ...level('architecture', 'standalone replication'), isWhole: true }],
};
