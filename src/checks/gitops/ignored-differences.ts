import type { Field } from '../../manifest/field.js';
import { apiGroup, type Manifest } from '../../manifest/manifest.js';

/**
 * The entries of an Application's `ignoreDifferences` that cover a field of an object: `/spec/replicas`, as a pointer
 * or as a jq path. Source: Argo CD, user-guide/diffing.
 */
export function ignored(spec: Field, { ref }: Pick<Manifest, 'ref'>, pointer: string): readonly Field[] {
  return entriesFor(spec, apiGroup(ref.apiVersion), ref.kind)
    .filter((entry) => [undefined, ref.name].includes(entry.at('name').text))
    .filter((entry) => [undefined, '', ref.namespace].includes(entry.at('namespace').text))
    .filter((entry) => covers(entry, pointer));
}

/** The entries for a kind. */
export function entriesFor(spec: Field, group: string, kind: string): readonly Field[] {
  return spec.items('ignoreDifferences').filter((entry) => {
    const own = entry.at('group').text ?? '';
    return ['*', kind].includes(entry.at('kind').text ?? '') && (own === '*' || own === group);
  });
}

/** Whether an entry names the field or one above it; of a jq path its names in their order are compared. */
export function covers(entry: Field, pointer: string): boolean {
  const written = [...entry.items('jsonPointers'), ...entry.items('jqPathExpressions')].flatMap(
    ({ text }) => text ?? [],
  );
  return written.some((path) => pointer === plain(path) || pointer.startsWith(`${plain(path)}/`));
}

/** `/webhooks/clientConfig/caBundle` of `.webhooks[]?.clientConfig.caBundle` and `/webhooks/0/clientConfig/caBundle`. */
function plain(path: string): string {
  return path
    .replaceAll(/\[[^\]]*\]|\?/g, '')
    .replaceAll('.', '/')
    .replaceAll(/\/(?:\d+|-)(?=\/|$)/g, '');
}
