import { netpolPlatform } from '../../../../src/checks/rules/network/netpol-platform.js';
import type { Facts } from '../../../../src/cluster/facts.js';
import { findings } from '../../findings.js';

const pod = (more = '', meta = '') => `---
apiVersion: v1
kind: Pod
metadata: {name: cart, namespace: shop, labels: {app: cart${meta}}}
spec: {containers: [{name: app, image: "x:1", ports: [{name: http, containerPort: 8000}]}]${more}}
`;
const service = `---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop, labels: {app: cart}}
spec: {selector: {app: cart}, ports: [{name: web, port: 80, targetPort: http}]}
`;
const policy = (spec: string) => `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: cart, namespace: shop}
spec: {podSelector: {}, ${spec}}
`;
const onlyOwn = policy('ingress: [{from: [{podSelector: {}}]}]');
const open = (peer: string, port = 8000) => policy(`ingress: [{from: [${peer}], ports: [{port: ${port}}]}]`);
const ingress = `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: cart, namespace: shop}
spec: {rules: [{http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: cart, port: {name: web}}}}]}}]}
`;
const route = `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: cart, namespace: shop}
spec: {hosts: [shop.test], gateways: [istio-system/main], http: [{route: [{destination: {host: cart}}]}]}
`;
const monitor = `---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: cart, namespace: shop}
spec: {selector: {matchLabels: {app: cart}}, endpoints: [{port: web}]}
`;
const prometheus =
  '---\n{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, metadata: {name: main, namespace: watch}}\n';

describe('requests from outside', () => {
  it.each([
    ['an Ingress', ingress, 'Ingress shop/cart'],
    ['a route of a gateway', route, 'VirtualService shop/cart'],
  ])('of %s are let in by somebody', (_, by, name) => {
    const message = `error spec.ingress: "cart" lets in nobody from outside its namespace on TCP 8000, which ${name} needs`;
    expect(findings(netpolPlatform, by + service + pod() + onlyOwn)).toEqual([message]);
    expect(findings(netpolPlatform, by + service + pod() + open('{ipBlock: {cidr: 10.0.0.0/16}}', 80))).toEqual([
      message,
    ]);
    expect(findings(netpolPlatform, by + service + pod() + open('{ipBlock: {cidr: 10.0.0.0/16}}'))).toEqual([]);
    expect(findings(netpolPlatform, by + service + pod() + open('{namespaceSelector: {}}'))).toEqual([]);
    expect(findings(netpolPlatform, by + service + pod())).toEqual([]);
  });

  it('of the mesh itself are calls, not requests', () => {
    expect(findings(netpolPlatform, route.replace('istio-system/main', 'mesh') + service + pod() + onlyOwn)).toEqual(
      [],
    );
  });
});

describe('metrics', () => {
  it('are read from where Prometheus runs', () => {
    const from = (namespace: string) =>
      open(`{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${namespace}}}}`);
    const given = monitor + prometheus + service + pod();
    expect(findings(netpolPlatform, given + from('watch'))).toEqual([]);
    expect(findings(netpolPlatform, given + from('other'))).toEqual([
      'error spec.ingress: "cart" does not let in "main" in namespace "watch" on TCP 8000, which ServiceMonitor shop/cart needs',
    ]);
  });

  it('of pods count too, and a Prometheus that a chart brings', () => {
    const podMonitor = monitor
      .replace('ServiceMonitor', 'PodMonitor')
      .replace('endpoints: [{port: web}]', 'podMetricsEndpoints: [{port: http}]');
    const chart =
      '---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: m, namespace: argocd}, spec: {project: default, source: {repoURL: x, chart: kube-prometheus-stack, targetRevision: 1.0.0}, destination: {namespace: watch, server: x}}}\n';
    expect(findings(netpolPlatform, podMonitor + chart + pod() + onlyOwn)).toEqual([
      'error spec.ingress: "cart" does not let in "prometheus" in namespace "watch" on TCP 8000, which PodMonitor shop/cart needs',
    ]);
  });
});

it('lets sidecars out to istiod', () => {
  const namespace =
    '---\n{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {istio-injection: enabled}}}\n';
  const out = (port: number) =>
    policy(
      `policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: istio-system}}}], ports: [{port: ${port}}]}]`,
    );
  expect(findings(netpolPlatform, namespace + pod() + out(15012))).toEqual([]);
  expect(findings(netpolPlatform, namespace + pod() + out(443))).toEqual([
    'error spec.egress[0].ports: "cart" is not let out to "istiod" on TCP 15012, which Namespace shop needs',
  ]);
  expect(findings(netpolPlatform, namespace + pod('', ', sidecar.istio.io/inject: "false"') + out(443))).toEqual([]);
});

it('lets the API server in to webhooks', () => {
  const hook =
    '---\n{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: {name: w}, webhooks: [{name: w.shop.test, clientConfig: {service: {name: cart, namespace: shop, port: 80}}}]}\n';
  expect(findings(netpolPlatform, hook + service + pod() + onlyOwn)).toHaveLength(1);
  expect(findings(netpolPlatform, hook + service + pod() + open('{ipBlock: {cidr: 10.0.0.0/16}}'))).toEqual([]);
});

describe('pods with permissions', () => {
  const account = (mounted: boolean) =>
    `---\n{apiVersion: v1, kind: ServiceAccount, metadata: {name: cart, namespace: shop}, automountServiceAccountToken: ${mounted}}\n`;
  const binding =
    '---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: cart, namespace: shop}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: cart}, subjects: [{kind: ServiceAccount, name: cart, namespace: shop}]}\n';
  const closed = policy('policyTypes: [Egress]');
  const own = pod(', serviceAccountName: cart');

  it('are let out to the API server', () => {
    expect(findings(netpolPlatform, own + account(true) + binding + closed)).toEqual([
      'error spec: "cart" is not let out to the API server (port 443 or 6443), which its permissions are for',
    ]);
    const out = policy(
      'policyTypes: [Egress], egress: [{to: [{ipBlock: {cidr: 10.0.0.7/32}}], ports: [{port: 6443}]}]',
    );
    expect(findings(netpolPlatform, own + account(true) + binding + out)).toEqual([]);
    const facts: Facts = {
      network: {
        pods: '10.1.0.0/16',
        services: '10.2.0.0/16',
        podsRoutable: false,
        apiServer: { range: '10.0.0.8/32', port: 6443 },
      },
    };
    expect(findings(netpolPlatform, own + account(true) + binding + out, facts)).toEqual([
      'error spec.egress: "cart" is not let out to the API server (10.0.0.8/32, port 6443), which its permissions are for',
    ]);
  });

  it('are not, without a token', () => {
    expect(findings(netpolPlatform, own + account(false) + binding + closed)).toEqual([]);
    expect(findings(netpolPlatform, own + account(true) + closed)).toEqual([]);
  });
});

it('takes the word of facts for what the platform needs', () => {
  const to = { name: 'cart', namespace: 'shop', labels: { app: 'cart' } };
  const balancer = { name: 'load balancer', range: '10.0.0.0/16' };
  const facts: Facts = { calls: [{ from: balancer, to, port: 8000, protocol: 'TCP', purpose: 'route' }] };
  expect(findings(netpolPlatform, ingress + service + pod() + open('{ipBlock: {cidr: 10.0.0.0/8}}'), facts)).toEqual(
    [],
  );
  expect(findings(netpolPlatform, ingress + service + pod() + open('{ipBlock: {cidr: 10.0.7.0/24}}'), facts)).toEqual([
    'error spec.ingress: "cart" does not let in "load balancer" on TCP 8000',
  ]);
});

describe('an operator reaches what its resources name', () => {
  const chart = (name: string, source: string, namespace: string) =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: ${name}, namespace: argocd}, spec: {project: default, destination: {namespace: ${namespace}}, source: {${source}}}}\n`;
  const operator = chart('eck', 'repoURL: x, chart: eck-custom-resources-operator', 'elastic');
  const kibana =
    '---\n{apiVersion: kibana.k8s.elastic.co/v1, kind: Kibana, metadata: {name: logs, namespace: logging}}\n' +
    '---\n{apiVersion: kibana.eck.github.com/v1alpha1, kind: KibanaInstance, metadata: {name: logs, namespace: logging}, spec: {url: "https://logs-kb-http.logging.svc:5601"}}\n';
  const closed = (selector: string, from: string) =>
    `---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: kibana, namespace: logging}, spec: {podSelector: {matchLabels: {${selector}}}, policyTypes: [Ingress], ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${from}}}}]}]}}\n`;
  const ofKibana = 'common.k8s.elastic.co/type: kibana';
  const check = (text: string) => findings(netpolPlatform, text);

  it('through the policies of the pods that another operator makes', () => {
    expect(check(operator + kibana + closed(ofKibana, 'gateway'))).toEqual([
      'error spec.ingress: "logs-kb-http" does not let in "eck-custom-resources-operator" in namespace "elastic" on TCP 5601, which KibanaInstance logging/logs needs',
    ]);
    expect(check(operator + kibana + closed(ofKibana, 'elastic'))).toEqual([]);
    expect(check(kibana + closed(ofKibana, 'gateway'))).toEqual([]);
    expect(check(operator + kibana + closed('app: kibana', 'gateway'))).toEqual([]);
  });

  it('as KEDA reaches what stands in a Secret that it reads', () => {
    const keda = chart('keda', 'repoURL: x, chart: keda', 'keda');
    const trigger =
      '---\n{apiVersion: rabbitmq.com/v1beta1, kind: RabbitmqCluster, metadata: {name: mq, namespace: logging}}\n' +
      '---\n{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: s, namespace: api}, spec: {target: {template: {data: {URL: "amqp://u:{{ .p }}@mq.logging.svc:5672"}}}}}\n' +
      '---\n{apiVersion: keda.sh/v1alpha1, kind: TriggerAuthentication, metadata: {name: t, namespace: api}, spec: {secretTargetRef: [{parameter: host, name: s, key: URL}]}}\n';
    expect(check(keda + trigger + closed('app.kubernetes.io/component: rabbitmq', 'api'))).toEqual([
      'error spec.ingress: "mq" does not let in "keda-operator" in namespace "keda" on TCP 5672, which TriggerAuthentication api/t needs',
    ]);
    expect(check(keda + trigger + closed('app.kubernetes.io/component: rabbitmq', 'keda'))).toEqual([]);
  });

  it('as the one that made them reaches its own pods', () => {
    const eck = chart('eck', 'repoURL: x, chart: eck-operator', 'elastic');
    const logs =
      '---\n{apiVersion: elasticsearch.k8s.elastic.co/v1, kind: Elasticsearch, metadata: {name: logs, namespace: logging}}\n';
    expect(check(eck + logs + closed('common.k8s.elastic.co/type: elasticsearch', 'api'))).toEqual([
      'error spec.ingress: "logs-es-http" does not let in "eck-operator" in namespace "elastic" on TCP 9200, which Elasticsearch logging/logs needs',
    ]);
    expect(check(logs + closed('common.k8s.elastic.co/type: elasticsearch', 'api'))).toEqual([]);
  });

  it('as that of the topology reaches RabbitMQ', () => {
    const repository = chart(
      'top',
      'repoURL: "https://github.com/rabbitmq/messaging-topology-operator", path: c',
      'rabbit',
    );
    const broker =
      '---\n{apiVersion: rabbitmq.com/v1beta1, kind: RabbitmqCluster, metadata: {name: mq, namespace: logging}}\n' +
      '---\n{apiVersion: rabbitmq.com/v1beta1, kind: Queue, metadata: {name: q, namespace: logging}, spec: {name: q, rabbitmqClusterReference: {name: mq}}}\n';
    expect(check(repository + broker + closed('app.kubernetes.io/name: mq', 'api'))).toEqual([
      'error spec.ingress: "mq" does not let in "messaging-topology-operator" in namespace "rabbit" on TCP 15672, which Queue logging/q needs',
    ]);
  });
});

test('a monitor that stands in the values of a chart', () => {
  const values =
    'prometheus: {additionalServiceMonitors: [{name: cart, namespaceSelector: {matchNames: [shop]}, selector: {matchLabels: {app: cart}}, endpoints: [{port: web}]}]}';
  const stack = (how: string) =>
    `---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: stack, namespace: argocd}, spec: {project: default, destination: {namespace: watch}, source: {repoURL: x, chart: kube-prometheus-stack, helm: {${how}}}}}\n`;
  const message =
    'error spec.ingress: "cart" does not let in "prometheus" in namespace "watch" on TCP 8000, which Application argocd/stack needs';
  for (const how of [`valuesObject: {${values}}`, `values: "${values}"`]) {
    expect(findings(netpolPlatform, stack(how) + service + pod() + onlyOwn)).toEqual([message]);
  }
});

test('pods that are closed alike are one report', () => {
  const two = pod() + pod().replaceAll('cart', 'cart-canary').replace('app: cart-canary', 'app: cart');
  expect(findings(netpolPlatform, ingress + service + two + onlyOwn)).toEqual([
    'error spec.ingress: "cart" and "cart-canary" let in nobody from outside their namespace on TCP 8000, which Ingress shop/cart needs',
  ]);
});

describe('the gateway that a chart of Istio makes', () => {
  const chart =
    '---\n{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: istio-entry, namespace: argocd}, spec: {source: {repoURL: "https://istio.io/charts", chart: gateway, helm: {valuesObject: {}}}, destination: {namespace: mesh}}}\n';
  const from = (label: string, port = 8000) =>
    open(
      `{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: mesh}}, podSelector: {matchLabels: {${label}}}}`,
      port,
    );
  const shut =
    '"cart" does not let in "istio-entry" in namespace "mesh" on TCP 8000, which VirtualService shop/cart needs';

  it('is let in by its labels', () => {
    const given = chart + route + service + pod();
    expect(findings(netpolPlatform, given + from('istio: entry'))).toEqual([]);
    expect(findings(netpolPlatform, given + from('app.kubernetes.io/name: entry'))).toEqual([]);
    expect(findings(netpolPlatform, given + from('app: entry'))).toEqual([
      `error spec.ingress[0].from[0].podSelector: ${shut}`,
    ]);
    expect(findings(netpolPlatform, given + from('istio: entry', 80))).toEqual([
      `error spec.ingress[0].ports: ${shut}`,
    ]);
    const all = '{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: mesh}}}';
    expect(findings(netpolPlatform, given + open(all, 80))).toEqual([`error spec.ingress[0].ports: ${shut}`]);
  });
});

it('lets Kibana in to the Elasticsearch that it shows', () => {
  const made = `---
{apiVersion: kibana.k8s.elastic.co/v1, kind: Kibana, metadata: {name: ui, namespace: shop}, spec: {elasticsearchRef: {name: logs}}}
---
{apiVersion: elasticsearch.k8s.elastic.co/v1, kind: Elasticsearch, metadata: {name: logs, namespace: shop}}
`;
  const onStore = (peer: string) =>
    open(peer, 9200).replace(
      'podSelector: {}',
      'podSelector: {matchLabels: {common.k8s.elastic.co/type: elasticsearch}}',
    );
  const ui = '{podSelector: {matchLabels: {common.k8s.elastic.co/type: kibana}}}';
  expect(findings(netpolPlatform, made + onStore(ui))).toEqual([]);
  expect(
    findings(netpolPlatform, made + onStore('{podSelector: {matchLabels: {common.k8s.elastic.co/type: agent}}}')),
  ).toEqual([
    'error spec.ingress: "logs-es-http" does not let in "ui-kb-http" in namespace "shop" on TCP 9200, which Kibana shop/ui needs',
  ]);
});

describe('services outside', () => {
  const keyed = (name: string) => pod().replace('image: "x:1"', `image: "x:1", env: [{name: ${name}, value: made-up}]`);
  const egress = (rule: string) => policy(`policyTypes: [Egress], egress: [${rule}]`);
  const dns = '{ports: [{port: 53, protocol: UDP}]}';
  const of = (name: string, rule: string, more = '') => findings(netpolPlatform, keyed(name) + egress(rule) + more);

  it('are reached by who holds their key', () => {
    expect(of('SHOP_OPENAI_API_KEY', dns)).toEqual([
      'error spec.egress: "cart" is not let out of the cluster on TCP 443, which SHOP_OPENAI_API_KEY is for',
    ]);
    expect(of('GOOGLE_CLIENT_SECRET', '{to: [{namespaceSelector: {}}], ports: [{port: 443}]}')).toHaveLength(1);
    expect(of('OPENAI_API_KEY', '{ports: [{port: 443}]}')).toEqual([]);
    expect(of('OPENAI_API_KEY', '{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}')).toEqual([]);
    expect(of('STOCK_API_KEY', dns)).toEqual([]);
    expect(findings(netpolPlatform, keyed('OPENAI_API_KEY'))).toEqual([]);
  });

  it('may be called by a proxy', () => {
    const proxied = keyed('OPENAI_API_KEY').replace('env: [', 'env: [{name: HTTPS_PROXY, value: "http://p:80"}, ');
    expect(findings(netpolPlatform, proxied + egress(dns))).toEqual([]);
  });

  it('are let out to by a policy that other namespaces have', () => {
    const others = ['a', 'b']
      .map((name) =>
        egress('{ports: [{port: 443}]}').replace('name: cart, namespace: shop', `name: https, namespace: ${name}`),
      )
      .join('');
    expect(of('OPENAI_API_KEY', dns, others)).toEqual([
      expect.stringContaining(': the policy "https" is missing here, which other namespaces have'),
    ]);
  });
});
