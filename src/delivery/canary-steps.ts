import {
  type RolloutSpecStrategyCanaryAnalysis,
  type RolloutSpecStrategyCanarySteps,
  RolloutSpecStrategyCanaryStepsPauseDuration,
} from '../../imports/argoproj.io.js';
import { textual } from '../construct/emit.js';
import { type Draft, derive, from, preset } from '../construct/traced.js';
import type { Analysis } from './analysis.js';
import { POD_HASH, type Template } from './analysis-template.js';
import type { CanaryProps } from './canary-props.js';
import { type ExperimentStep, goDuration, type Step } from './step.js';

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
      return { analysis: analysisRun(step.analyses.flatMap((analysis) => templates.get(analysis) ?? [])) };
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

/** Which templates a run is made of, and what each of their arguments is. */
export function analysisRun(
  templates: readonly Template[],
): Pick<Draft<RolloutSpecStrategyCanaryAnalysis>, 'templates' | 'args'> {
  const args = [...new Set(templates.flatMap((template) => template.args))];
  return {
    templates: templates.map(({ object }) => ({ templateName: object.name })),
    args:
      args.length === 0
        ? undefined
        : args.map((name) => ({
            name,
            valueFrom: {
              podTemplateHashValue: preset(
                'Latest',
                'the new version alone: beside the old one its faults would be thinned out',
              ),
            },
          })),
  };
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
