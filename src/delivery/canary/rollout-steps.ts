import {
  type RolloutSpecStrategyCanarySteps,
  RolloutSpecStrategyCanaryStepsPauseDuration,
} from '../../../imports/argoproj.io.js';
import { textual } from '../../construct/emit.js';
import { type Draft, derive, from, preset } from '../../construct/traced.js';
import { goDuration } from '../../values/duration.js';
import type { Analysis } from '../analysis/analysis.js';
import { analysisRun } from '../analysis/run.js';
import { POD_HASH, type Template } from '../analysis/template.js';
import type { CanaryProps } from './props.js';
import type { ExperimentStep, Step } from './step.js';

type Templates = ReadonlyMap<Analysis, Template>;

/** Every analysis that a canary names, beside its steps or in them. */
export function analysesOf({ analysis = [], steps }: CanaryProps): readonly Analysis[] {
  return [
    ...analysis,
    ...steps.flatMap((step) => (step.step === 'judge' || step.step === 'experiment' ? step.analyses : [])),
  ];
}

/** The steps as a Rollout has them. Source: Argo Rollouts, "Rollout Specification: steps". */
export function canarySteps(steps: readonly Step[], templates: Templates): Draft<RolloutSpecStrategyCanarySteps[]> {
  return steps.map((step) => canaryStep(step, templates));
}

function canaryStep(step: Step, templates: Templates): Draft<RolloutSpecStrategyCanarySteps> {
  switch (step.step) {
    case 'weight':
      return { setWeight: from(step, 'weight') };
    case 'pause':
      return {
        pause: {
          duration: textual(RolloutSpecStrategyCanaryStepsPauseDuration, derive(from(step, 'duration'), goDuration)),
        },
      };
    case 'approval':
      return { pause: {} };
    case 'judge':
      return { analysis: analysisRun(step.analyses, templates) };
    case 'pods':
      return {
        setCanaryScale:
          step.pods === 'by weight'
            ? { matchTrafficWeight: derive(from(step, 'pods'), () => true) }
            : { replicas: derive(from(step, 'pods'), Number) },
      };
    case 'experiment':
      return { experiment: experimentOf(step, templates) };
  }
}

/** ReplicaSets of an experiment are called after the rollout, the hash, the revision, the step and the side. */
const CANARY_OF_EXPERIMENT = '[a-z0-9]+-[0-9]+-[0-9]+-canary';

function experimentOf(step: ExperimentStep, templates: Templates): Draft<RolloutSpecStrategyCanarySteps>['experiment'] {
  return {
    duration: derive(from(step, 'duration'), goDuration),
    templates: [
      { name: 'baseline', specRef: 'stable' },
      { name: 'canary', specRef: 'canary' },
    ],
    analyses: step.analyses
      .flatMap((analysis) => templates.get(analysis) ?? [])
      .map(({ analysis, object, args }) => ({
        name: analysis.analysis,
        templateName: object.name,
        args: args.includes(POD_HASH)
          ? [{ name: POD_HASH, value: preset(CANARY_OF_EXPERIMENT, "the experiment's pods of the new version") }]
          : undefined,
      })),
  };
}
