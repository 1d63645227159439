import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The catalogue, which `npm run gen` makes of the sources; that it is current is tested with all that is generated. */
const page = readFileSync(join(__dirname, '../docs/reference/messages.md'), 'utf8');
const entries = page.split(/^- /m).slice(1);
const messages = entries.map((entry) => /^`+ ?(.*?) ?`+ *$/m.exec(entry)?.[1] ?? '');

it('holds every message', () => {
  expect(messages.length).toBeGreaterThan(500);
  expect(messages).toContain('there is no images file for "…"');
});

it('speaks in one tone: no full stop, no reproach, no typographic quotes', () => {
  expect(
    messages.filter((message) =>
      /[^.…]\.$|!$|[’“”]|\b(?:invalid|please|sorry|illegal|must not|failed to)\b/i.test(message),
    ),
  ).toEqual([]);
});

/** A message that nobody has seen may be wrong, or impossible: `npm run said` after its test is written. */
it('has hardly a message that no test has made the library or the command say', () => {
  const unsaid = entries.filter((entry) => entry.includes('No test says it'));
  expect(unsaid.length).toBeLessThanOrEqual(40);
});

it('says in sentences why, and what to type', () => {
  const whys = entries.flatMap((entry) => /^ {2}why: (.*?) *$/m.exec(entry)?.[1] ?? []);
  expect(whys.filter((why) => !/[.?:…]$/.test(why))).toEqual([]);
});
