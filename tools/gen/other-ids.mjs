// src/diagnostic/other-ids.ts: what messages carry in brackets that is no rule's id, for `eco explain`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ruleFiles } from './rule-index.mjs';

export function otherIds(root) {
  const rules = new Set(ruleFiles(root).map(({ id }) => id));
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts') && !/^src\/(?:fleet|review\/page)\//.test(file));
  const ids = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/\brule: '([a-z][a-z0-9-]*)'/g)].map(([, id]) => id),
  );
  const others = [...new Set(ids)].filter((id) => !rules.has(id)).sort();
  const text = [
    '// Made by tools/gen.mjs from the messages of the sources.',
    '/** Ids of messages that come of no rule: of what makes manifests, reads files and runs commands. */',
    'export const otherIds: readonly string[] = [',
    ...others.map((id) => `  '${id}',`),
    '];',
    '',
  ].join('\n');
  return { files: new Map([['src/diagnostic/other-ids.ts', text]]) };
}
