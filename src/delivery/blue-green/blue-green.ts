import { Construct } from 'constructs';
import { Rollout, type RolloutSpecStrategyBlueGreen } from '../../../imports/argoproj.io.js';
import { checkDurations, inSeconds } from '../../construct/durations.js';
import { emit } from '../../construct/emit.js';
import { selectorLabels, workloadLabels } from '../../construct/labels.js';
import { checkRoom } from '../../construct/room.js';
import { type Draft, derive, from, preset } from '../../construct/traced.js';
import { parseDuration } from '../../values/duration.js';
import type { Analysis } from '../analysis/analysis.js';
import { analysisRun } from '../analysis/run.js';
import { analysisTemplates } from '../analysis/template.js';
import { ingress } from '../entrance/ingress.js';
import { serviceObject } from '../entrance/service-object.js';
import type { MigrationTarget } from '../migrate.js';
import { plainEntrance } from '../rolling.js';
import { rolloutBeside } from '../rollout/beside.js';
import { checkPodNames } from '../rollout/check-pod-names.js';
import { lifecycle } from '../rollout/lifecycle.js';
import type { Delivered, Entrance, Workload } from '../strategy.js';
import { checkPreview } from './check-preview.js';
import type { BlueGreenProps } from './props.js';

/**
 * A full second set of pods; all traffic moves to it at once, and back at once. Needs Argo Rollouts, and room for both
 * sets. Source: Argo Rollouts, "BlueGreen Deployment Strategy".
 */
export function blueGreen(props: BlueGreenProps = {}): MigrationTarget {
  return {
    strategy: 'blue-green',
    replaces: 'side-by-side',
    takesOver: 'in-steps',
    holdsOld: true,
    deliver: (scope, workload, entrance) => switchOver(scope, workload, entrance, props),
    beside: (scope, workload, entrance) => ({
      controllers: [rolloutBeside(scope, workload, props)],
      service: entrance && plainEntrance(scope, workload.identity, entrance),
      rewrites: [],
    }),
  };
}

/** Blue-green in any chart: what is delivered, and where requests come in. */
export interface BlueGreenRolloutProps extends BlueGreenProps {
  readonly workload: Workload;
  readonly entrance: Entrance;
}

/** Blue-green in any chart: its Rollout, both Services, Ingress and analysis templates. */
export class BlueGreenRollout extends Construct {
  readonly delivered: Delivered;

  constructor(scope: Construct, id: string, props: BlueGreenRolloutProps) {
    super(scope, id);
    this.delivered = switchOver(this, props.workload, props.entrance, props);
  }
}

function switchOver(
  scope: Construct,
  workload: Workload,
  entrance: Entrance | undefined,
  props: BlueGreenProps,
): Delivered {
  const { identity, pods, room } = workload;
  const analyses = [...(props.before ?? []), ...(props.after ?? [])];
  checkPreview(scope, props, pods, entrance !== undefined);
  checkPodNames(scope, identity.name, analyses.length > 0);
  checkDurations(scope, 'ro-strategy', props, [
    'minReady',
    'progressDeadline',
    'scaleDownDelay',
    'abortScaleDownDelay',
  ]);
  checkRoom(scope, identity.name, room, {
    pods: 2 * pods.most,
    made: `${pods.most} active + ${pods.most} preview`,
    fix: 'Fewer replicas, smaller requests, rolling(), or a larger machine.',
  });
  if (!entrance) return { controllers: [], rewrites: [] };

  const active = serviceObject(scope, { identity, entrance, outside: true });
  const preview = serviceObject(scope, { identity, entrance, side: 'preview', outside: false });
  ingress(scope, identity, entrance, { service: active, portName: entrance.port.name });
  const templates = analysisTemplates(scope, analyses, {
    identity,
    prometheus: entrance.platform.prometheus,
    target: { service: preview, port: entrance.port.number },
  });
  const run = (list: readonly Analysis[] | undefined) => list && analysisRun(list, templates);
  const rollout = emit(scope, 'rollout', Rollout, {
    metadata: { name: identity.name, labels: workloadLabels(identity) },
    spec: {
      replicas: pods.replicas,
      ...lifecycle(props),
      selector: { matchLabels: selectorLabels(identity) },
      strategy: {
        blueGreen: {
          activeService: active.name,
          previewService: preview.name,
          ...promotion(props),
          previewReplicaCount: from(props, 'previewReplicas'),
          prePromotionAnalysis: run(props.before),
          postPromotionAnalysis: run(props.after),
          scaleDownDelaySeconds: optional(props, 'scaleDownDelay'),
          abortScaleDownDelaySeconds: optional(props, 'abortScaleDownDelay'),
        },
      },
      template: workload.template,
    },
  });
  return { controllers: [rollout], service: active, rewrites: [] };
}

type Promotion = Pick<Draft<RolloutSpecStrategyBlueGreen>, 'autoPromotionEnabled' | 'autoPromotionSeconds'>;

function promotion(props: BlueGreenProps): Promotion {
  const written = from(props, 'promotion');
  if (written === undefined) {
    return {
      autoPromotionEnabled: props.before
        ? preset(true, 'the analyses before it decide')
        : preset(false, 'nothing else looks at the new version before it has all traffic'),
    };
  }
  const { promotion: when } = props;
  if (when === 'automatic' || when === 'by hand')
    return { autoPromotionEnabled: derive(written, () => when === 'automatic') };
  return { autoPromotionSeconds: derive(written, (time) => parseDuration(time) ?? 0) };
}

function optional(props: BlueGreenProps, key: 'scaleDownDelay' | 'abortScaleDownDelay') {
  const written = from(props, key);
  return written && inSeconds(written);
}
