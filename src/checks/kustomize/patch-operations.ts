import { isList, isObject } from '../../manifest/access.js';
import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { readYaml } from '../../manifest/yaml/read-yaml.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';

// Source: RFC 6902, 4.
const OPERATIONS = ['add', 'remove', 'replace', 'move', 'copy', 'test'];
const WHY = 'The manifests of the folder cannot be made: Argo CD shows a ComparisonError and applies nothing of it.';

/** Reports operations of a patch, written as text, that no patch has. */
export function* patchOperations(patch: Field | Field<Source>): Iterable<Report> {
  for (const { value } of patch.text === undefined ? [] : readYaml(patch.text, '').documents)
    for (const one of isList(value) ? value : []) {
      const { op, path } = isObject(one) ? one : {};
      if (typeof op === 'string' && !OPERATIONS.includes(op)) {
        const near = didYouMean(op, OPERATIONS);
        yield report(patch, `"${op}" is no operation of a patch: ${OPERATIONS.join(', ')}`, {
          why: WHY,
          fix: near ? `Did you mean "${near}"?` : undefined,
        });
      } else if (typeof path === 'string' && path !== '' && !path.startsWith('/'))
        yield report(patch, `path "${path}" of a patch does not begin with a slash`, {
          why: WHY,
          fix: `Write /${path.replace(/^\./, '').replaceAll('.', '/')}.`,
        });
      else if (isObject(one) && (op === 'add' || op === 'replace') && !Object.hasOwn(one, 'value'))
        yield report(patch, `"${op}" of "${String(path)}" has no value`, { why: WHY, fix: 'Add value: ….' });
    }
}
