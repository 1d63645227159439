import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { type Report, report } from '../rule.js';
import { expressionProblem } from './expression-syntax.js';
import { expressionsIn, texts } from './expressions.js';

/** Reports expressions that do not end, and texts that are none. */
export function* expressionMistakes(workflow: Field<Source>): Iterable<Report> {
  for (const field of texts(workflow)) {
    // One that ends where the next has begun does not end either.
    if (!/\$\{\{(?!(?:(?!\$\{\{)[\s\S])*?\}\})/.test(field.text ?? '')) continue;
    yield report(field, 'an expression begins with ${{ and does not end', { fix: 'Close it: ${{ … }}.' });
  }
  for (const { field, text } of expressionsIn(workflow.at('jobs'))) {
    if (text.replaceAll(/'(?:[^']|'')*'/g, '').includes('"')) {
      yield report(field, `"${text.slice(0, 60)}" is no expression: texts stand in single quotes`, {
        fix: 'Write \'text\' instead of "text" inside of the expression.',
      });
    }
    // What is called "if" below with or env is a text.
    const isText =
      field.path.at(-1) === 'if' && !field.text?.includes('${{') && /^(?:with|env)$/.test(`${field.path.at(-2)}`);
    const problem = isText ? undefined : expressionProblem(text);
    if (problem)
      yield report(field, `"${text.slice(0, 60)}" is no expression: ${problem.message}`, { fix: problem.fix });
  }
}
