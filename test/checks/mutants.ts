// biome-ignore lint/suspicious/noExplicitAny: manifests are spoilt as plain data
type Any = any;

/** A way to spoil a manifest: of a copy, everything that it can do to it, one at a time. */
export interface Defect {
  readonly what: string;
  readonly ways: (object: Any) => (() => void)[];
}

const pod = (o: Any): Any => o.spec?.template?.spec;
const containers = (o: Any): Any[] => pod(o)?.containers ?? [];
const env = (o: Any): Any[] => containers(o).flatMap((one) => one.env ?? []);
const probes = (o: Any): Any[] =>
  containers(o).flatMap((one) =>
    ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((name) => one[name] ?? []),
  );
const rules = (o: Any): Any[] =>
  o.kind === 'PrometheusRule' ? o.spec.groups.flatMap((group: Any) => group.rules) : [];
const canary = (o: Any): Any => (o.kind === 'Rollout' ? o.spec.strategy.canary : undefined);

/** Gives the field another value, of each holder that has it. */
function change(holders: readonly Any[], key: string, to: (value: Any) => Any): (() => void)[] {
  return holders
    .filter((holder) => holder?.[key] !== undefined && to(holder[key]) !== holder[key])
    .map((holder) => () => {
      holder[key] = to(holder[key]);
    });
}

const drop = (holders: readonly Any[], key: string) => change(holders, key, () => undefined);

/** Two letters in the middle, swapped. */
export function misspelt(name: string): string {
  const i = [...name].findIndex(
    (letter, at) =>
      at > 0 && at + 1 < name.length && /\w/.test(letter) && letter !== name[at + 1] && /\w/.test(name[at + 1] ?? ''),
  );
  return i < 0 ? `${name}x` : `${name.slice(0, i)}${name[i + 1]}${name[i]}${name.slice(i + 2)}`;
}

const host = /^([a-z0-9-]+)(\.[a-z0-9-]+\.svc\.cluster\.local)/;
const POD_SECURITY = 'pod-security.kubernetes.io';
const only = (kind: string, of: (o: Any) => Any[]) => (o: Any) => (o.kind === kind ? of(o) : []);

export const DEFECTS: readonly Defect[] = [
  {
    what: 'a selector of a Service',
    ways: (o) =>
      o.kind === 'Service'
        ? Object.keys(o.spec.selector ?? {}).flatMap((key) => change([o.spec.selector], key, misspelt))
        : [],
  },
  {
    what: 'a port of a Service',
    ways: (o) =>
      change(o.kind === 'Service' ? o.spec.ports : [], 'targetPort', (port) => (port === 'http' ? 'htpt' : port)),
  },
  {
    what: 'the name of a Secret',
    ways: (o) =>
      change(
        env(o).map((one) => one.valueFrom?.secretKeyRef),
        'name',
        misspelt,
      ),
  },
  {
    what: 'the key of a Secret',
    ways: (o) =>
      change(
        env(o).map((one) => one.valueFrom?.secretKeyRef),
        'key',
        misspelt,
      ),
  },
  { what: 'an account', ways: (o) => change([pod(o)], 'serviceAccountName', misspelt) },
  {
    what: 'a host',
    ways: (o) =>
      change(env(o), 'value', (value) =>
        host.test(value) ? value.replace(host, (_: string, a: string, b: string) => misspelt(a) + b) : value,
      ),
  },
  {
    what: 'a port of a probe',
    ways: (o) =>
      change(
        probes(o).map((one) => one.httpGet),
        'port',
        (port) => (typeof port === 'string' ? misspelt(port) : port),
      ),
  },
  {
    what: 'the unit of memory',
    ways: (o) =>
      change(
        containers(o).map((one) => one.resources?.requests),
        'memory',
        (text) => text.replace('Mi', 'm'),
      ),
  },
  {
    what: 'a limit below the request',
    ways: (o) =>
      change(
        containers(o).map((one) => one.resources?.limits),
        'memory',
        () => '16Mi',
      ),
  },
  {
    what: 'thousandths of CPU',
    ways: (o) =>
      change(
        containers(o).map((one) => one.resources?.requests),
        'cpu',
        (text) => text.replace('m', ''),
      ),
  },
  {
    what: 'an image without a version',
    ways: (o) => change(containers(o), 'image', (image) => image.replace(/:[^:/]+$/, '')),
  },
  {
    what: 'a placeholder',
    ways: (o) => change(containers(o), 'image', (image) => image.replace(/^.*\//, 'your-org/')),
  },
  {
    what: 'a password',
    ways: (o) =>
      containers(o).flatMap((one) =>
        change([one], 'env', (all) => [...all, { name: 'DB_PASSWORD', value: 'made-up-Tr0ub4dor' }]),
      ),
  },
  {
    what: 'rights of a process',
    ways: (o) =>
      change(
        containers(o).map((one) => one.securityContext),
        'allowPrivilegeEscalation',
        () => true,
      ),
  },
  { what: 'a user', ways: (o) => change([pod(o)?.securityContext], 'runAsUser', () => 0) },
  {
    what: 'a node',
    ways: (o) => Object.keys(pod(o)?.nodeSelector ?? {}).flatMap((key) => change([pod(o).nodeSelector], key, misspelt)),
  },
  {
    what: 'a volume',
    ways: (o) =>
      change(
        containers(o).flatMap((one) => one.volumeMounts ?? []),
        'name',
        misspelt,
      ),
  },
  { what: 'a store of secrets', ways: (o) => change([o.spec?.secretStoreRef], 'name', misspelt) },
  {
    what: 'the environment in a path',
    ways: (o) =>
      change(only('ExternalSecret', (one) => one.spec.data.map((row: Any) => row.remoteRef))(o), 'key', (key) =>
        key.replace(/\/(?:prod|dev)\//, '/'),
      ),
  },
  {
    what: 'what a monitor selects',
    ways: (o) =>
      Object.keys(/Monitor$/.test(o.kind) ? (o.spec.selector.matchLabels ?? {}) : {}).flatMap((key) =>
        change([o.spec.selector.matchLabels], key, misspelt),
      ),
  },
  {
    what: 'a query',
    ways: (o) =>
      change(rules(o), 'expr', (expr) => (typeof expr === 'string' ? expr.replace(/\)(?=[^)]*$)/, '') : expr)),
  },
  { what: 'a duration', ways: (o) => change(rules(o), 'for', () => '5') },
  {
    what: 'a template of an analysis',
    ways: (o) => change(canary(o)?.analysis?.templates ?? [], 'templateName', misspelt),
  },
  { what: 'an argument of an analysis', ways: (o) => change(canary(o)?.analysis?.args ?? [], 'name', misspelt) },
  { what: 'a Service of a canary', ways: (o) => change([canary(o)], 'canaryService', misspelt) },
  { what: 'a step', ways: (o) => change(canary(o)?.steps ?? [], 'setWeight', () => 200) },
  {
    what: 'a condition',
    ways: (o) =>
      change(o.kind === 'AnalysisTemplate' ? o.spec.metrics : [], 'successCondition', () => 'result >= 0.95'),
  },
  { what: 'a project', ways: (o) => change(o.kind === 'Application' ? [o.spec] : [], 'project', misspelt) },
  {
    what: 'a misspelt field',
    ways: (o) =>
      change(o.spec && o.kind === 'NetworkPolicy' ? [o] : [], 'spec', ({ podSelector, ...rest }) => ({
        ...rest,
        podSelectr: podSelector,
      })),
  },
  { what: 'a number as text', ways: (o) => change([o.spec], 'replicas', String) },
  {
    what: 'a field that is gone',
    ways: (o) => drop(only('Ingress', (one) => one.spec.rules.flatMap((rule: Any) => rule.http.paths))(o), 'pathType'),
  },
  {
    what: 'a level of pod security',
    ways: (o) => change(only('Namespace', (one) => [one.metadata.labels])(o), `${POD_SECURITY}/enforce`, misspelt),
  },
  {
    what: 'a key of pod security',
    ways: (o) =>
      change(only('Namespace', (one) => [one.metadata])(o), 'labels', (labels) =>
        Object.fromEntries(Object.entries(labels).map(([key, value]) => [key.replace(/enforce$/, 'enforced'), value])),
      ),
  },
  {
    what: 'a version of a custom resource',
    ways: (o) =>
      change(/^(?:Rollout|.*Monitor|ExternalSecret)$/.test(o.kind) ? [o] : [], 'apiVersion', (version) =>
        version.replace(/v1.*/, 'v1beta7'),
      ),
  },
  {
    what: 'a group of a custom resource',
    ways: (o) => change(/^(?:Rollout|.*Monitor|ExternalSecret)$/.test(o.kind) ? [o] : [], 'apiVersion', misspelt),
  },
  {
    what: 'a namespace that a monitor looks in',
    ways: (o) =>
      o.kind === 'ServiceMonitor'
        ? [
            () => {
              o.spec.namespaceSelector = { matchNames: ['default'] };
            },
          ]
        : [],
  },
];
