import type { Finding } from '../../diagnostic/diagnostic.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { hiddenFields } from './literal-secrets.js';

/** Shorter texts are words that messages need: `admin`. */
const shortest = 6;

/** The finding without any secret of its manifest: not in its texts, and not in the line that is shown with it. */
export function conceal(finding: Finding, manifest: Pick<Manifest, 'ref' | 'origin'>, set: ManifestSet): Finding {
  const fields = hiddenFields(set).get(manifest.origin) ?? [];
  if (fields.length === 0) return finding;
  const { at, from, message, why, fix } = finding;
  const texts = fields.flatMap(({ text }) =>
    text !== undefined && text.trim().length >= shortest ? [text.trim()] : [],
  );
  const clean = (text: string) => texts.reduce((left, secret) => left.replaceAll(secret, '(hidden)'), text);
  const shown = fields.some(({ path }) => {
    const [its, theirs] = [manifest.origin.at?.(path), manifest.origin.from?.(path)];
    return (its && at?.line === its.line) || (theirs && from?.file === theirs.file && from.line === theirs.line);
  });
  return {
    ...finding,
    message: clean(message),
    ...(why !== undefined && { why: clean(why) }),
    ...(fix !== undefined && { fix: clean(fix) }),
    ...(shown && { concealed: true as const }),
  };
}
