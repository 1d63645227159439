// What tests have made the sources say (tools/said.mjs), by file and by message as it stands there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const saidFile = 'test/said.json';

export function readSaid(root) {
  const file = join(root, saidFile);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** As the formatter writes it, so that a run changes no line but those of what it heard. */
export function textOf(said) {
  return `${JSON.stringify(said, undefined, 2)}\n`;
}

/** What was heard of a message. A file that was moved since says the same. */
export function heardOf(said, file, message) {
  return said[file]?.[message] ?? Object.values(said).find((one) => one[message])?.[message];
}

/** Texts that a message with "…" in it may become. */
export function pattern(message) {
  const parts = message.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}(?: \\(and in [^()]*\\))?$`, 's');
}

/** Characters of a message that are the same in all cases. */
export function literalLength(message) {
  return message.replaceAll(/[…"\s]/g, '').length;
}
