// What tests have made the sources say (tools/said.mjs), by file and by message as it stands there. A file each source, so
// that two branches touch the same one only when they touch the same source.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const folder = 'test/said';

export function readSaid(root) {
  const top = join(root, folder);
  if (!existsSync(top)) return {};
  const files = readdirSync(top, { recursive: true }).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.sort().map((file) => [sourceOf(file), JSON.parse(readFileSync(join(top, file), 'utf8'))]),
  );
}

/** In place of what stands there: a source that says nothing any more has no file. */
export function writeSaid(root, said) {
  rmSync(join(root, folder), { recursive: true, force: true });
  for (const [source, messages] of Object.entries(said)) {
    const file = join(root, folder, fileOf(source));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, textOf(messages));
  }
}

const fileOf = (source) => source.replace(/^src\/(.*)\.ts$/, '$1.json');
const sourceOf = (file) => `src/${file.replace(/\.json$/, '.ts')}`;

/** As the formatter writes it, so that a run changes no line but those of what it heard. */
const textOf = (messages) => `${JSON.stringify(messages, undefined, 2)}\n`;

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
