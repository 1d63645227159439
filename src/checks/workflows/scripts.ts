import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/sources.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';
import { scriptOf, type WorkflowJob } from './jobs.js';

// Source: GitHub, "Workflow commands": environment files.
const FILES = ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE'];
const WRITTEN_TO = /(?:>|\btee(?:\s+-a)?)\s*"?\$\{?(GITHUB\w+)\}?"?(?=[\s;|&)}]|$)/gm;

/** Slips in the scripts of a job that the shell finds only when it is there, or never. */
export function* scriptSlips({ field, steps }: WorkflowJob): Iterable<Report> {
  for (const step of steps) {
    const script = step.at('run');
    if (!isShell(step) || script.text === undefined) continue;
    yield* files(script, script.text, field);
    yield* commands(script, script.text);
  }
}

/** Whether the script of a step is one of a POSIX shell, as far as the step says. */
export function isShell(step: Field<Source>): boolean {
  const shell = step.at('shell');
  return !shell.exists || /^(?:bash|sh)\b/.test(shell.text ?? '');
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

const HERE = /(?<!<)<<(-?)\s*(["']?)([A-Za-z_]\w*)\2(?![\w<])/;

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
    const here = heredoc(line);
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

/** What a line begins that is no command: the text up to a line with that word. */
function heredoc(line: string): { readonly word: string; readonly tabs: boolean } | undefined {
  const found = HERE.exec(line);
  if (!found) return undefined;
  const [, dash, , word = ''] = found;
  const before = line.slice(0, found.index);
  const isText = [/"/g, /'/g].some((quote) => (before.match(quote) ?? []).length % 2 === 1);
  return isText || /(?:^|\s)#|\(\(|[\w)]$/.test(before) ? undefined : { word, tabs: dash === '-' };
}

const WRITES =
  /(?:^|[;&|{]|\bthen|\belse|\bdo)\s*echo\s+(["']?)[A-Za-z_][\w-]*=.*>>\s*"?\$\{?GITHUB_OUTPUT\}?"?\s*(?:;.*)?$/;
const OTHERS =
  /(?:\.\/|\.(?:sh|py|[cm]?[jt]s|rb)\b|\b(?:bash|sh|source|eval|python3?|uv|poetry|node|npm|npx|pnpm|yarn|bun|deno|make|just|task|go|cargo|ruby|perl|cat|printf|tee|core)\b)/;

/**
 * The output that a step's script does not write, where that can be known: each line that writes outputs is a plain
 * `echo "name=…" >> "$GITHUB_OUTPUT"`, the name stands nowhere in the script, and no other program may write it.
 */
export function unwrittenOutput(step: Field<Source>, name: string): string | undefined {
  const script = scriptOf(step);
  const lines = script.split('\n').filter((line) => line.includes('GITHUB_OUTPUT'));
  if (!isShell(step) || lines.length === 0 || !lines.every((line) => WRITES.test(line))) return undefined;
  if (script.toLowerCase().includes(name.toLowerCase()) || OTHERS.test(script)) return undefined;
  const written = lines.flatMap((line) => /echo\s+["']?([\w-]+)=/.exec(line)?.[1] ?? []);
  return `the script of the step writes ${[...new Set(written)].map((one) => `"${one}"`).join(', ')}`;
}
