// What the tests make the library and the command say: runs them, and writes for each message of the sources what was
// said and in which test. The catalogue of messages (docs/reference/messages.md) is made from that.
//
//   npm run said                 all tests
//   npm run said -- FILE …       these alone; what others have shown stays
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messagesIn } from './gen/message-texts.mjs';
import { heardOf, literalLength, pattern, readSaid, saidFile } from './gen/said-messages.mjs';

/** What only hands on the messages of others. */
const HANDED = ['', 'src/checks/rule.ts', 'src/checks/finding.ts'];

const root = fileURLToPath(new URL('..', import.meta.url));
const files = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'eco-said-'));
const { status } = spawnSync('npx', ['jest', '--config', 'jest.said.config.cjs', ...files], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, ECO_SAID: folder },
});
const heard = readdirSync(folder).flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
rmSync(folder, { recursive: true });

const before = files.length > 0 ? readSaid(root) : {};
const said = {};
for (const { file, message } of messagesIn(root)) {
  const found = best(heard.filter((one) => fits(one, file, message))) ?? heardOf(before, file, message);
  if (found) said[file] = { ...said[file], [message]: found };
}
writeFileSync(join(root, saidFile), `${JSON.stringify(said, undefined, 1)}\n`);
process.exit(status ?? 1);

/** Said by that file; or handed on, in words that are particular enough, best by the file's own test. */
function fits({ file, text, test }, of, message) {
  const own = test === of.replace(/^src(.*)\.ts$/, 'test$1.test.ts');
  return (
    (file === of || (HANDED.includes(file) && (own || literalLength(message) >= 8))) && pattern(message).test(text)
  );
}

/** The plainest: no path of this machine, no random input, and short. */
function best(found) {
  const cost = ({ text, test }) =>
    text.length +
    (/[^ -~…×–]|\/(?:tmp|work|home)\//.test(text) ? 1e6 : 0) +
    (/hostile|mutation|damaged/.test(test) ? 1e3 : 0);
  const order = (a, b) => cost(a) - cost(b) || (`${a.test} ${a.text}` < `${b.test} ${b.text}` ? -1 : 1);
  const [first] = found.sort(order);
  if (!first || cost(first) >= 1e6) return first && { test: first.test, in: first.name };
  return { text: first.text, test: first.test, in: first.name };
}
