import type { Rule } from '../../checks/rule.js';
import { rules } from '../../checks/rules/index.js';
import { wrap } from '../../diagnostic/visible.js';
import { didYouMean } from '../../values/did-you-mean.js';
import type { Arguments, Command, ExitCode, Terminal } from '../command.js';

export const explain: Command = {
  positionals: '[RULE]',
  maxPositionals: 1,
  description: `
    Says why a rule exists, what breaks in the cluster, when it stays silent, and shows a wrong and a right example.
    Without a name: all rules, one line each.`,
  options: { json: { type: 'boolean', help: 'as JSON' } },
  examples: [['eco explain node-capacity', 'one rule']],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const [id] = args.positionals;
  const chosen = id === undefined ? rules : rules.filter((rule) => rule.id === id);
  if (id !== undefined && chosen.length === 0) {
    const near = didYouMean(
      id,
      rules.map((rule) => rule.id),
    );
    terminal.err(`eco: "${id}" is no rule${near ? `; did you mean "${near}"?` : ''}\nTry: eco explain\n`);
    return 2;
  }
  if (args.flag('json')) {
    const documents = chosen.map(({ check: _, ...text }) => text);
    terminal.out(`${JSON.stringify(id === undefined ? documents : documents[0], undefined, 2)}\n`);
  } else
    terminal.out(
      id === undefined ? list(chosen, terminal.width) : chosen.map((rule) => page(rule, terminal.width)).join('\n'),
    );
  return 0;
}

function list(all: readonly Rule[], width: number): string {
  const column = Math.max(...all.map(({ id }) => id.length)) + 2;
  const lines = all.flatMap(({ id, what }) =>
    wrap(what, width - column).map((line, i) => `${(i === 0 ? id : '').padEnd(column)}${line}`),
  );
  return `${lines.join('\n')}\n`;
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
