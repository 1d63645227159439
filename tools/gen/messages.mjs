// docs/reference/messages.md: every message, by where it comes from, with what causes it: the wrong example of a rule, or
// the test in which it was said (tools/said.mjs).
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { messagesIn } from './message-texts.mjs';
import { ruleFiles } from './rule-index.mjs';
import { heardOf, pattern, readSaid } from './said-messages.mjs';

const require = createRequire(import.meta.url);
const page = 'docs/reference/messages.md';

const PARTS = [
  [
    'What is wrong with a fleet',
    /^src\/(?:construct|service|delivery|data|gitops|monitoring|pipeline|security|platform|network|cluster|metrics)\//,
  ],
  ['What is wrong with files that are read', /^src\/(?:manifest|images|checks)\//],
  ['What a change does that it must not', /^src\/diff\//],
  ['What keeps dist/ from being written', /^src\/synth\//],
  ['What keeps a command from running', /^src\/(?:cli|why|values|review|map|order)\//],
];

export function messages(root) {
  const { rules } = require(join(root, 'lib/src/checks/rules/index.js'));
  const found = messagesIn(root);
  const said = readSaid(root);
  const files = new Map(ruleFiles(root).map(({ area, id }) => [id, `src/checks/rules/${area}/${id}.ts`]));
  const ofRules = rules.map((rule) => {
    const own = found.filter(({ file }) => file === files.get(rule.id));
    const wrong = wrongMessage(root, rule);
    const shown = (one) => (wrong && pattern(one.message).test(wrong) ? 'In the wrong example.' : saidIn(said, one));
    return [
      `### [${rule.id}](../rules/${rule.id}.md)`,
      ...(wrong ? [`The [wrong example](../rules/${rule.id}.md#wrong): ${rule.severity}: ${code(wrong)}`] : []),
      own.map((one) => line(one, shown(one))).join('\n'),
    ];
  });
  const rest = found.filter(({ file }) => !file.startsWith('src/checks/rules/'));
  const others = PARTS.map(([title, where]) => [
    `## ${title}`,
    rest
      .filter(({ file }) => where.test(file))
      .map((one) => line(one, saidIn(said, one)))
      .join('\n'),
  ]);
  const text = [
    '# Messages',
    [
      'Made by `npm run gen` from the sources and from what the tests have made them say (`npm run said`). "…" stands for what',
      'differs from case to case. Behind each message: why it matters and what to type, where the message says more than its',
      'rule; then what causes it: the wrong example of its rule, or a test, with the words that it heard.',
    ].join('\n'),
    ...others.flat(),
    '## What rules find',
    ...ofRules.flat(),
  ];
  return { files: new Map([[page, `${text.filter((part) => part !== '').join('\n\n')}\n`]]) };
}

/** What a rule says of its own wrong example. */
function wrongMessage(root, rule) {
  const { runAll } = require(join(root, 'lib/src/checks/run.js'));
  const { partFiles } = require(join(root, 'lib/src/manifest/files/sets.js'));
  const file = rule.exampleFile ?? 'example.yaml';
  const parted = partFiles([{ file, path: file, text: rule.wrong }]);
  const { findings } = runAll(parted, rule.exampleFacts ?? {}, { rules: [rule], settings: { [rule.id]: 'on' } });
  return findings[0]?.message;
}

function line({ message, why, fix, file }, shown) {
  const more = [why && `why: ${why}`, fix && `fix: ${fix}`].filter(Boolean).map((text) => `  ${escaped(text)}`);
  return [`- ${code(message)}`, ...more, `  ${shown ?? `No test says it (${file}).`}`].join('  \n');
}

/** `"sandwich" is no number`: test/x.test.ts, "a test" */
function saidIn(said, { file, message }) {
  const heard = heardOf(said, file, message);
  if (!heard) return undefined;
  const words = heard.text === undefined || heard.text === message ? '' : `${code(heard.text)}: `;
  return `${words}${heard.test}${heard.in === undefined ? '' : `, ${escaped(JSON.stringify(heard.in))}`}`;
}

const code = (text) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);
const escaped = (text) => text.replaceAll(/[<>*_[\]|]/g, (mark) => `\\${mark}`);
