import { parseDocument } from 'yaml';
import type { Finding } from '../diagnostic/diagnostic.js';
import { isObject } from '../manifest/access.js';
import { fieldOf } from '../manifest/field.js';
import { readYaml } from '../manifest/yaml/read-yaml.js';
import { type SealingScope, sealingScopes } from './seal.js';

/** What is sealed of one Secret. */
export interface SealedEntry {
  readonly scope: SealingScope;
  readonly values: ReadonlyMap<string, string>;
}

/** What is sealed in an environment, by `namespace/name` of the Secret. */
export type SealedValues = ReadonlyMap<string, SealedEntry>;

/** The text of a file for an environment in which nothing is sealed yet. */
export function newSealedFile(environment: string): string {
  return `\
# Sealed values of ${environment}: written by \`eco secret seal\`. Only the controller of that cluster opens them.
version: 1
secrets: {}
`;
}

/** Reads the sealed values of an environment, by \`namespace/name\`. What is wrong is a finding \`sealed-file\`. */
export function readSealed(
  text: string,
  file: string,
): { readonly sealed: SealedValues; readonly findings: Finding[] } {
  const { documents, findings } = readYaml(text, file);
  const sealed = new Map<string, SealedEntry>();
  const wrong: Finding[] = [...findings];
  for (const { value, origin } of documents) {
    const root = { object: isObject(value) ? value : {}, origin };
    for (const [name, entry] of fieldOf(root).entries('secrets')) {
      const scope = sealingScopes.find((one) => one === (entry.at('scope').text ?? 'strict'));
      if (!scope || !/^[^/]+\/[^/]+$/.test(name)) {
        wrong.push({
          rule: 'sealed-file',
          severity: 'error',
          message: scope ? `"${name}" is not namespace/name` : `"${entry.at('scope').text ?? ''}" is no scope`,
          at: origin.at?.(entry.path) ?? { file, line: 1, column: 1 },
          why: 'Nothing can be made of it.',
          fix: scope ? 'Write it as in web/database.' : `One of: ${sealingScopes.join(', ')}.`,
        });
        continue;
      }
      const values = entry
        .entries('values')
        .flatMap(([key, { text: value }]) => (value ? [[key, value] as const] : []));
      sealed.set(name, { scope, values: new Map(values) });
    }
  }
  return { sealed, findings: wrong };
}

/** The text with one value more, or another one; every other value stays byte for byte, and so do comments. */
export function setSealed(text: string, secret: string, scope: SealingScope, key: string, value: string): string {
  const document = parseDocument(text);
  if (scope !== 'strict') document.setIn(['secrets', secret, 'scope'], scope);
  document.setIn(['secrets', secret, 'values', key], value);
  const secrets = document.getIn(['secrets']);
  // `{}` of a new file would go on as one long line.
  if (typeof secrets === 'object' && secrets !== null && 'flow' in secrets) secrets.flow = false;
  return document.toString({ lineWidth: 0 });
}
