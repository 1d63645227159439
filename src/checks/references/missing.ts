import type { Identity, ManifestSet } from '../../manifest/manifest-set.js';
import { madeKinds, makers } from '../../manifest/references/existing.js';
import { didYouMean } from '../../values/did-you-mean.js';

/** What was probably meant by a name that nothing has: one like it beside it, or the same in another namespace. */
export function suggestion(set: ManifestSet, to: Identity): string | undefined {
  const id = to.group ? `${to.kind}.${to.group}` : to.kind;
  const beside = [...set.inNamespace(id, to.namespace).map(({ ref }) => ref.name), ...madeNames(set, to)];
  const near = didYouMean(to.name, beside);
  if (near) return `Did you mean "${near}"?`;
  const elsewhere = set.kind(id).find(({ ref }) => ref.name === to.name)?.ref.namespace;
  if (elsewhere === undefined || to.namespace === undefined) return undefined;
  return `"${to.name}" is in namespace "${elsewhere}": a reference cannot leave its own.`;
}

function madeNames(set: ManifestSet, to: Identity): string[] {
  const prefix = `${to.group}/${to.kind}/${to.namespace ?? ''}`;
  if (!madeKinds(set).has(prefix)) return [];
  return [...makers(set).keys()]
    .filter((key) => key.startsWith(`${prefix}/`))
    .map((key) => key.slice(prefix.length + 1));
}

/** The same name in another namespace, where a controller makes it. */
export function madeElsewhere(set: ManifestSet, { kind, name, namespace }: Identity): string | undefined {
  const other = [...makers(set).keys()].find((key) => key.startsWith(`/${kind}/`) && key.endsWith(`/${name}`));
  const where = other?.split('/')[2];
  return where === undefined || where === namespace
    ? undefined
    : `"${name}" is in namespace "${where}": a reference cannot leave its own.`;
}

/** `in namespace "api"`, or where a kind has none: `in the cluster`. */
export function place({ namespace }: Identity): string {
  return namespace === undefined ? 'in the cluster' : `in namespace "${namespace}"`;
}

/** A name in a message: on one line, and no longer than a name can be. */
export function shortName(name: string): string {
  return JSON.stringify(name.length > 63 ? `${name.slice(0, 60)}...` : name);
}
