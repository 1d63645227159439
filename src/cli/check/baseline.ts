import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BaselineEntry, baselineOf, type Compared, compareWith } from '../../checks/baseline.js';
import type { Finding } from '../../diagnostic/diagnostic.js';
import { isObject, list, number, strings, text } from '../../manifest/access.js';
import type { Json } from '../../manifest/manifest.js';
import { readYaml } from '../../manifest/yaml/read-yaml.js';
import { Failure } from '../failure.js';
import { replaceText } from './replace-text.js';

const HEAD = `# What "eco check" found when this file was written, and accepts since. Written by: eco check --write-baseline
# It may only become shorter.
`;

/** Takes out what the baseline file accepts. @throws Failure for a file that is none */
export function againstBaseline(file: string, root: string, findings: readonly Finding[]): Compared {
  const path = resolve(root, file);
  if (!existsSync(path))
    throw failure(`there is no baseline "${file}"`, `Write it with: eco check --baseline ${file} --write-baseline`);
  const { documents, findings: unreadable } = readYaml(readFileSync(path, 'utf8'), file);
  if (unreadable.length > 0) throw new Failure(...unreadable);
  const entries = list(documents[0]?.value ?? []).map((value) => {
    const entry = entryIn(value);
    if (!entry) throw failure(`"${file}" is no baseline`, 'Write it anew with --write-baseline.');
    return entry;
  });
  return compareWith(entries, findings);
}

/** Writes the baseline that accepts these findings; the same findings give the same bytes. */
export function writeBaseline(file: string, root: string, findings: readonly Finding[]): void {
  const lines = baselineOf(findings).map((entry) => {
    const fields = Object.entries(entry).filter(([key, value]) => !(key === 'count' && value === 1));
    return `- ${fields.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join('\n  ')}\n`;
  });
  replaceText(resolve(root, file), HEAD + (lines.length > 0 ? lines.join('') : '[]\n'));
}

function entryIn(value: Json): BaselineEntry | undefined {
  const [rule, object, message] = [text(value, 'rule'), text(value, 'object'), text(value, 'message')];
  if (!isObject(value) || rule === undefined || object === undefined || message === undefined) return undefined;
  const field = text(value, 'field');
  const also = isObject(value) && value.also !== undefined ? strings(value, 'also') : undefined;
  return {
    rule,
    object,
    ...(field !== undefined && { field }),
    message,
    ...(also && { also }),
    count: number(value, 'count') ?? 1,
  };
}

function failure(message: string, fix: string): Failure {
  return new Failure({ rule: 'baseline', severity: 'error', message, why: 'It cannot be told what is new.', fix });
}
