import { type Field, fieldOf } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { apexOf, exampleCanary, providerOf, targetOf } from '../../delivery/canaries.js';
import { missingTargets } from '../../references/missing-targets.js';
import { type Report, report, rule } from '../../rule.js';

/** Flagger looks for one of these in the selector of its target, to give the copies one of their own. */
const SELECTOR_LABELS = ['app', 'name', 'app.kubernetes.io/name'];
const BUILT_IN = ['request-success-rate', 'request-duration'];
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
      const [step, most] = [analysis.at('stepWeight'), analysis.at('maxWeight').number];
      if (step.number !== undefined && most !== undefined && step.number > most)
        yield report(step, `stepWeight ${step.number} is over maxWeight ${most}`, {
          why: 'The first step is the last: all traffic follows at once.',
          fix: `stepWeight: ${Math.max(1, Math.floor(most / 5))}`,
        });
    }
  },
});

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

function* measured(metric: Field): Iterable<Report> {
  const name = metric.at('name');
  if (name.text === undefined || metric.at('templateRef').exists || metric.at('query').exists) return;
  const range = metric.at('thresholdRange');
  if (!BUILT_IN.includes(name.text)) {
    const near = didYouMean(name.text, BUILT_IN);
    yield report(name, `metric "${name.text}" is not built in, and no template says how it is measured`, {
      fix: near ? `Did you mean "${near}"?` : `Add a templateRef, or use ${BUILT_IN.join(' or ')}.`,
    });
    return;
  }
  const least = range.at('min').number;
  const most = range.at('max').number;
  const isRate = name.text === 'request-success-rate';
  const [wanted, other] = isRate ? (['min', 'max'] as const) : (['max', 'min'] as const);
  if (range.exists && !range.at(wanted).exists && range.at(other).exists)
    yield report(range.at(other), `metric "${name.text}" has only a "${other}"`, {
      why: isRate ? 'The fewer requests succeed, the surer it passes.' : 'The slower it is, the surer it passes.',
      fix: `Write ${wanted}: ${range.at(other).scalar}.`,
    });
  if (!isRate && most !== undefined && most > 0 && most < 5)
    yield report(range.at('max'), `a duration of at most ${most}: Flagger counts in milliseconds`, {
      why: 'No version passes.',
      fix: `max: ${most * 1000}`,
    });
  if (name.text === 'request-success-rate' && least !== undefined && (least > 100 || (least > 0 && least <= 1))) {
    yield report(range.at('min'), `a success rate of at least ${least}: Flagger counts in percent, from 0 to 100`, {
      why: least > 100 ? 'No version passes.' : 'Every version passes.',
      fix: 'min: 99',
    });
  }
}
