import { type Field, fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type Report, report } from '../rule.js';

/** Values that are put into a URL as they are, where the same set escapes others at that place. */
export function* rawPasswords(set: ManifestSet): Iterable<Report> {
  const inUrls = set
    .kind('ExternalSecret')
    .flatMap((manifest) => fieldOf(manifest).entries('spec.target.template.data'))
    .flatMap(([, field]) => filledIn(field));
  const escaped = inUrls.filter(({ action }) => ESCAPES.test(action));
  if (escaped.length < 2) return;
  for (const { field, action } of inUrls) {
    if (ESCAPES.test(action)) continue;
    yield report(field, `"{{ ${action} }}" stands in a URL as it is; ${escaped.length} others are escaped`, {
      severity: 'warning',
      why: 'A password with @, :, / or # ends the name of the host elsewhere: the client calls another one, or none.',
      fix: `Write {{ ${action} | urlquery }}.`,
    });
  }
}

const ESCAPES = /\b(?:urlquery|urlJoin|html|js)\b/;

/** What is filled in before the `@` of a URL. */
function filledIn(field: Field): { field: Field; action: string }[] {
  return [...(field.text ?? '').matchAll(/:\/\/[^\s/@{]*\{\{-?([^}]*?)-?\}\}@/g)].map(([, action = '']) => ({
    field,
    action: action.trim().replaceAll(/\s+/g, ' '),
  }));
}
