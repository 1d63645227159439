import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { hereDocument } from './here-document.js';
import { isPosix, type WorkflowJob } from './jobs.js';
import { blockProblem, commandLines, shellCode } from './shell-blocks.js';
import { misspelt } from './shell-commands.js';
import { leftOpen } from './shell-quotes.js';
import { outputMistakes } from './step-outputs.js';

// Source: GitHub, "Workflow commands": environment files.
const FILES = ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE'];
const WRITTEN_TO = /(?:>|\btee(?:\s+-a)?)\s*"?\$\{?(GITHUB\w+)\}?"?(?=[\s;|&)}]|$)/gm;

/** Slips in the scripts of a job that the shell finds only when it is there, or never. */
export function* scriptSlips(job: WorkflowJob): Iterable<Report> {
  for (const step of job.steps) {
    const script = step.at('run');
    if (script.text === undefined || !isPosix(step, job)) continue;
    yield* files(script, script.text, job.field);
    yield* commands(script, script.text);
    yield* outputMistakes(script, script.text);
    yield* strayWords(script, script.text);
    const code = commandLines(script.text);
    yield* slips(script, code);
    const open = leftOpen(code);
    const problem = open === undefined ? blockProblem(script.text) : `${open} is not closed`;
    if (problem)
      yield report(script, `the script cannot be read: ${problem}`, {
        why: 'The shell stops there with "syntax error": what stands before it may have been done.',
        fix: open === undefined ? 'Write the word that is missing, or delete the other.' : `Close the ${open}.`,
      });
  }
}

function* slips(script: Field<Source>, code: string): Iterable<Report> {
  const slip = misspelt(code);
  if (slip)
    yield report(script, `"${slip.word}" is no command`, {
      why: 'The step stops there: what it was to do is not done.',
      fix: `Did you mean "${slip.meant}"?`,
    });
}

function* files(script: Field<Source>, text: string, job: Field<Source>): Iterable<Report> {
  for (const name of new Set([...text.matchAll(WRITTEN_TO)].map(([, name = '']) => name))) {
    if (FILES.includes(name) || text.includes(`${name}=`) || job.at(['env', name]).exists) continue;
    const near = didYouMean(name, FILES);
    if (near === undefined) continue;
    yield report(script, `"$${name}" is no file of the runner`, {
      why: 'The variable is empty: the shell cannot write, or what is written reaches no later step.',
      fix: `Did you mean $${near}?`,
    });
  }
}

/** Lines that the shell takes for a command, and that are meant as a variable or as the rest of the line before. */
function* strayWords(script: Field<Source>, text: string): Iterable<Report> {
  const code = shellCode(text) ?? '';
  const [, name] = /^[ \t]*([A-Z_][A-Z0-9_]*) += +\S/m.exec(code) ?? [];
  const [, dollar] = /^[ \t]*(\$[A-Za-z_]\w*)=/m.exec(code) ?? [];
  // The elements of an array stand alone on their lines, too.
  const [, option] = (!/=\(/.test(code) && /^[ \t]*(--[a-z][\w-]*)(?![^\n]*\))/m.exec(code)) || [];
  const why = 'The shell looks for a command of that name: "command not found".';
  if (name !== undefined)
    yield report(script, `"${name} =": blanks stand around the =`, { why, fix: `Write ${name}=… without blanks.` });
  if (dollar !== undefined)
    yield report(script, `"${dollar}=": a variable is set without the $`, { why, fix: `Write ${dollar.slice(1)}=….` });
  if (option !== undefined)
    yield report(script, `a line begins with "${option}": the line before does not go on`, {
      why,
      fix: 'End the line before with a backslash and nothing behind it.',
    });
}

function* commands(script: Field<Source>, text: string): Iterable<Report> {
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i] ?? '';
    if (/^\s*(?:if|elif|while|until)\s+(?:!\s+)?\[\[?["$].*;\s*(?:then|do)\s*$/.test(line)) {
      yield report(script, `"${line.trim()}": no blank stands after the [`, {
        why: 'The shell looks for a command of that name, finds none, and goes on as if the condition were false.',
        fix: 'Write [ with a blank on both sides.',
      });
    }
    if (/^\s*(?:if|elif|while|until)\s+(?:!\s+)?\[\s(?!.*\[\[).*["']\]\s*;\s*(?:then|do)\s*$/.test(line)) {
      yield report(script, `"${line.trim()}": no blank stands before the ]`, {
        why: 'The shell looks for the ] as a word of its own: "missing ]", and goes on as if the condition were false.',
        fix: 'Write ] with a blank before it.',
      });
    }
    if (refersToNothing(line))
      yield report(script, `"${line.trim().slice(0, 60)}": sed is asked for a group that its pattern has not`, {
        why: String.raw`sed stops: "invalid reference \1". Without -E a group is \( … \), with it ( … ).`,
        fix: 'Write sed -E, or the brackets with a backslash; and the other way round.',
      });
    const here = hereDocument(line);
    if (!here) continue;
    const ends = (one: string) => (here.tabs ? one.replace(/^\t+/, '') : one) === here.word;
    const end = lines.findIndex((one, at) => at > i && ends(one));
    if (end === -1) {
      const indented = lines.slice(i + 1).some((one) => one.trim() === here.word);
      yield report(script, `the text that begins with <<${here.word} does not end`, {
        why: 'All that follows in the script is text, and no command: it is not run, and the step succeeds.',
        fix: indented
          ? `Let ${here.word} begin where the lines of the script begin: blanks before it are not allowed.`
          : `Write ${here.word} alone on a line after it.`,
      });
      return;
    }
    i = end;
  }
}

const SED = /\bsed((?:\s+-[\w-]+)*)\s+'s([|/#,@!])((?:\\.|(?!\2).)*)\2((?:\\.|(?!\2).)*)\2/;

/** Source: POSIX, sed: `\1` is what the first group of the pattern matched; the dialect says what is a group. */
function refersToNothing(line: string): boolean {
  const [, options = '', , pattern = '', replacement = ''] = SED.exec(line) ?? [];
  const asked = [...replacement.matchAll(/\\([1-9&\\])/g)].map(([, one]) => Number(one) || 0);
  const isExtended = /\s-(?:\w*[Er]|-regexp-extended)/.test(options);
  const groups = pattern.replaceAll(/\[\^?\]?[^\]]*\]/g, '').match(isExtended ? /(?<!\\)\(/g : /\\\(/g) ?? [];
  return Math.max(0, ...asked) > groups.length;
}
