import { isObject } from '../../manifest/access.js';
import type { Field } from '../../manifest/field.js';
import type { Source } from '../../manifest/files/sources.js';
import { isOneSlip } from '../../values/did-you-mean.js';
import { listed, quoted } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { actionOf, isPosix, scriptOf, type WorkflowJob } from './jobs.js';
import { knownAction } from './known-actions.js';
import { pathFilters } from './path-filters.js';

/** A line that writes to the file of outputs and whose names stand there: one output, or the end of a block. */
const PLAIN =
  /(?:^|[;&|{]|\bthen|\belse|\bdo)\s*echo\s+(["']?)[A-Za-z_][\w-]*(?:=|<<).*>>\s*"?\$\{?GITHUB_OUTPUT\}?"?\s*(?:;.*)?$|^\s*\}\s*>>\s*"?\$\{?GITHUB_OUTPUT\}?"?\s*$|\bos\.(?:environ|getenv)\b/;
/** Programs that may write outputs, too, and lines of which only a run knows what they write. */
const ELSEWHERE =
  /(?:\.\/|\.(?:sh|py|[cm]?[jt]s|rb)\b|\b(?:source|eval|uv|poetry|npm|npx|pnpm|yarn|bun|deno|make|just|task|go|cargo)\b)/;
const DYNAMIC = /\b(?:echo|printf|print|write)\s*\(?\s*f?["']?\s*(?:\$|\{|%)|\bwritelines\b|\bcore\.|\.join\(/;
const NAMED = /\b(?:echo|printf|write\(f?)\s*\(?["']?([A-Za-z_][\w-]*)(?:=|<<)/g;

/** The output that a step does not give, where that can be known: what there is instead. */
export function missingOutput(step: Field<Source>, name: string, job: WorkflowJob): string | undefined {
  const known = knownAction(step.at('uses').text ?? '');
  if (known?.isSure) {
    const given = [...known.outputs, ...namedByInput(step)];
    return given.includes(name) || isOpen(step) ? undefined : `the action gives ${listed(quoted(given), 8) || 'none'}`;
  }
  const script = scriptOf(step);
  if (!isPosix(step, job)) return undefined;
  if (isElsewhere(script, name)) return `the script of the step writes it to GITHUB_ENV, not to GITHUB_OUTPUT`;
  const written = [...new Set([...script.matchAll(NAMED)].flatMap(([, one]) => one ?? []))];
  if (written.some((one) => one.toLowerCase() === name.toLowerCase()) || ELSEWHERE.test(script)) return undefined;
  if (new RegExp(`(?<![\\w-])${name}(?:=|<<)`).test(script)) return undefined;
  const lines = script.split('\n').filter((line) => line.includes('GITHUB_OUTPUT'));
  const isSlip = written.some((one) => isOneSlip(one, name));
  const isPlain = lines.every((line) => PLAIN.test(line)) && !DYNAMIC.test(script);
  if (lines.length === 0 || !(isPlain || isSlip) || written.length === 0) return undefined;
  return `the script of the step writes ${listed(quoted(written), 8)}`;
}

/** Outputs that an action calls after what it is given. */
function namedByInput(step: Field<Source>): readonly string[] {
  if (actionOf(step) !== 'dorny/paths-filter') return [];
  const filters = pathFilters(step.at('with.filters').text ?? '');
  return isObject(filters) ? Object.keys(filters).flatMap((one) => [one, `${one}_count`, `${one}_files`]) : [];
}

/** Whether the names of outputs stand in a file of their own, or are made of what the files are called. */
function isOpen(step: Field<Source>): boolean {
  if (actionOf(step) === 'dorny/paths-filter') return namedByInput(step).length === 0;
  return step.entries('with').some(([key]) => key.startsWith('files_yaml') || key.startsWith('files_ignore_yaml'));
}

/** Whether a script writes the name as a variable for later steps, and no output. */
function isElsewhere(script: string, name: string): boolean {
  if (/GITHUB_OUTPUT|::set-output/.test(script) || ELSEWHERE.test(script)) return false;
  return script.split('\n').some((line) => line.includes(`${name}=`) && line.includes('GITHUB_ENV'));
}

/** Reports outputs and variables that a script writes so that GitHub does not read them. */
export function* outputMistakes(script: Field<Source>, text: string): Iterable<Report> {
  const [, old] = /::(set-output|save-state) name=/.exec(text) ?? [];
  if (old !== undefined)
    yield report(script, `"::${old}" is a command that GitHub takes back`, {
      severity: 'warning',
      why: 'Each run warns of it; on the day on which it is gone the value is empty, and no error.',
      fix: `Write echo "name=value" >> "$GITHUB_${old === 'set-output' ? 'OUTPUT' : 'STATE'}".`,
    });
  const [, gone] = /::(set-env name=|add-path::)/.exec(text) ?? [];
  if (gone !== undefined) {
    const command = gone.replace(/[ :].*/, '');
    yield report(script, `"::${command}" is a command that GitHub refuses since 2020`, {
      why: 'The step fails: the command is disabled.',
      fix: `Write to "$GITHUB_${command === 'set-env' ? 'ENV' : 'PATH'}" instead.`,
    });
  }
  const [, named] = />>?\s*"?GITHUB_(OUTPUT|ENV|PATH|STEP_SUMMARY)"?\s*$/m.exec(text) ?? [];
  if (named !== undefined)
    yield report(script, `"GITHUB_${named}" is written without a $: a file of that name`, {
      why: 'The runner does not read that file: later steps get nothing.',
      fix: `Write "$GITHUB_${named}".`,
    });
  yield* delimiters(script, text);
  // Between two lines of a file that are delimiters any line is right.
  if (!/<<\w+["']?\s*>>/.test(text)) yield* withoutSign(script, text);
}

const OPENS = /\b(?:echo|printf)\s+["']?[A-Za-z_][\w-]*<<([A-Za-z_]\w*)/;

/** Source: GitHub, "Workflow commands": multiline strings. What one writes at once, `{ … } >> FILE`, ends there. */
function* delimiters(script: Field<Source>, text: string): Iterable<Report> {
  const lines = text.split('\n');
  for (const [i, line] of lines.entries()) {
    const word = OPENS.exec(line)?.[1];
    if (word === undefined) continue;
    const after = lines.slice(i + 1);
    const block = after.findIndex((one) => /^\s*\}\s*>>/.test(one));
    const rest = (block < 0 ? after : after.slice(0, block)).map((one) => one.replace(OPENS, ''));
    if (rest.some((one) => one.split(/[^\w-]+/).includes(word))) continue;
    yield report(script, `the value that begins with <<${word} does not end`, {
      why: 'The step fails: "Matching delimiter not found".',
      fix: `Write ${word} alone on a line after the value.`,
    });
    return;
  }
}

const LINE = /\becho\s+(["'])([A-Za-z_][\w-]*)(?:\s*:|\s+\$)[^=<\n]*?\1\s*>>\s*"?\$\{?GITHUB_(OUTPUT|ENV)\b/;

function* withoutSign(script: Field<Source>, text: string): Iterable<Report> {
  const [, , name, file] = LINE.exec(text) ?? [];
  if (name === undefined) return;
  yield report(script, `"${name}" is written to GITHUB_${file} with no = behind it`, {
    why: 'The step fails: "Invalid format".',
    fix: `Write ${name}=….`,
  });
}
