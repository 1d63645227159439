/** A change of one file: what stands there, and what somebody writes instead. All places when there are several. */
export type Edit = readonly [file: string, before: string, after: string];

/** One mistake, made in each of the five. Absent: there is no place to make it. */
export interface Mistake {
  readonly what: string;
  readonly yaml?: Edit;
  /** As in YAML when absent. */
  readonly kustomize?: Edit;
  readonly helm?: Edit;
  readonly cdk8s?: Edit;
  readonly ours?: Edit;
}

const template = 'helm/templates/cart.yaml';
const main = 'cdk8s/main.ts';
const cart = 'src/fleet/cart.ts';
const yaml = 'yaml/live/cart.yaml';

/** The same words in YAML, in kustomize's base and in the chart's template. */
const inText = (before: string, after: string) => ({
  yaml: [yaml, before, after] as const,
  helm: [template, before, after] as const,
});

/** The mistakes of docs/side-by-side.md, in its order. */
export const mistakes: readonly Mistake[] = [
  {
    what: 'a field that does not exist: `replica`',
    yaml: [yaml, 'replicas: 2', 'replica: 2'],
    helm: [template, 'replicas: {{', 'replica: {{'],
    cdk8s: [main, '    replicas,', '    replica: replicas,'],
    ours: [cart, 'scale: env', 'scales: env'],
  },
  {
    what: 'a field one level too high: `readinessProbe` of the pod',
    yaml: [
      yaml,
      '          readinessProbe:\n            httpGet:\n              path: /health\n              port: http\n          resources:\n            requests:\n              cpu: 100m\n              memory: 64Mi\n            limits:\n              cpu: 200m\n              memory: 128Mi\n',
      '      readinessProbe:\n        httpGet:\n          path: /health\n          port: http\n',
    ],
    helm: [
      template,
      '          readinessProbe:\n            httpGet:\n              path: /health\n              port: http\n          resources:\n            {{- toYaml .Values.resources | nindent 12 }}\n',
      '      readinessProbe:\n        httpGet:\n          path: /health\n          port: http\n',
    ],
  },
  {
    what: 'a setting of one environment under a wrong name',
    kustomize: ['kustomize/test/kustomization.yaml', 'registry.test/shop/cart', 'registry.test/shop/card'],
    helm: ['helm/values-test.yaml', 'replicas: 1', 'replica: 1'],
    cdk8s: [main, "{ replicas: 1, tag: '8c1d2aa'", "{ replica: 1, tag: '8c1d2aa'"],
    ours: [cart, 'test: fixed(1)', 'tests: fixed(1)'],
  },
  {
    what: 'a quantity that is none: `128mb`',
    yaml: [yaml, '128Mi', '128mb'],
    helm: ['helm/values.yaml', '128Mi', '128mb'],
    ours: [cart, '128Mi', '128mb'],
  },
  {
    what: 'a request above its limit',
    yaml: [yaml, 'memory: 64Mi', 'memory: 256Mi'],
    helm: ['helm/values.yaml', 'memory: 64Mi', 'memory: 256Mi'],
    cdk8s: [main, 'request: Size.mebibytes(64)', 'request: Size.mebibytes(256)'],
    ours: [cart, "memory: ['64Mi'", "memory: ['256Mi'"],
  },
  {
    what: 'a Service that selects no pod',
    yaml: [yaml, '  selector:\n    app: cart\n', '  selector:\n    app: card\n'],
    helm: [template, '  selector:\n    app: {{ .Release.Name }}\n', '  selector:\n    app: card\n'],
  },
  {
    what: 'an Ingress to a port that the Service does not have',
    ...inText(
      '                port:\n                  name: http',
      '                port:\n                  name: web',
    ),
  },
  {
    what: 'a probe of a port that the container does not have',
    ...inText('              port: http\n', '              port: htpp\n'),
  },
  {
    what: 'a key that the Secret does not have',
    ...inText('key: password', 'key: pasword'),
    cdk8s: [main, "envValue('password')", "envValue('pasword')"],
    ours: [cart, 'database.key.password', 'database.key.pasword'],
  },
  {
    what: 'more pods than the nodes hold',
    yaml: [yaml, 'replicas: 2', 'replicas: 60'],
    helm: ['helm/values.yaml', 'replicas: 2', 'replicas: 60'],
    cdk8s: [main, 'replicas: 2', 'replicas: 60'],
    ours: [cart, 'live: fixed(2)', 'live: fixed(60)'],
  },
  {
    what: 'a path that another service has',
    ...inText('path: /cart', 'path: /stock'),
    cdk8s: [main, "path: '/cart'", "path: '/stock'"],
    ours: [cart, "route: '/cart'", "route: '/stock'"],
  },
  {
    what: 'an API that the cluster no longer serves',
    ...inText('networking.k8s.io/v1\n', 'networking.k8s.io/v1beta1\n'),
  },
];
