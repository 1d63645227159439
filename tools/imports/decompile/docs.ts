import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a declaration file says about a type: its own comment, its fields', and those of the types nested in it. */
export interface Doc {
  text?: string;
  readonly fields: Map<string, Doc>;
  /** Of a map: what its values are. */
  values?: Doc;
}

const member = /^"([^"]+)"\??:\s*(.*)$/;
const values = /^\[key: string\]:\s*(.*)$/;

/**
 * Reads the comments of a package's declaration files. They are printed by one generator, one field a line, so lines are
 * enough to read them by.
 */
export function readDocs(folder: string): Map<string, Doc> {
  const found = new Map<string, Doc>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.d.ts') || entry.name === 'index.d.ts') continue;
    readFile(join(entry.parentPath, entry.name), found);
  }
  return found;
}

function readFile(file: string, found: Map<string, Doc>): void {
  const local = new Map<string, Doc>();
  const open: Doc[] = [];
  let comment: string[] | undefined;
  let text: string | undefined;
  for (const raw of readFileSync(file, 'utf8').split('\n')) {
    const line = raw.trim();
    if (line.startsWith('/**')) comment = [];
    if (comment) {
      comment.push(line.replace(/^\/\*\*|^\*\/$|^\*\s?|\*\/$/g, '').trim());
      if (!line.endsWith('*/')) continue;
      text = comment.join('\n').trim();
      comment = undefined;
      continue;
    }
    const started = begin(line, text, open.at(-1), local);
    if (line !== '') text = undefined;
    // `} & ({`: what follows a type restricts it, and tells nothing that the type itself does not.
    if (line.startsWith('}')) open.pop();
    if (line.endsWith('{')) open.push(started ?? { fields: new Map() });
    for (const [, name = '', alias = ''] of line.startsWith('export type {')
      ? line.matchAll(/I(\w+) as I(\w+)/g)
      : []) {
      const doc = local.get(name);
      if (doc) found.set(alias, doc);
    }
  }
  // Packages made from CRDs export no long names: there the kind itself is looked for, by its path.
  const [, version = '', kind = ''] = /([^/]+)\/([^/]+)\.d\.ts$/.exec(file) ?? [];
  const root = local.get(kind);
  if (root) found.set(`${version}/${kind}`, root);
}

/** What a line begins: an interface, a field of the type that is open, or the values of a map. */
function begin(
  line: string,
  text: string | undefined,
  parent: Doc | undefined,
  local: Map<string, Doc>,
): Doc | undefined {
  const doc: Doc = { ...(text && { text }), fields: new Map() };
  const [, name] = /^export interface I(\w+)/.exec(line) ?? [];
  if (name) {
    local.set(name, doc);
    return doc;
  }
  const [, field] = member.exec(line) ?? [];
  if (field && parent) {
    parent.fields.set(field, doc);
    return doc;
  }
  if (values.test(line) && parent) {
    parent.values = doc;
    return doc;
  }
  return undefined;
}
