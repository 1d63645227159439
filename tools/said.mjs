// What the tests make the library and the command say: runs them, and writes for each message of the sources what was
// said and in which test. The catalogue of messages (docs/reference/messages.md) is made from that.
//
//   npm run said                 all tests
//   npm run said -- FILE …       these alone; what others have shown stays
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messagesIn } from './gen/message-texts.mjs';
import { merged } from './gen/said-merge.mjs';
import { readSaid, writeSaid } from './gen/said-messages.mjs';

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

writeSaid(root, merged(messagesIn(root), files.length > 0 ? readSaid(root) : {}, heard));
process.exit(status ?? 1);
