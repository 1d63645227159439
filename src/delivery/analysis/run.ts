import type { RolloutSpecStrategyCanaryAnalysis } from '../../../imports/argoproj.io.js';
import { type Draft, preset } from '../../construct/traced.js';
import type { Template } from './template.js';

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
