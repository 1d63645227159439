import type { Field } from '../../manifest/field.js';
import { kindRow } from '../../manifest/kinds.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { isOneSlip } from '../../values/did-you-mean.js';
import { type ApiResource, apiResources } from '../security/api-resources.js';

/** What an entry with `group` and `kind` names that does not exist. */
export interface GroupKindSlip {
  /** The one of the two that is wrong; the entry where that is not written. */
  readonly field: Field;
  readonly message: string;
  readonly fix: string;
}

/**
 * What is wrong with the group or the kind of an entry, as Argo CD lists them: words are compared, so that a plural, a
 * version behind the group or a slip matches no object. Undefined for patterns and for what may exist all the same.
 * Source: Argo CD, pkg/apis/application/v1alpha1: isResourceInList; util/argo/normalizers.
 */
export function groupKindSlip(entry: Field, set: ManifestSet): GroupKindSlip | undefined {
  const [groupField, kindField] = [entry.at('group'), entry.at('kind')];
  const [group, kind] = [groupField.text ?? '', kindField.text ?? ''];
  if (kind === '' || [group, kind].some((one) => isPattern(one) || isTemplated(one))) return undefined;
  // Most entries name what the table of kinds has: the list of all resources is not asked for.
  if (kindRow(`${kind}.${group}`)) return undefined;
  const known = apiResources(set);
  const own = known.get(group);
  if (own?.some((one) => one.kind === kind)) return undefined;
  const near = own?.find((one) => isMeant(kind, one));
  if (near) return { field: kindField, message: `no kind is called "${kind}"`, fix: `Did you mean "${near.kind}"?` };
  const meant = meantGroup(group, kind, known);
  if (meant === undefined) return undefined;
  const where = group === '' ? 'the core group' : `group "${group}"`;
  return {
    field: groupField.exists ? groupField : kindField,
    message: `no ${kind} is in ${where}`,
    fix: `Write group: ${meant === '' ? '""' : meant}.`,
  };
}

function isPattern(text: string): boolean {
  return /[*?[{]/.test(text);
}

/** The plural instead of the kind, other letters in capitals, or a slip. */
function isMeant(written: string, { kind, plural }: ApiResource): boolean {
  const lower = written.toLowerCase();
  return lower === plural || lower === kind.toLowerCase() || isOneSlip(written, kind);
}

/** The group that was meant, where that is plain; a group that nobody here knows may well have the kind. */
function meantGroup(group: string, kind: string, known: ReturnType<typeof apiResources>): string | undefined {
  const groups = [...known].filter(([, all]) => all.some((one) => one.kind === kind)).map(([name]) => name);
  const [plain = ''] = group.split('/');
  if (group.includes('/') || group === 'core' || group === 'v1')
    return groups.find((one) => one === plain) ?? groups[0];
  const isCut = (one: string) => one.startsWith(`${group}.`);
  return groups.find((one) => known.has(group) || isCut(one) || isOneSlip(one, group));
}
