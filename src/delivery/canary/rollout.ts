import type { Construct } from 'constructs';
import { Rollout, type RolloutSpecStrategyCanary } from '../../../imports/argoproj.io.js';
import { checkDurations, inSeconds } from '../../construct/durations.js';
import { emit } from '../../construct/emit.js';
import { selectorLabels, workloadLabels } from '../../construct/labels.js';
import { checkRoom } from '../../construct/room.js';
import { type Draft, from, type Input, preset } from '../../construct/traced.js';
import type { Duration } from '../../values/duration.js';
import { analysisRun } from '../analysis/run.js';
import { analysisTemplates } from '../analysis/template.js';
import { plainEntrance } from '../rolling.js';
import { pace, rolloutBeside } from '../rollout/beside.js';
import { checkPodNames } from '../rollout/check-pod-names.js';
import { lifecycle } from '../rollout/lifecycle.js';
import type { Routed, Router } from '../routing/router.js';
import { routerOf } from '../routing/router-of.js';
import type { Delivered, Entrance, Workload } from '../strategy.js';
import { checkAlways } from './check-always.js';
import { checkPods, checkSteps, checkUnrouted } from './check-steps.js';
import { checkTiming } from './check-timing.js';
import { peakPods } from './peak.js';
import type { CanaryProps } from './props.js';
import { analysesOf, canarySteps } from './rollout-steps.js';

/** Adds a canary's Rollout to the tree, and all that it needs. Source: Argo Rollouts, "Rollout Specification". */
export function rollOut(
  scope: Construct,
  workload: Workload,
  entrance: Entrance | undefined,
  props: CanaryProps,
): Delivered {
  const { identity, pods, room } = workload;
  const router = entrance && props.traffic !== 'pods' ? routerOf(entrance) : undefined;
  checkCanary(scope, props, workload, router?.router);
  const peak = peakPods(pods.most, props, router !== undefined);
  checkRoom(scope, identity.name, room, {
    ...peak,
    fix: `Fewer replicas, smaller requests, rolling(), or a larger machine${router && !props.dynamicStableScale ? '; dynamicStableScale: true needs fewer pods' : ''}.`,
  });

  const routed = router && entrance ? router.lead(scope, workload, entrance, props.always ?? []) : undefined;
  const service = routed?.service ?? (entrance && plainEntrance(scope, identity, entrance));
  const templates = analysisTemplates(scope, analysesOf(props), {
    identity,
    prometheus: entrance?.platform.prometheus,
    target: routed?.canary && entrance && { service: routed.canary, port: entrance.port.number },
  });
  const rollout = emit(scope, 'rollout', Rollout, {
    metadata: { name: identity.name, labels: workloadLabels(identity) },
    spec: {
      replicas: pods.replicas,
      ...lifecycle(props),
      selector: { matchLabels: selectorLabels(identity) },
      strategy: {
        canary: {
          ...sides(props, routed),
          analysis: props.analysis && {
            ...analysisRun(props.analysis, templates),
            startingStep:
              from(props, 'analysisFrom') ??
              preset(firstJudged(props), 'before the first weight there are no canary pods to judge'),
          },
          steps: canarySteps(props.steps, templates),
        },
      },
      template: workload.template,
    },
  });
  return { controllers: [rollout], service, rewrites: routed?.rewrites ?? [] };
}

/** A Rollout beside a Deployment, and what its router will need when the traffic is its own. */
export function rollOutBeside(
  scope: Construct,
  workload: Workload,
  entrance: Entrance | undefined,
  props: CanaryProps,
): Delivered {
  const router = entrance && props.traffic !== 'pods' ? routerOf(entrance) : undefined;
  const service =
    entrance &&
    (router ? router.prepare(scope, workload, entrance) : plainEntrance(scope, workload.identity, entrance));
  return { controllers: [rolloutBeside(scope, workload, props)], service, rewrites: [] };
}

function checkCanary(
  scope: Construct,
  props: CanaryProps,
  { pods, identity }: Workload,
  router: Router['router'] | undefined,
): void {
  const routed = router !== undefined;
  checkAlways(scope, props, router);
  checkUnrouted(scope, props);
  checkPodNames(scope, identity.name, analysesOf(props).length > 0, props.steps);
  checkPods(scope, pods, routed);
  checkSteps(scope, props, pods, routed);
  checkTiming(scope, props, props.analysisFrom ?? firstJudged(props));
  checkDurations(scope, 'ro-strategy', props, [
    'minReady',
    'progressDeadline',
    'scaleDownDelay',
    'abortScaleDownDelay',
  ]);
}

function sides(props: CanaryProps, routed: Routed | undefined): Draft<RolloutSpecStrategyCanary> {
  const { antiAffinity, podLabels } = props;
  return {
    ...(routed
      ? {
          stableService: routed.stable?.name,
          canaryService: routed.canary?.name,
          trafficRouting: routed.trafficRouting,
          dynamicStableScale: from(props, 'dynamicStableScale'),
          scaleDownDelaySeconds: optionalSeconds(from(props, 'scaleDownDelay')),
          abortScaleDownDelaySeconds: optionalSeconds(from(props, 'abortScaleDownDelay')),
        }
      : pace()),
    antiAffinity: antiAffinity && {
      ...(antiAffinity === 'required'
        ? { requiredDuringSchedulingIgnoredDuringExecution: {} }
        : {
            preferredDuringSchedulingIgnoredDuringExecution: { weight: preset(100, "the scheduler's strongest wish") },
          }),
    },
    canaryMetadata: podLabels?.canary && { labels: from(podLabels, 'canary') },
    stableMetadata: podLabels?.stable && { labels: from(podLabels, 'stable') },
  };
}

function optionalSeconds(written: Input<Duration> | undefined): Input<number> | undefined {
  return written && inSeconds(written);
}

/** The step after the first weight. */
function firstJudged({ steps }: CanaryProps): number {
  return Math.min(steps.findIndex(({ step }) => step === 'weight') + 1, steps.length - 1);
}
