import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { argumentsIn } from './rollouts.js';

/** Arguments that a template uses and does not declare. */
export function* undeclaredArguments(template: Manifest): Iterable<Report> {
  const names = new Set(
    fieldOf(template)
      .items('spec.args')
      .map((arg) => arg.at('name').text),
  );
  for (const metric of fieldOf(template).items('spec.metrics')) {
    for (const field of metric.texts()) {
      yield* otherForms(field, names);
      for (const name of new Set(argumentsIn(field.text ?? ''))) {
        if (names.has(name)) continue;
        const near = didYouMean(
          name,
          [...names].filter((one) => one !== undefined),
        );
        yield report(field, `argument "${name}" is not declared`, {
          fix: near ? `Did you mean "${near}"?` : `Add "${name}" to spec.args.`,
        });
      }
    }
  }
}

/** What is meant for an argument and is none: `{{service}}`, `{{arg.service}}`, `{args.service}`. */
function* otherForms(field: Field, names: ReadonlySet<string | undefined>): Iterable<Report> {
  const text = field.text ?? '';
  const found = [
    ...text.matchAll(/\{\{\s*([a-z]+\.)?([\w-]+)\s*\}\}/gi),
    ...text.matchAll(/(?<!\{)\{\s*(args\.)([\w-]+)\s*\}(?!\})/g),
  ];
  for (const [written, before, name = ''] of found) {
    if (!names.has(name) || (before === 'args.' && written.startsWith('{{'))) continue;
    yield report(field, `"${written}" is no argument: only {{args.NAME}} is filled in`, {
      why: 'It stays as it is, or the controller ends the analysis in an error: nothing is measured.',
      fix: `{{args.${name}}}`,
    });
  }
}
