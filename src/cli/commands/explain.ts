import type { Rule } from '../../checks/rule.js';
import { areas, rules } from '../../checks/rules/index.js';
import { otherIds } from '../../diagnostic/other-ids.js';
import { wrap } from '../../diagnostic/visible.js';
import { didYouMean } from '../../values/did-you-mean.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';

export const explain: Command = {
  positionals: '[RULE]',
  maxPositionals: 1,
  description: `
    Says why a rule exists, what breaks in the cluster, when it stays silent, and shows a wrong and a right example.
    Without a name: all rules, by what they are about, one line each.`,
  options: { json: { type: 'boolean', help: 'as JSON' } },
  examples: [
    ['eco explain node-capacity', 'one rule'],
    ['eco explain | grep -i probe', 'rules about probes'],
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [id] = args.positionals;
  const chosen = id === undefined ? rules : rules.filter((rule) => rule.id === id);
  if (id !== undefined && otherIds.includes(id)) {
    const document = { id, what: message };
    terminal.out(args.flag('json') ? `${JSON.stringify(document, undefined, 2)}\n` : other(id, terminal.width));
    return 0;
  }
  if (id !== undefined && chosen.length === 0) {
    const near = didYouMean(id, [...rules.map((rule) => rule.id), ...otherIds]);
    terminal.err(`eco: "${id}" is no rule${near ? `; did you mean "${near}"?` : ''}\nTry: eco explain\n`);
    return 2;
  }
  if (args.flag('json')) {
    const documents = chosen.map(({ check: _, ...text }) => text);
    terminal.out(`${JSON.stringify(id === undefined ? documents : documents[0], undefined, 2)}\n`);
  } else
    terminal.out(
      id === undefined
        ? list(terminal.piped ? Number.POSITIVE_INFINITY : terminal.width)
        : chosen.map((rule) => page(rule, terminal.width)).join('\n'),
    );
  return 0;
}

const message =
  'No rule that looks at manifests: it is said while manifests are made, files are read or a command runs. The message says all there is, also why and how it is mended; it cannot be switched off. All messages: docs/reference/messages.md.';

function other(id: string, width: number): string {
  return `${id}\n\n${wrap(message, width).join('\n')}\n`;
}

/** What the rules of an area are about. */
const about: Readonly<Record<(typeof areas)[number][0], string>> = {
  schema: 'one object by itself, or its name',
  workloads: 'what pods run with, and what they refer to',
  scheduling: 'which node a pod finds room on',
  network: 'how a request gets there',
  delivery: 'how a new version takes over',
  gitops: 'what Argo CD makes of the files',
  monitoring: 'what is measured, and who hears of it',
  security: 'secrets, rights, what a pod may do on its node',
  pipeline: 'workflows that build images and write tags',
};

function list(width: number): string {
  const column = Math.max(...rules.map(({ id }) => id.length)) + 4;
  let from = 0;
  const blocks = areas.map(([area, count]) => {
    const mine = rules.slice(from, from + count);
    from += count;
    const lines = mine.flatMap(({ id, what }) =>
      wrap(what, width - column).map((line, i) => `${(i === 0 ? `  ${id}` : '').padEnd(column)}${line}`),
    );
    return `${area}: ${about[area]}\n${lines.join('\n')}\n`;
  });
  return blocks.join('\n');
}

function page(rule: Rule, width: number): string {
  const paragraph = (text: string) => wrap(text, width).join('\n');
  const indented = (yaml: string) =>
    yaml
      .replace(/^\n+/, '')
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`.trimEnd())
      .join('\n');
  const needs = rule.needs.length > 0 ? [paragraph(`Needs to know of the cluster: ${rule.needs.join(', ')}.`)] : [];
  const exceptions = (rule.exceptions ?? []).map((text) =>
    wrap(text, width - 2)
      .map((line, i) => `${i ? '  ' : '- '}${line}`)
      .join('\n'),
  );
  return `${[
    `${rule.id} (${rule.opinion ? 'opinion, off by default' : rule.severity})`,
    paragraph(rule.what),
    paragraph(`Why: ${rule.why}`),
    paragraph(`Fix: ${rule.fix}`),
    ...needs,
    ...(exceptions.length > 0 ? [['Silent when:', ...exceptions].join('\n')] : []),
    `Wrong:\n\n${indented(rule.wrong)}`,
    `Right:\n\n${indented(rule.right)}`,
    paragraph(`Source: ${rule.source}`),
  ].join('\n\n')}\n`;
}
