// docs/rules/: a page a rule, made from the rule's own text, and a table of all.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ruleFiles } from './rule-index.mjs';

const require = createRequire(import.meta.url);
const folder = 'docs/rules';

export async function rulePages(root, { build }) {
  // Rules are TypeScript: their text is read from the compiled library.
  if (build) spawnSync(process.execPath, [join(root, 'tools/build.mjs')], { cwd: root, stdio: 'inherit' });
  const { rules } = require(join(root, 'lib/src/checks/rules/index.js'));
  const areas = new Map(ruleFiles(root).map(({ area, id }) => [id, area]));
  const files = new Map(rules.map((rule) => [`${folder}/${rule.id}.md`, page(rule)]));
  files.set(`${folder}/README.md`, table(rules, areas));
  return { files, owns: folder };
}

function page(rule) {
  return [
    `# ${rule.id}`,
    `${sentence(rule.what)}`,
    `**${severity(rule)}**${rule.needs.length > 0 ? ` · needs to know of the cluster: ${rule.needs.map((name) => `\`${name}\``).join(', ')}` : ''}`,
    '## Why',
    rule.why,
    '## How to mend it',
    rule.fix,
    '## Wrong',
    yaml(rule.wrong),
    '## Right',
    yaml(rule.right),
    ...(rule.exceptions?.length ? ['## When it is silent', rule.exceptions.map((text) => `- ${text}`).join('\n')] : []),
    `Source: ${rule.source}`,
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function table(rules, areas) {
  const rows = rules.map(
    (rule) => `| [${rule.id}](${rule.id}.md) | ${areas.get(rule.id)} | ${severity(rule)} | ${cell(rule.what)} |`,
  );
  return [
    '# Rules',
    '',
    'Made by `npm run gen` from the rules themselves; `eco explain RULE` prints a page.',
    '',
    '| rule | area | severity | what |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

const severity = (rule) => (rule.opinion ? `${rule.severity}, off until it is named` : rule.severity);
const sentence = (text) => (text.endsWith('.') ? text : `${text}.`);
const cell = (text) => text.replaceAll('|', '\\|');
const yaml = (text) => `\`\`\`yaml\n${text.trim()}\n\`\`\``;
