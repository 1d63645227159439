import { exampleRollout } from '../../../../src/checks/delivery/rollouts.js';
import { roStep } from '../../../../src/checks/rules/delivery/ro-step.js';
import { findings } from '../../findings.js';

const steps = (list: string, more = '') => exampleRollout(`canary:\n  steps: [${list}]\n${more}`);
const routed = (router: string) => `  trafficRouting: {${router}}\n`;

test.each([
  ['{ setWeight: 10.5 }', 'setWeight: weight 10.5: a whole number from 0 to 100 is allowed'],
  ['{ setWeight: -1 }', 'setWeight: weight -1: a whole number from 0 to 100 is allowed'],
  ['{ pause: { duration: 5x } }', 'pause.duration: duration "5x" is no span of time'],
  ['{ pause: { duration: -5 } }', 'pause.duration: duration -5 is no span of time'],
  ['{ setWeight: 10, pause: {} }', ': a step has "setWeight" and "pause", one is allowed'],
  ['{}', ': a step does nothing that is known'],
  ['{ setCanaryScale: { replicas: 1 } }', 'setCanaryScale: setCanaryScale needs trafficRouting, and there is none'],
])('%s', (step, message) => {
  const [field] = message.split(':');
  const path = `spec.strategy.canary.steps[0]${field ? `.${field}` : ''}`;
  expect(findings(roStep, steps(`${step}, { setWeight: 100 }`))).toEqual([
    `error ${path}: ${message.replace(/^[^:]*: /, '')}`,
  ]);
});

test.each([
  '{ pause: {} }',
  '{ pause: { duration: 300 } }',
  '{ pause: { duration: "30" } }',
  '{ pause: { duration: 1h30m } }',
  '{ setWeight: 0 }',
])('silent: %s', (step) => {
  expect(findings(roStep, steps(`${step}, { setWeight: 50 }`))).toEqual([]);
});

test('two things of which one is left out are a warning', () => {
  expect(
    findings(
      roStep,
      steps('{ setWeight: 10, setCanaryScale: { replicas: 1 } }, { pause: {} }', routed('nginx: {stableIngress: x}')),
    ),
  ).toEqual(['warning spec.strategy.canary.steps[0]: a step has "setWeight" and "setCanaryScale"']);
});

test.each([
  [
    'the next weight',
    '{ setWeight: 10 }, { setWeight: 50 }, { pause: {} }',
    0,
    'nothing waits at 10 %: the next weight comes at once',
  ],
  [
    'the end',
    '{ setWeight: 10 }, { pause: {} }, { setWeight: 50 }',
    2,
    'nothing waits at 50 %: all requests go at once',
  ],
])('nothing waits for %s', (_, list, at, said) => {
  const router = routed('nginx: {stableIngress: x}');
  expect(findings(roStep, steps(list, router))).toEqual([
    `warning spec.strategy.canary.steps[${at}].setWeight: ${said}`,
  ]);
  // Without a router each weight waits for its pods.
  expect(findings(roStep, steps(list))).toEqual([]);
});

test('silent: an analysis waits, and so does nothing at all or at the end', () => {
  const list = '{ setWeight: 0 }, { setWeight: 10 }, { analysis: {templates: []} }, { setWeight: 100 }';
  expect(findings(roStep, steps(list, routed('nginx: {stableIngress: x}')))).toEqual([]);
});

test('a greatest weight is for routers that know one', () => {
  const heavy = (router: string) =>
    findings(roStep, steps('{ setWeight: 500 }, { pause: {} }', routed(`${router}, maxTrafficWeight: 1000`)));
  expect(heavy('nginx: {stableIngress: x}')).toEqual([]);
  expect(heavy('alb: {ingress: x, servicePort: 80}')).toEqual([
    'error spec.strategy.canary.trafficRouting.maxTrafficWeight: maxTrafficWeight is known to "nginx" and "plugins" alone',
  ]);
});

describe('a route by header', () => {
  const header = '{ setHeaderRoute: { name: beta, match: [{ headerName: x, headerValue: { prefix: a } }] } }';
  const managed = ', managedRoutes: [{ name: beta }]';

  test('is for routers that know headers', () => {
    expect(findings(roStep, steps(header, routed(`nginx: {stableIngress: x}${managed}`)))).toHaveLength(1);
    expect(findings(roStep, steps(header, routed(`istio: {}${managed}`)))).toEqual([]);
  });

  test('is among the managed routes, and exact for an AWS load balancer', () => {
    expect(findings(roStep, steps(header, routed('istio: {}')))).toEqual([
      'error spec.strategy.canary.steps[0].setHeaderRoute.name: route "beta" is not among the managedRoutes',
    ]);
    expect(findings(roStep, steps(header, routed(`alb: {ingress: x, servicePort: 80}${managed}`)))).toEqual([
      'error spec.strategy.canary.steps[0].setHeaderRoute.match[0]: with an AWS load balancer a header is matched by "exact" alone',
    ]);
  });
});

test('an analysis beside the steps begins with one of them', () => {
  const analysis = (start: number) =>
    steps('{ setWeight: 10 }, { pause: {} }', `  analysis: { startingStep: ${start} }\n`);
  expect(findings(roStep, analysis(1))).toEqual([]);
  expect(findings(roStep, analysis(2))).toEqual([
    'error spec.strategy.canary.analysis.startingStep: startingStep 2: the steps run from 0 to 1',
  ]);
});

test('weights rise', () => {
  const weights = (...all: number[]) => steps(all.map((one) => `{ setWeight: ${one} }, { pause: {} }`).join(', '));
  expect(findings(roStep, weights(10, 50, 20))).toEqual([
    'warning spec.strategy.canary.steps[4].setWeight: weight 20 comes after 50',
  ]);
  expect(findings(roStep, weights(10, 10, 0, 5, 100))).toEqual([]);
});

test('a canary that waits without requests', () => {
  expect(findings(roStep, steps('{ pause: { duration: 10m } }'))).toEqual([
    'warning spec.strategy.canary.steps[0]: no step gives the new version requests: 0 % for 10m, then 100 %',
  ]);
  expect(findings(roStep, steps('{ setWeight: 0 }, { pause: { duration: 60 } }'))).toEqual([
    'warning spec.strategy.canary.steps[1]: no step gives the new version requests: 0 % for 60s, then 100 %',
  ]);
});

test.each([
  '{ pause: {} }',
  '{ setWeight: 1 }, { pause: { duration: 10m } }',
  '{ analysis: { templates: [{ templateName: x }] } }, { pause: { duration: 10m } }',
  '{ experiment: { duration: 5m } }, { pause: { duration: 10m } }',
  '{ plugin: { name: x } }, { pause: { duration: 10m } }',
])('a person, or something else, looks at it: %s', (all) => {
  expect(findings(roStep, steps(all))).toEqual([]);
});
