/** A PrometheusRule of one group, the rule in flow style. */
export const promRule = (rule: string, more = '', namespace = 'api') => `---
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: shop, namespace: ${namespace}, labels: {release: main}}
spec:
  groups:
    - name: shop
      interval: 1m
      rules:
        - ${rule}
${more}
`;

/** An alert with this query. */
export const alertOn = (expr: string, more = '') => promRule(`{alert: Shop, expr: '${expr}'${more && `, ${more}`}}`);
