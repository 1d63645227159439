import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';

/** Source: GitHub, "Workflow syntax": on.workflow_dispatch.inputs, on.workflow_call.inputs. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  workflow_dispatch: ['string', 'boolean', 'number', 'choice', 'environment'],
  workflow_call: ['string', 'boolean', 'number'],
};

/** Reports inputs of a workflow whose type there is not, or whose default is none of what may be given. */
export function* inputMistakes(workflow: Field<Source>): Iterable<Report> {
  for (const [event, types] of Object.entries(TYPES)) {
    for (const [name, input] of workflow.entries(['on', event, 'inputs'])) {
      const type = input.at('type');
      if (type.text !== undefined && !types.includes(type.text)) {
        const near = didYouMean(type.text, types);
        yield report(type, `"${type.text}" is no type of an input of ${event}: ${types.join(', ')}`, {
          fix: near ? `Did you mean ${near}?` : undefined,
        });
      }
      yield* defaults(name, input);
    }
  }
}

function* defaults(name: string, input: Field<Source>): Iterable<Report> {
  const written = input.at('default');
  const type = input.at('type').text;
  const options = input.items('options').flatMap(({ scalar }) => scalar ?? []);
  if (!written.exists || written.text?.includes('${{')) return;
  const why =
    'Who starts the workflow by hand is offered another value, and one that is started otherwise gets this one.';
  if (type === 'boolean' && !['true', 'false'].includes(String(written.value)))
    yield report(written, `the default of "${name}" is ${JSON.stringify(written.value)}, allowed is true or false`, {
      why,
    });
  if (type === 'choice' && options.length > 0 && !options.includes(String(written.value)))
    yield report(written, `the default of "${name}" is none of its options: ${JSON.stringify(written.value)}`, {
      why,
      fix: `Write one of ${options.join(', ')}, or add it to the options.`,
    });
}
