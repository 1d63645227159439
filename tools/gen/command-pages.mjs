// docs/reference/commands/: a page a command, from the command's own help.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const folder = 'docs/reference/commands';

/** Needs the compiled library, as the rules' pages do. */
export async function commandPages(root) {
  const { commands } = require(join(root, 'lib/src/cli/commands/index.js'));
  const pages = await Promise.all(
    Object.entries(commands).map(async ([name, { summary, load }]) => [
      fileOf(name),
      page(name, summary, await load()),
    ]),
  );
  const rows = Object.entries(commands).map(
    ([name, { summary }]) => `| [eco ${name}](${fileOf(name)}) | ${cell(summary)} |`,
  );
  const index = [
    '# Commands',
    '',
    'Made by `npm run gen`; `eco COMMAND --help` prints a page.',
    '',
    '| command | does |',
    '|---|---|',
    ...rows,
    '',
  ];
  const files = [...pages, ['README.md', index.join('\n')]];
  return { files: new Map(files.map(([file, text]) => [`${folder}/${file}`, text])), owns: folder };
}

const fileOf = (name) => `${name.replaceAll(' ', '-')}.md`;

function page(name, summary, { positionals, description, options, examples }) {
  const rows = Object.entries(options).map(([option, { short, value, help, multiple }]) => {
    const written = `${short ? `-${short}, ` : ''}--${option}${value ? ` ${value}` : ''}`;
    return `| \`${written}\` | ${cell(help)}${multiple && !help.includes('repeated') ? '; may be repeated' : ''} |`;
  });
  return [
    `# eco ${name}`,
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    `    eco ${name}${positionals ? ` ${positionals}` : ''} [OPTIONS]`,
    ...description
      .trim()
      .split('\n\n')
      .map((text) => text.trim().replace(/\s+/g, ' ')),
    ...(rows.length > 0 ? [['| option | |', '|---|---|', ...rows].join('\n')] : []),
    '## Examples',
    examples.map(([line, what]) => `- \`${line}\`: ${what}`).join('\n'),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

const cell = (text) => text.replaceAll('|', '\\|');
