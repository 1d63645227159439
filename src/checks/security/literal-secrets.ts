import { Field, fieldOf } from '../../manifest/field.js';
import { textsIn } from '../../manifest/hosts/texts.js';
import type { Manifest, Origin } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import { promisedBy } from '../../values/secret-name.js';
import { secretShapes } from '../../values/secret-shape.js';
import { type Suspicion, secretIn, secretInCommand } from '../../values/secret-text.js';

/** A secret that stands in a manifest in plain text. */
export interface LiteralSecret {
  readonly field: Field;
  /** What holds it, as messages name it: `variable "DB_PASSWORD"`, `key "password"`. */
  readonly holder: string;
  readonly is: Suspicion;
}

/** Every secret that stands in a manifest of the set in plain text, but for Secrets themselves: see `openSecrets`. */
export const literalSecrets = perSet((set: ManifestSet): readonly LiteralSecret[] => [
  ...set.podTemplates().flatMap(inPods),
  ...set.manifests.flatMap(inManifest),
]);

function inPods({ containers }: PodTemplate): LiteralSecret[] {
  return containers.flatMap(({ field, env }) => [
    ...env.flatMap((variable) => {
      const is = secretIn(variable.name, variable.value ?? '');
      return is ? [{ field: variable.field.at('value'), holder: `variable "${variable.name}"`, is }] : [];
    }),
    ...(['command', 'args'] as const).flatMap((part) => {
      const words = field.items(part);
      const found = secretInCommand(words.map((word) => word.text ?? ''));
      const at = found && words[found.index];
      return found && at
        ? [{ field: at, holder: `an argument of "${field.at('name').text ?? ''}"`, is: found.is }]
        : [];
    }),
  ]);
}

// What is sealed; what describes kinds; what names secrets and holds none.
const NOT_READ = new Set(['SealedSecret', 'CustomResourceDefinition', 'Secret']);

function inManifest(manifest: Manifest): LiteralSecret[] {
  const { kind } = manifest.ref;
  if (NOT_READ.has(kind)) return [];
  if (kind === 'ConfigMap') return named(fieldOf(manifest, 'data'));
  const helm = kind === 'Application' ? inHelm(manifest) : [];
  // Of a spec that we do not know only what is beyond doubt counts. Pods have been looked at by name.
  return [...helm, ...leaves(manifest)];
}

/** Each text of a map, by its key. */
function named(map: Field): LiteralSecret[] {
  return map.entries().flatMap(([key, field]) => {
    const is = secretIn(key, field.text ?? '');
    return is ? [{ field, holder: `key "${key}"`, is }] : [];
  });
}

/** Values that an Application hands to a chart. */
function inHelm(manifest: Manifest): LiteralSecret[] {
  const sources = [fieldOf(manifest, 'spec.source'), ...fieldOf(manifest).items('spec.sources')];
  return sources.flatMap((source): LiteralSecret[] => {
    const values = source.at('helm.values');
    const inValues = secretIn('values', values.text ?? '');
    const inParameters = source.items('helm.parameters').flatMap((parameter) => {
      const name = parameter.at('name').text ?? '';
      const is = secretIn(name, parameter.at('value').text ?? '');
      return is ? [{ field: parameter.at('value'), holder: `parameter "${name}"`, is }] : [];
    });
    return inValues ? [...inParameters, { field: values, holder: 'key "values"', is: inValues }] : inParameters;
  });
}

/** Texts whose shape gives them away, and what stands under the name of a password. */
function leaves(manifest: Manifest): LiteralSecret[] {
  return textsIn(manifest.object, isSuspect).flatMap(({ path, text }) => {
    const key = path.at(-1);
    if (typeof key !== 'string') return [];
    const field = new Field(manifest, path, text);
    const is = secretShapes(text).length > 0 || isPassword(field, key) ? secretIn(key, text) : undefined;
    return is?.sure ? [{ field, holder: `field "${key}"`, is }] : [];
  });
}

function isSuspect(text: string, key: string): boolean {
  return promisedBy(key) === 'password' || secretShapes(text).length > 0;
}

/** `password: x` in a custom resource; not where a field beside it says that it is the name of a key. */
function isPassword({ path, manifest }: Field, key: string): boolean {
  if (promisedBy(key) !== 'password' || path[0] !== 'spec') return false;
  return !['ExternalSecret', 'ClusterExternalSecret', 'PushSecret', 'Certificate'].includes(manifest.ref.kind);
}

/** What a Secret in Git gives away: the keys whose values stand there. */
export interface OpenSecret {
  readonly field: Field;
  readonly keys: readonly string[];
}

/** Secrets whose values stand in Git, encoded or plain. Encoding hides nothing. */
export function openSecrets(set: ManifestSet): readonly OpenSecret[] {
  return set.kind('Secret').flatMap((manifest): OpenSecret[] => {
    const parts = (['data', 'stringData'] as const).map((part) => fieldOf(manifest, part));
    const open = parts.flatMap((part) =>
      part.entries().flatMap(([key, field]) => (isOpen(part, key, field.text) ? [{ part, key }] : [])),
    );
    const [first] = open;
    return first ? [{ field: first.part, keys: open.map(({ key }) => key) }] : [];
  });
}

// What stands in Secrets beside the secret itself.
const BESIDE =
  /(?:^|[^a-z])(?:type|url|uri|endpoint|name|project|server|host|hostname|port|region|bucket|domain|database|db|dbname|username|user|email|id|namespace|path|ca\.crt|tls\.crt|enabled?)$/i;

function isOpen(part: Field, key: string, written: string | undefined): boolean {
  if (written === undefined || written.trim() === '') return false;
  const value = part.path[0] === 'data' ? Buffer.from(written, 'base64').toString('utf8') : written;
  if (secretShapes(value).length > 0 || secretIn(key, value)?.sure) return true;
  return !BESIDE.test(key) && !isSetting(value);
}

/** Words, numbers, addresses and what a template fills in: settings that stand in a Secret. */
function isSetting(value: string): boolean {
  return /\{\{|\$[({]|^\s*$|^<[^>]*>$|^[a-z][a-z0-9+.-]*:\/\/[^@\s]*$|^[\d.]+$|^(?:true|false)$|change[-_]?me|replace[-_]?me|placeholder/i.test(
    value,
  );
}

/** Fields whose text must appear nowhere, by where their manifest came from: literal secrets, and all that a Secret holds. */
export const hiddenFields = perSet((set: ManifestSet): ReadonlyMap<Origin, readonly Field[]> => {
  const hidden = new Map<Origin, Field[]>();
  const add = (field: Field) => {
    const known = hidden.get(field.manifest.origin);
    if (known) known.push(field);
    else hidden.set(field.manifest.origin, [field]);
  };
  for (const { field } of literalSecrets(set)) add(field);
  for (const manifest of set.kind('Secret'))
    for (const part of ['data', 'stringData']) for (const [, field] of fieldOf(manifest).entries(part)) add(field);
  return hidden;
});
