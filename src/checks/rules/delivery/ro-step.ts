import { type Field, fieldOf } from '../../../manifest/field.js';
import { parseGoDuration } from '../../../values/duration.js';
import { exampleRollout, routerOf } from '../../delivery/rollouts.js';
import { type Report, report, rule } from '../../rule.js';

export const roStep = rule({
  id: 'ro-step',
  severity: 'error',
  what: 'A step of a canary is one that its controller refuses, or one at which nothing waits',
  why: 'The Rollout is Degraded with InvalidSpec: nothing rolls.',
  fix: 'One thing a step: a weight of 0 to 100, or a pause such as 30s, 5m or 1h, or an analysis.',
  source: 'Argo Rollouts, pkg/apis/rollouts/validation/validation.go, features/specification',
  wrong: exampleRollout(
    `
canary:
  steps:
    - setWeight: 50
    - pause: { duration: 1d } # <--
`,
    '  replicas: 2\n',
  ),
  right: exampleRollout(
    `
canary:
  steps:
    - setWeight: 50
    - pause: { duration: 24h }
`,
    '  replicas: 2\n',
  ),
  *check({ set }) {
    for (const rollout of set.kind('Rollout')) {
      const canary = fieldOf(rollout, 'spec.strategy.canary');
      const router = routerOf(rollout);
      const steps = canary.items('steps');
      const most = yield* heaviest(canary, router);
      for (const step of steps) {
        yield* sorts(step);
        yield* weight(step, most);
        yield* times(step);
        yield* experiment(step);
        yield* routes(step, canary, router);
      }
      yield* start(canary, steps.length);
      yield* falling(steps);
      yield* idle(steps);
      if (router) yield* rushed(steps);
    }
  },
});

const ALONE = ['setWeight', 'pause', 'experiment', 'analysis'];
const SORTS = [...ALONE, 'setCanaryScale', 'setHeaderRoute', 'setMirrorRoute', 'plugin', 'replicaProgressThreshold'];

function* sorts(step: Field): Iterable<Report> {
  const found = step
    .entries()
    .map(([key]) => key)
    .filter((key) => SORTS.includes(key));
  const alone = found.filter((key) => ALONE.includes(key));
  const names = (keys: readonly string[]) => keys.map((key) => `"${key}"`).join(' and ');
  const fix = 'Make a step of each.';
  // A field that nobody knows is the schema's to report.
  if (step.entries().length === 0) yield report(step, 'a step does nothing that is known');
  else if (alone.length > 1) yield report(step, `a step has ${names(alone)}, one is allowed`, { fix });
  else if (found.length > 1) {
    const why = 'Only one of them is carried out.';
    yield report(step, `a step has ${names(found)}`, { why, fix, severity: 'warning' });
  }
}

/** The greatest weight, which only some routers let one choose. */
function* heaviest(canary: Field, router: Field | undefined): Generator<Report, number> {
  const field = canary.at('trafficRouting.maxTrafficWeight');
  if (field.exists && !['nginx', 'plugins'].includes(String(router?.path.at(-1))))
    yield report(field, 'maxTrafficWeight is known to "nginx" and "plugins" alone');
  return field.number ?? 100;
}

/** Whose pods an experiment starts. */
function* experiment(step: Field): Iterable<Report> {
  for (const template of step.items('experiment.templates')) {
    const ref = template.at('specRef');
    if (ref.text === undefined || ref.text === 'stable' || ref.text === 'canary') continue;
    yield report(ref, `specRef "${ref.text}": "stable" and "canary" are allowed`, { fix: 'specRef: canary' });
  }
}

function* weight(step: Field, most: number): Iterable<Report> {
  const field = step.at('setWeight');
  const value = field.number;
  if (value === undefined || (Number.isInteger(value) && value >= 0 && value <= most)) return;
  yield report(field, `weight ${value}: a whole number from 0 to ${most} is allowed`, { fix: 'setWeight: 10' });
}

function* times(step: Field): Iterable<Report> {
  for (const field of [step.at('pause.duration'), step.at('experiment.duration')]) {
    const { value } = field;
    if (value === undefined || value === null) continue;
    const seconds = typeof value === 'number' ? value : typeof value === 'string' ? durationOf(value) : undefined;
    if (seconds !== undefined && seconds >= 0) continue;
    yield report(field, `duration ${JSON.stringify(value)} is no span of time`, {
      fix: 'Write seconds, or a whole number with s, m or h; a day is 24h.',
    });
  }
}

/** Digits alone are seconds. */
function durationOf(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : parseGoDuration(text);
}

const KNOWS: Readonly<Record<string, readonly string[]>> = {
  setHeaderRoute: ['istio', 'alb', 'apisix', 'plugins'],
  setMirrorRoute: ['istio', 'plugins'],
};

function* routes(step: Field, canary: Field, router: Field | undefined): Iterable<Report> {
  const name = router === undefined ? undefined : String(router.path.at(-1));
  if (step.at('setCanaryScale').exists && !router)
    yield report(step.at('setCanaryScale'), 'setCanaryScale needs trafficRouting, and there is none');
  const managed = canary.items('trafficRouting.managedRoutes').flatMap((route) => route.at('name').text ?? []);
  for (const [key, routers] of Object.entries(KNOWS)) {
    const field = step.at(key);
    if (!field.exists) continue;
    if (name === undefined || !routers.includes(name))
      yield report(field, `${key} is known to ${routers.map((one) => `"${one}"`).join(', ')} alone`);
    const route = field.at('name').text;
    if (route !== undefined && !managed.includes(route)) {
      yield report(field.at('name'), `route "${route}" is not among the managedRoutes`, {
        fix: `Add "${route}" to spec.strategy.canary.trafficRouting.managedRoutes.`,
      });
    }
    const inexact = field.items('match').find((match) => !match.at('headerValue.exact').exists);
    if (name === 'alb' && inexact)
      yield report(inexact, 'with an AWS load balancer a header is matched by "exact" alone');
  }
}

function* start(canary: Field, steps: number): Iterable<Report> {
  const field = canary.at('analysis.startingStep');
  if (field.number === undefined || field.number < Math.max(1, steps)) return;
  yield report(field, `startingStep ${field.number}: the steps run from 0 to ${steps - 1}`, {
    why: 'The analysis never begins: nothing judges the new version.',
    fix: 'startingStep: 1',
  });
}

/** A weight below the one before it. Going back to 0 is a choice: the new version rests. */
function* falling(steps: readonly Field[]): Iterable<Report> {
  let before = 0;
  for (const field of steps.map((step) => step.at('setWeight'))) {
    const { number } = field;
    if (number === undefined) continue;
    if (number > 0 && number < before)
      yield report(field, `weight ${number} comes after ${before}`, {
        severity: 'warning',
        why: 'Requests go back to the old version in the midst of the rollout, and the rest of the steps judge less than was judged.',
        fix: 'Put the weights in rising order.',
      });
    before = number;
  }
}

/** What makes sense though no step gives the new version a share: something else looks at it. */
const WITHOUT_SHARE = ['setCanaryScale', 'setHeaderRoute', 'setMirrorRoute', 'experiment', 'analysis', 'plugin'];

/** Steps that wait while no request goes to the new version. A pause without an end is a person's who decides. */
function* idle(steps: readonly Field[]): Iterable<Report> {
  const meant = (step: Field) =>
    (step.at('setWeight').exists && step.at('setWeight').number !== 0) ||
    (step.at('pause').exists && !step.at('pause.duration').exists) ||
    WITHOUT_SHARE.some((key) => step.at(key).exists);
  const first = steps.find((step) => step.at('pause').exists) ?? steps.find((step) => step.at('setWeight').exists);
  if (!first || steps.some(meant)) return;
  const wait = first.at('pause.duration').scalar;
  yield report(
    first,
    `no step gives the new version requests: 0 %${wait === undefined ? '' : ` for ${wait}`}, then 100 %`,
    {
      severity: 'warning',
      why: 'The steps test nothing: the first requests that the new version gets are all of them.',
      fix: 'Put a weight before the pause: - setWeight: 10.',
    },
  );
}

/** What holds a step until something has happened. */
const WAITS = ['pause', 'analysis', 'experiment', 'plugin', 'replicaProgressThreshold'];

/** Weights that the next one, or the end, follows at once: a router changes them in a moment. */
function* rushed(steps: readonly Field[]): Iterable<Report> {
  for (const [i, step] of steps.entries()) {
    const weight = step.at('setWeight');
    if (!weight.exists || weight.number === 0 || weight.number === 100) continue;
    const rest = steps.slice(i + 1);
    const next = rest.findIndex((one) => one.at('setWeight').exists);
    const until = next < 0 ? rest : rest.slice(0, next);
    if (until.some((one) => WAITS.some((key) => one.at(key).exists))) continue;
    yield report(
      weight,
      `nothing waits at ${weight.scalar} %: ${next < 0 ? 'all requests go' : 'the next weight comes'} at once`,
      {
        severity: 'warning',
        why: 'The step tests nothing: no request has been measured when the next one begins.',
        fix: 'Add a pause behind it: - pause: { duration: 5m }.',
      },
    );
  }
}
