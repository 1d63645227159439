/** A dashboard in a ConfigMap, whose one panel asks this. */
export const panelOn = (expr: string, type = 'prometheus') =>
  board({ panels: [{ title: 'A', datasource: { type, uid: 'a' }, targets: [{ expr }] }] });

/** A dashboard in a ConfigMap, in namespace `api`. */
export const board = (json: object) => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: shop, namespace: api, labels: {grafana_dashboard: "1"}}
data:
  shop.json: |
    ${JSON.stringify(json)}
`;

/** A dashboard in the values of Grafana's chart, whose one panel asks this. */
export const chartPanelOn = (expr: string) => `---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: grafana, namespace: argocd}
spec:
  source:
    chart: grafana
    helm:
      valuesObject:
        dashboards:
          shop:
            shop:
              json: |
                ${JSON.stringify({ panels: [{ targets: [{ expr }] }] })}
`;

/** A trigger of KEDA that asks this. */
export const triggerOn = (query: string) => `---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: {name: shop, namespace: api}
spec:
  triggers:
    - {type: prometheus, metadata: {query: '${query}', threshold: "5"}}
`;

/** An analysis of a canary that asks this. */
export const analysisOn = (query: string) => `---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: shop, namespace: api}
spec:
  metrics:
    - {name: errors, provider: {prometheus: {query: '${query}'}}}
`;

/** A metric of Flagger that asks this. */
export const flaggerMetricOn = (query: string) => `---
apiVersion: flagger.app/v1beta1
kind: MetricTemplate
metadata: {name: shop, namespace: api}
spec:
  provider: {type: prometheus}
  query: '${query}'
`;

/** A rule of the adapter that gives autoscalers metrics. */
export const adapterOn = (series: string) => `---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: adapter, namespace: argocd}
spec:
  source:
    chart: prometheus-adapter
    helm:
      valuesObject:
        rules:
          custom:
            - {seriesQuery: '${series}'}
`;

/** A rule in the values of the chart that makes PrometheusRules. */
export const chartRule = (rule: string) => `---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: monitoring, namespace: argocd}
spec:
  source:
    chart: kube-prometheus-stack
    helm:
      valuesObject:
        additionalPrometheusRulesMap:
          shop: {groups: [{name: shop, rules: [${rule}]}]}
`;
