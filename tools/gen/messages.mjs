// docs/reference/messages.md: every message, by where it comes from, with what causes it: the wrong example of a rule, or
// the test that shows it.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { messagesIn } from './message-texts.mjs';
import { ruleFiles } from './rule-index.mjs';

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
  const shownBy = tests(root);
  const files = new Map(ruleFiles(root).map(({ area, id }) => [id, `src/checks/rules/${area}/${id}.ts`]));
  const ofRules = rules.map((rule) => {
    const own = found.filter(({ file }) => file === files.get(rule.id));
    const wrong = wrongMessage(root, rule);
    const shown = (one) => (wrong && pattern(one.message).test(wrong) ? 'the wrong example' : shownBy(one.message));
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
      .map((one) => line(one, shownBy(one.message)))
      .join('\n'),
  ]);
  const text = [
    '# Messages',
    [
      'Made by `npm run gen` from the sources. "…" stands for what differs from case to case. Behind each message: why it',
      'matters and what to type, where the message says more than its rule; then what causes it: the wrong example of its',
      'rule, or the test that shows it.',
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
  const { partFiles } = require(join(root, 'lib/src/manifest/sets.js'));
  const file = rule.exampleFile ?? 'example.yaml';
  const parted = partFiles([{ file, path: file, text: rule.wrong }]);
  const { findings } = runAll(parted, rule.exampleFacts ?? {}, { rules: [rule], settings: { [rule.id]: 'on' } });
  return findings[0]?.message;
}

function line({ message, why, fix, file }, shown) {
  const more = [why && `why: ${why}`, fix && `fix: ${fix}`].filter(Boolean).map((text) => `  ${escaped(text)}`);
  const cause = shown === undefined ? `no test has its words (${file})` : `shown by ${shown}`;
  return [`- ${code(message)}`, ...more, `  ${cause}`].join('  \n');
}

const code = (text) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);
const escaped = (text) => text.replaceAll(/[<>*_[\]|]/g, (mark) => `\\${mark}`);

/** What stands for a message in a test: its longest part that is the same in all cases. */
function tests(root) {
  const all = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:ts|txt|snap|md)$/.test(file))
    .sort();
  // Patterns are written with backslashes, and long texts over several lines.
  const plain = (text) => text.replaceAll('\\', '').replaceAll(/\s+/g, ' ');
  const texts = all.map((file) => [`test/${file}`, plain(readFileSync(join(root, 'test', file), 'utf8'))]);
  return (message) => {
    const parts = message
      .split('…')
      .map((part) => plain(part).trim())
      .sort((a, b) => b.length - a.length);
    const [longest = ''] = parts;
    const whole = longest.length < 4 ? undefined : texts.find(([, text]) => text.includes(longest));
    // Tests look at what is particular of a message: a few words in a row.
    const found = whole ?? texts.find(([, text]) => rows(longest).some((words) => text.includes(words)));
    return found?.[0];
  };
}

function rows(text) {
  const words = text.split(' ');
  return words.map((_, i) => words.slice(i, i + 4).join(' ')).filter((row) => row.length >= 18);
}

function pattern(message) {
  const parts = message.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
