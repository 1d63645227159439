import { get } from '../../../manifest/access.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import { type Report, report, rule } from '../../rule.js';

// 512 bytes of a key that is no key, and what a sealed value must have behind it: made up for this page.
const sealed = Buffer.concat([Buffer.from([2, 0]), Buffer.alloc(512, 'made up '), Buffer.alloc(24)]).toString('base64');

const example = (name: string, value = sealed) => `
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata:
  name: shop
  namespace: api
spec:
  encryptedData:
    password: ${value}
  template:
    metadata:
      name: ${name}
`;

export const sealedsecret = rule({
  id: 'sealedsecret',
  severity: 'error',
  what: 'A SealedSecret was copied or renamed, and its controller cannot open it',
  why: 'Name and namespace are sealed in with each value, unless its scope is wider: the controller writes no Secret.',
  fix: 'Seal the values again under the new name: eco secret seal.',
  exceptions: ['Scopes that leave the name or both open, by annotation.'],
  source: 'Sealed Secrets, README, "Scopes"; the controller, SealedSecret.Unseal',
  wrong: example('stock # <--'),
  right: example('shop'),
  *check({ set }) {
    const seen = new Map<string, Manifest>();
    for (const manifest of set.kind('SealedSecret')) {
      yield* renamed(manifest);
      for (const [key, field] of fieldOf(manifest).entries('spec.encryptedData')) {
        yield* broken(key, field);
        const first = seen.get(field.text ?? '');
        if (!first || !field.text) seen.set(field.text ?? '', manifest);
        else if (labelOf(first) !== labelOf(manifest))
          yield report(field, `"${key}" is a copy of what ${describeRef(first.ref)} has`, {
            why: 'Sealing never gives the same twice: one of the two cannot be opened.',
          });
      }
    }
  },
});

type Scope = 'strict' | 'namespace-wide' | 'cluster-wide';

function scopeOf(manifest: Manifest): Scope {
  const on = (scope: Scope) =>
    get(manifest.object, ['metadata', 'annotations', `sealedsecrets.bitnami.com/${scope}`]) === 'true';
  return on('cluster-wide') ? 'cluster-wide' : on('namespace-wide') ? 'namespace-wide' : 'strict';
}

/** What is sealed in with each value. */
function labelOf(manifest: Manifest): string {
  const { namespace = '', name } = manifest.ref;
  const scope = scopeOf(manifest);
  return scope === 'cluster-wide' ? '' : scope === 'namespace-wide' ? namespace : `${namespace}/${name}`;
}

/** The template still says what it was sealed for. */
function* renamed(manifest: Manifest): Iterable<Report> {
  const scope = scopeOf(manifest);
  if (scope === 'cluster-wide') return;
  const sealedFor = fieldOf(manifest, 'spec.template.metadata');
  for (const key of ['name', 'namespace'] as const) {
    const field = sealedFor.at(key);
    if (
      field.text === undefined ||
      field.text === manifest.ref[key] ||
      (key === 'namespace' && !manifest.ref.namespace)
    )
      continue;
    if (key === 'name' && scope === 'namespace-wide') continue;
    yield report(field, `it was sealed for the ${key} "${field.text}", and stands under "${manifest.ref[key] ?? ''}"`);
  }
}

/** Two bytes of length, a key of that length under RSA, then at least the seal of AES-GCM. */
function* broken(key: string, field: Field): Iterable<Report> {
  const text = (field.text ?? '').replace(/\s/g, '');
  const bytes = Buffer.from(text, 'base64');
  const whole = text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
  const length = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  if (whole && length >= 128 && bytes.length >= 2 + length + 16) return;
  yield report(field, `"${key}" is no sealed value: ${whole ? 'it is too short' : 'it is not base64'}`, {
    why: 'The controller cannot open it, and writes no Secret.',
  });
}
