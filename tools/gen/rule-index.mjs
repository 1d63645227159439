// src/checks/rules/index.ts: every rule there is, by area and id; src/diagnostic/rule-id.ts: their ids, as a type.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'src/checks/rules';

export function ruleIndex(root) {
  const rules = ruleFiles(root);
  const text = [
    '// Made by tools/gen.mjs from the files of this folder.',
    "import type { Rule } from '../rule.js';",
    ...rules.map(({ area, id }) => `import { ${camelCase(id)} } from './${area}/${id}.js';`),
    '',
    '/** Every rule, by area and id. */',
    'export const rules: readonly Rule[] = [',
    ...rules.map(({ id }) => `  ${camelCase(id)},`),
    '];',
    '',
    '/** The areas in that order, each with the number of its rules. */',
    'export const areas = [',
    ...[...new Set(rules.map(({ area }) => area))].map(
      (area) => `  ['${area}', ${rules.filter((rule) => rule.area === area).length}],`,
    ),
    '] as const;',
    '',
  ].join('\n');
  const ids = [
    '// Made by tools/gen.mjs from the files of src/checks/rules.',
    '/** The id of every rule. */',
    'export type RuleId = keyof Ids;',
    '',
    'interface Ids {',
    ...rules
      .map(({ id }) => id)
      .sort()
      .map((id) => `  readonly ${id.includes('-') ? `'${id}'` : id}: true;`),
    '}',
    '',
  ].join('\n');
  return {
    files: new Map([
      [`${folder}/index.ts`, text],
      ['src/diagnostic/rule-id.ts', ids],
    ]),
  };
}

/** The rules' files: a folder of `rules/` is an area, a file in it a rule. */
export function ruleFiles(root) {
  const areas = readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return areas
    .map(({ name }) => name)
    .sort()
    .flatMap((area) =>
      readdirSync(join(root, folder, area))
        .filter((file) => file.endsWith('.ts'))
        .sort()
        .map((file) => ({ area, id: file.slice(0, -'.ts'.length) })),
    );
}

function camelCase(id) {
  return id.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}
