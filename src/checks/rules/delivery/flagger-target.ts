import { type Field, fieldOf } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { apexOf, exampleCanary, providerOf, targetOf } from '../../delivery/canaries.js';
import { called } from '../../delivery/flagger-calls.js';
import { askable, filledIn, measured } from '../../delivery/flagger-metrics.js';
import { missingTargets } from '../../references/missing-targets.js';
import { type Report, report, rule } from '../../rule.js';

/** Flagger looks for one of these in the selector of its target, to give the copies one of their own. */
const SELECTOR_LABELS = ['app', 'name', 'app.kubernetes.io/name'];
const ROUTED_BY_INGRESS = ['nginx', 'skipper'];

export const flaggerTarget = rule({
  id: 'flagger-target',
  severity: 'error',
  what: 'A Canary of Flagger and what it works on do not fit together',
  why: 'The Canary stays in Initializing or fails its checks: no new version ever gets traffic.',
  fix: 'Name objects that are there, in the form that Flagger reads.',
  exceptions: ['What arguments or charts fill in; labels that Flagger is told to look for by its own options.'],
  source: 'Flagger, usage/how-it-works, usage/metrics, tutorials/nginx-progressive-delivery',
  wrong: exampleCanary({ metrics: '      - name: request-sucess-rate # <--\n        interval: 1m\n' }),
  right: exampleCanary(),
  *check({ set, graph }) {
    yield* missingTargets({ set, graph }, 'flagger-target');
    for (const canary of set.kind('Canary.flagger.app')) {
      yield* selectable(canary, set);
      yield* autoscaler(fieldOf(canary, 'spec.autoscalerRef'));
      yield* ingress(canary, set);
      const analysis = fieldOf(canary, 'spec.analysis');
      for (const metric of analysis.items('metrics')) yield* measured(metric);
      yield* called(canary, set);
      yield* weights(analysis);
      const [step, most] = [analysis.at('stepWeight'), analysis.at('maxWeight').number];
      if (step.number !== undefined && most !== undefined && step.number > most)
        yield report(step, `stepWeight ${step.number} is over maxWeight ${most}`, {
          why: 'The first step is the last: all traffic follows at once.',
          fix: `stepWeight: ${Math.max(1, Math.floor(most / 5))}`,
        });
    }
    for (const template of set.fields('MetricTemplate')) {
      yield* filledIn(template.at('spec.query'));
      if (template.at('spec.provider.type').text === 'prometheus') yield* askable(template.at('spec.provider.address'));
    }
  },
});

/** Numbers with which a release goes back at once, or never moves. Source: Flagger, usage/how-it-works#canary-analysis. */
function* weights(analysis: Field): Iterable<Report> {
  const [threshold, most] = [analysis.at('threshold'), analysis.at('maxWeight')];
  if (threshold.number !== undefined && threshold.number < 1)
    yield report(threshold, `threshold ${threshold.number}: so many checks may not fail, and none has yet`, {
      why: 'As many have failed before the first check: every release is taken back at once.',
      fix: 'threshold: 5',
    });
  for (const field of [most, ...analysis.items('stepWeights')])
    if (field.number !== undefined && (field.number < 0 || field.number > 100))
      yield report(field, `weight ${field.number}: 0 to 100 are allowed`, { fix: 'maxWeight: 50' });
  const steps = analysis.items('stepWeights');
  for (const [i, field] of steps.entries()) {
    const before = steps[i - 1]?.number;
    if (field.number === undefined || before === undefined || field.number > before) continue;
    yield report(field, `weight ${field.number} comes after ${before}`, {
      severity: 'warning',
      why: 'Requests go back to the old version in the midst of the release.',
      fix: 'Put the weights in rising order.',
    });
  }
}

function* selectable(canary: Manifest, set: ManifestSet): Iterable<Report> {
  const target = targetOf(canary, set);
  if (target?.ref.kind !== 'Deployment') return;
  const labels = fieldOf(target, 'spec.selector.matchLabels');
  if (!labels.exists || labels.entries().some(([key]) => SELECTOR_LABELS.includes(key))) return;
  const keys = labels.entries().map(([key]) => `"${key}"`);
  yield report(labels, `Flagger finds no label to tell its copies apart by: ${keys.join(', ') || 'none'}`, {
    fix: `Select by one of ${SELECTOR_LABELS.join(', ')}.`,
    severity: 'warning',
  });
}

function* autoscaler(ref: Field): Iterable<Report> {
  const [kind, version] = [ref.at('kind').text, ref.at('apiVersion')];
  if (kind !== 'HorizontalPodAutoscaler' || version.text === undefined || version.text === 'autoscaling/v2') return;
  yield report(version, `autoscalerRef of "${version.text}": Flagger reads "autoscaling/v2"`, {
    fix: 'apiVersion: autoscaling/v2',
  });
}

function* ingress(canary: Manifest, set: ManifestSet): Iterable<Report> {
  const provider = providerOf(canary) ?? '';
  if (/^(?:alb|aws-?lb|aws)$/i.test(provider)) {
    yield report(fieldOf(canary, 'spec.provider'), 'Flagger has no provider for AWS load balancers', {
      fix: 'Use a Rollout of Argo Rollouts, with trafficRouting.alb.',
    });
  }
  if (!ROUTED_BY_INGRESS.includes(provider)) return;
  const ref = fieldOf(canary, 'spec.ingressRef');
  const name = ref.at('name').text;
  if (name === undefined) {
    yield report(
      fieldOf(canary, 'spec'),
      `provider "${provider}" splits traffic at an Ingress, and ingressRef names none`,
      {
        fix: 'Add ingressRef: the Ingress that leads to the Service of the Canary.',
      },
    );
    return;
  }
  const found = set.find('Ingress', canary.ref.namespace, name);
  const apex = apexOf(canary);
  if (!found || apex === undefined || isTemplated(apex)) return;
  const backends = fieldOf(found)
    .items('spec.rules')
    .flatMap((one) => one.items('http.paths'))
    .map((path) => path.at('backend.service.name'));
  if (backends.length === 0 || backends.some(({ text }) => text === apex)) return;
  const [first] = backends;
  yield report(
    first ?? fieldOf(found),
    `Ingress "${name}" leads to "${first?.text}", and Flagger moves the traffic of "${apex}"`,
    {
      fix: `name: ${apex}`,
    },
  );
}
