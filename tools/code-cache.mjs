// Writes what V8 made of the command, after it has synthesized the fleet, and after it has checked it: the functions that
// each needs are compiled then, and no others read. V8 knows its own versions, but takes any source of the same length for
// the same: never keep one from before.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);

/** @param {string} root the project's root, after the command was bundled */
export function writeCodeCache(root) {
  for (const command of [['synth', '--check'], ['check']]) {
    rmSync(join(root, `lib/eco.cjs.${command[0]}.cache`), { force: true });
    const { status, stderr } = spawnSync(process.execPath, [self, ...command], { cwd: root });
    if (status !== 0) throw new Error(`no code cache: ${stderr}`);
  }
}

if (process.argv[1] === self) {
  const { script, cache } = createRequire(self)('../bin/eco.js');
  process.stdout.write = () => true;
  process.on('exit', () => {
    writeFileSync(cache, script.createCachedData());
    process.exitCode = 0;
  });
}
