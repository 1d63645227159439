import { type Field, fieldOf } from '../../../manifest/field.js';
import { parseGoDuration } from '../../../values/duration.js';
import { quoted } from '../../../values/listed.js';
import { exampleRollout, routerOf } from '../../delivery/rollouts.js';
import { falling, idle, rushed } from '../../delivery/step-order.js';
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
  const names = (keys: readonly string[]) => quoted(keys).join(' and ');
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
      yield report(field, `${key} is known to ${quoted(routers).join(', ')} alone`);
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
