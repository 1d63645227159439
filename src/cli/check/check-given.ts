import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Facts } from '../../cluster/facts.js';
import { parseFacts } from '../../cluster/facts-file.js';
import type { Finding } from '../../diagnostic/diagnostic.js';
import { count } from '../../diagnostic/summary.js';
import { readFiles } from '../../manifest/files/read-files.js';
import { partFiles } from '../../manifest/files/sets.js';
import { readYaml } from '../../manifest/yaml/read-yaml.js';
import type { Arguments, ExitCode, Terminal } from '../command.js';
import { Failure } from '../failure.js';
import { today } from '../today.js';
import { checkInput } from './check-input.js';
import { conclude } from './conclude.js';
import type { Format } from './format.js';
import { type Input, STDIN, withVersion } from './input.js';
import { mend } from './mend.js';
import type { Outcome } from './report.js';
import { checkSettings } from './settings.js';

/** Checks YAML that the project did not write. */
export function checkGiven(format: Format, args: Arguments, terminal: Terminal): ExitCode {
  const input = given(args, terminal);
  const settings = checkSettings(args, input.root);
  const check = (input: Input): Outcome => {
    terminal.status?.(`reading ${input.files.length} files`);
    return checkInput(input, partFiles(input.files, settings.setOf), settings, terminal);
  };
  const first = check(input);
  if (!args.flag('fix')) return conclude(first, format, args, terminal);
  const { edits, files } = mend(first.findings, input.files, input.root);
  terminal.err(`mended ${count(edits, 'place')} in ${count(files.length, 'file')}\n`);
  return conclude(check(edits > 0 ? given(args, terminal) : input), format, args, terminal);
}

function given(args: Arguments, terminal: Terminal): Input {
  const root = terminal.cwd;
  const paths = args.positionals.length > 0 ? args.positionals : ['dist'];
  for (const path of paths) if (path !== '-' && !existsSync(resolve(root, path))) throw missing(path);
  const onDisk = readFiles(
    paths.filter((path) => path !== '-').map((path) => resolve(root, path)),
    root,
  );
  const piped = paths.includes('-') ? [{ file: STDIN, path: STDIN, text: readFileSync(0, 'utf8') }] : [];
  const facts = withVersion({ today: today(), ...factsFile(args.value('facts'), root) }, args);
  return { root, files: [...onDisk.files, ...piped], findings: onDisk.findings, ofSet: () => ({ facts }) };
}

/** @throws Failure for a file that is no facts file */
function factsFile(file: string | undefined, root: string): Facts {
  if (file === undefined) return {};
  if (!existsSync(resolve(root, file))) throw missing(file);
  const { documents, findings } = readYaml(readFileSync(resolve(root, file), 'utf8'), file);
  if (findings.length > 0) throw new Failure(...findings);
  const parsed = parseFacts(documents[0]?.value);
  if ('facts' in parsed) return parsed.facts;
  const [first, ...rest] = parsed.problems.map((message): Finding => {
    const fix = 'Compare with what "eco facts ENV" writes.';
    return {
      rule: 'facts-file',
      severity: 'error',
      message,
      at: { file, line: 1, column: 1 },
      why: 'Rules would rest on facts that are none.',
      fix,
    };
  });
  throw new Failure(...(first ? [first, ...rest] : []));
}

function missing(path: string): Failure {
  return new Failure({
    rule: 'path',
    severity: 'error',
    message: `there is no "${path}"`,
    why: 'Nothing was checked.',
    fix: 'Give a file or folder that is there, or "-" for standard input.',
  });
}
