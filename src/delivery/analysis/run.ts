import type { RolloutSpecStrategyCanaryAnalysis } from '../../../imports/argoproj.io.js';
import { type Draft, preset } from '../../construct/traced.js';
import type { Analysis } from './analysis.js';
import type { Template } from './template.js';

/** Which templates a run of some analyses is made of, and what each of their arguments is. */
export function analysisRun(
  analyses: readonly Analysis[],
  made: ReadonlyMap<Analysis, Template>,
): Pick<Draft<RolloutSpecStrategyCanaryAnalysis>, 'templates' | 'args'> {
  const templates = analyses.flatMap((analysis) => made.get(analysis) ?? []);
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
