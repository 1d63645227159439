import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type Report, report } from '../rule.js';

/** Keys of one ExternalSecret that are fetched twice, that get the same value, or that get a whole where others get a part. */
export function* fetchedAlike(manifest: Manifest): Iterable<Report> {
  const rows = fieldOf(manifest).items('spec.data');
  const [names, values] = [new Map<string, Field>(), new Map<string, Field>()];
  const partial = new Set(
    rows.filter((row) => row.at('remoteRef.property').exists).map((row) => row.at('remoteRef.key').text),
  );
  for (const row of rows) {
    const [name, ref] = [row.at('secretKey'), row.at('remoteRef')];
    const [key, property] = [ref.at('key').text ?? '', ref.at('property').text ?? ''];
    const value = `${key} ${property} ${ref.at('version').scalar ?? ''}`;
    const [same, twin] = [names.get(name.text ?? ''), values.get(value)];
    if (same)
      yield report(name, `key "${name.text}" is fetched twice`, {
        severity: 'warning',
        why: 'The later wins, whichever was meant.',
        fix: 'Take one out, or give it another name.',
      });
    else if (twin)
      yield report(ref.at('key'), `"${name.text}" and "${twin.text}" are one value: both are fetched from "${key}"`, {
        severity: 'warning',
        why: 'One of the two is probably not what its name says.',
        fix: `Correct the path of one; if it is meant, fetch it once and name it twice in target.template.`,
      });
    if (property === '' && partial.has(key) && key !== '')
      yield report(ref, `"${name.text}" gets the whole of "${key}", of which others get one property`, {
        severity: 'warning',
        why: 'The key holds the JSON text with all values instead of its own.',
        fix: 'Add remoteRef.property.',
      });
    names.set(name.text ?? '', name);
    values.set(value, name);
  }
}
