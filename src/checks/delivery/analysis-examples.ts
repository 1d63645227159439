/** A small template whose one metric asks Prometheus, for examples; the lines given are the metric's, after its name. */
export function exampleTemplate(metric: string, args = ''): string {
  const indented = metric.trim().replaceAll(/^/gm, '      ');
  return `---
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  name: errors
  namespace: api
spec:${args}
  metrics:
    - name: errors
${indented}
      provider:
        prometheus:
          address: http://prometheus.monitoring.svc:9090
          query: sum(rate(errors_total{job="shop"}[1m]))
`;
}
