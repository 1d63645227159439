import { exampleCanary } from '../../../../src/checks/delivery/canaries.js';
import { flaggerTarget } from '../../../../src/checks/rules/delivery/flagger-target.js';
import { findings } from '../../findings.js';

const ingress = (service: string) => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, namespace: api }
spec:
  rules:
    - http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${service}, port: { number: 80 } } } }] }
`;
const ref = '  ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: shop }\n';
const scaler = (version: string) =>
  `  autoscalerRef: { apiVersion: ${version}, kind: HorizontalPodAutoscaler, name: shop }\n`;
const metric = (name: string, min: number) =>
  `      - name: ${name}\n        interval: 1m\n        thresholdRange: { min: ${min} }\n`;

test.each<[string, string, readonly string[]]>([
  ['an Ingress that leads to the Service', exampleCanary({ provider: 'nginx', spec: ref }) + ingress('shop'), []],
  [
    'an Ingress that leads elsewhere',
    exampleCanary({ provider: 'nginx', spec: ref }) + ingress('front'),
    [
      'error spec.rules[0].http.paths[0].backend.service.name: Ingress "shop" leads to "front", and Flagger moves the traffic of "shop"',
    ],
  ],
  [
    'no Ingress',
    exampleCanary({ provider: 'nginx' }),
    ['error spec: provider "nginx" splits traffic at an Ingress, and ingressRef names none'],
  ],
  [
    'an AWS load balancer',
    exampleCanary({ provider: 'alb' }),
    ['error spec.provider: Flagger has no provider for AWS load balancers'],
  ],
  [
    'an old autoscaler',
    exampleCanary({ spec: scaler('autoscaling/v1') }),
    [
      'warning spec.autoscalerRef.name: HorizontalPodAutoscaler "shop" does not exist in namespace "api"',
      'error spec.autoscalerRef.apiVersion: autoscalerRef of "autoscaling/v1": Flagger reads "autoscaling/v2"',
    ],
  ],
  [
    'labels that Flagger does not know',
    exampleCanary().replaceAll('app: shop', 'role: shop'),
    ['warning spec.selector.matchLabels: Flagger finds no label to tell its copies apart by: "role"'],
  ],
  ['percent', exampleCanary({ metrics: metric('request-success-rate', 99) }), []],
  [
    'a share where percent are wanted',
    exampleCanary({ metrics: metric('request-success-rate', 0.99) }),
    [
      'error spec.analysis.metrics[0].thresholdRange.min: a success rate of at least 0.99: Flagger counts in percent, from 0 to 100',
    ],
  ],
  [
    'a template that is not there',
    exampleCanary({ metrics: '      - name: queue\n        interval: 1m\n        templateRef: { name: queue }\n' }),
    ['warning spec.analysis.metrics[0].templateRef.name: MetricTemplate "queue" does not exist in namespace "api"'],
  ],
])('%s', (_, text, expected) => {
  expect([...findings(flaggerTarget, text)].sort()).toEqual([...expected].sort());
});

const ranged = (name: string, range: string) =>
  `      - name: ${name}\n        interval: 1m\n        thresholdRange: { ${range} }\n`;

test.each([
  [
    'a success rate with a greatest value',
    exampleCanary({ metrics: ranged('request-success-rate', 'max: 99') }),
    'has only a "max"',
  ],
  [
    'a duration with a least value',
    exampleCanary({ metrics: ranged('request-duration', 'min: 500') }),
    'has only a "min"',
  ],
  [
    'a duration in seconds',
    exampleCanary({ metrics: ranged('request-duration', 'max: 0.5') }),
    'Flagger counts in milliseconds',
  ],
  [
    'a step over the greatest weight',
    exampleCanary().replace('iterations: 10', 'maxWeight: 50\n    stepWeight: 60'),
    'stepWeight 60 is over maxWeight 50',
  ],
])('%s', (_, text, message) => {
  expect(findings(flaggerTarget, text)).toEqual([expect.stringContaining(message)]);
});

const calling = (url: string, cmd = '') =>
  exampleCanary().replace(/$/, `    webhooks: [{ name: load, url: "${url}", metadata: { cmd: "${cmd}" } }]\n`);
const tester = '---\n{apiVersion: v1, kind: Service, metadata: {name: tester, namespace: api}}\n';

test.each<[string, string, readonly string[]]>([
  ['a Service that is there', calling('http://tester.api/', 'hey http://shop-canary.api:80/') + tester, []],
  ['a host of the world', calling('http://tester.example.com/') + tester, []],
  [
    'a Service that is not there',
    calling('http://teste.api/') + tester,
    ['[0].url: Service "teste" does not exist in namespace "api", and the Canary calls it'],
  ],
  [
    'its own Service elsewhere',
    calling('http://tester.api/', 'hey http://shop-canary.web/') + tester,
    ['[0].metadata.cmd: the Canary calls "shop-canary" in namespace "web", and Flagger makes it in "api"'],
  ],
  [
    'its own Service on another port',
    calling('http://tester.api/', 'hey http://shop-canary.api:8080/') + tester,
    ['[0].metadata.cmd: the Canary calls "shop-canary" on port 8080, and Flagger makes it with port 80'],
  ],
])('calls %s', (_, text, said) => {
  expect(findings(flaggerTarget, text)).toEqual(said.map((one) => `error spec.analysis.webhooks${one}`));
});

test('a variable that Flagger does not fill in', () => {
  const template = (query: string) =>
    `{apiVersion: flagger.app/v1beta1, kind: MetricTemplate, metadata: {name: a, namespace: b}, spec: {provider: {type: prometheus}, query: '${query}'}}\n`;
  expect(findings(flaggerTarget, template('x{a="{{ target }}"}[{{ interval }}]'))).toEqual([]);
  expect(findings(flaggerTarget, template('x{a="{{ .target }}"}'))).toEqual([
    'error spec.query: Flagger fills in no "{{ .target }}"',
  ]);
});

test.each([
  ['threshold: 0', 'analysis.threshold: threshold 0: so many checks may not fail, and none has yet'],
  ['maxWeight: 150', 'analysis.maxWeight: weight 150: 0 to 100 are allowed'],
])('%s', (written, said) => {
  const text = exampleCanary().replace(
    'threshold: 5\n    iterations: 10',
    written.includes('threshold') ? written : `threshold: 5\n    ${written}`,
  );
  expect(findings(flaggerTarget, text)).toEqual([`error spec.${said}`]);
});

test('weights that fall', () => {
  const text = exampleCanary().replace('iterations: 10', 'stepWeights: [10, 50, 30]');
  expect(findings(flaggerTarget, text)).toEqual(['warning spec.analysis.stepWeights[2]: weight 30 comes after 50']);
});
