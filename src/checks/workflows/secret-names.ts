import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { groupBy } from '../../manifest/group-by.js';
import { type Report, report } from '../rule.js';
import { expressionsIn } from './expressions.js';

/** Reports a secret that is named once, and elsewhere in the same letters with other underscores. */
export function* secretNames(workflows: readonly Field<Source>[]): Iterable<Report> {
  const uses = workflows
    .flatMap(expressionsIn)
    .flatMap(({ field, reads }) =>
      reads
        .filter((name) => name.startsWith('secrets.'))
        .map((name) => ({ field, name: name.slice('secrets.'.length) })),
    );
  for (const alike of groupBy(uses, ({ name }) => name.replaceAll('_', '').toUpperCase()).values()) {
    const builtIn = alike.find(
      ({ name }) => name.replaceAll('_', '').toUpperCase() === 'GITHUBTOKEN' && name.toUpperCase() !== 'GITHUB_TOKEN',
    );
    if (builtIn) {
      yield report(builtIn.field, `secret "${builtIn.name}" is not the one that GitHub gives: that is GITHUB_TOKEN`, {
        why: 'A secret that there is not is empty text, and no error.',
        fix: 'Write secrets.GITHUB_TOKEN.',
      });
      continue;
    }
    const names = [...groupBy(alike, ({ name }) => name.toUpperCase()).values()].toSorted(
      (a, b) => b.length - a.length,
    );
    const [usual, odd] = names;
    const [use] = odd ?? [];
    if (!usual?.[0] || !use || names.length !== 2 || odd?.length !== 1 || usual.length < 2) continue;
    yield report(use.field, `secret "${use.name}" is called "${usual[0].name}" at ${usual.length} other places`, {
      severity: 'warning',
      why: 'A secret that there is not is empty text, and no error.',
      fix: `Write secrets.${usual[0].name}.`,
    });
  }
}
