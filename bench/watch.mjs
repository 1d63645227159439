// `eco synth --watch` on a copy of this fleet: from a save to the effect on the screen, and to dist/ written.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { median } from './table.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/**
 * Rows: what was waited for, the median, the slowest, and the first one, in milliseconds.
 * @param cold the process has to warm up: its first saves are slower, and reported beside the others
 */
export async function watchTable({ cold = 5, saves = 20 } = {}) {
  const folder = copyOfFleet();
  const watching = spawn(process.execPath, [join(root, 'bin/eco.js'), 'synth', '--watch'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  const said = reader(watching.stdout);
  try {
    await said(/^dist\/: /m);
    const file = join(folder, 'src/fleet/services/waste-api.ts');
    const text = readFileSync(file, 'utf8');
    const times = [];
    for (let i = 0; i < cold + saves; i += 1) {
      await pause(200);
      // As most editors save: beside the file, and into its place by a rename.
      writeFileSync(`${folder}/new`, text.replace('port: 8000', `port: ${8001 + i}`));
      const began = performance.now();
      renameSync(`${folder}/new`, file);
      await said(/ restarts /);
      const shown = performance.now() - began;
      await said(/^dist\/: .* after the save/m);
      times.push({ shown, written: performance.now() - began });
    }
    const row = (name, key) => {
      const warm = times.slice(cold).map((one) => one[key]);
      return [name, median(warm), Math.max(...warm), times[0][key]].map((cell) =>
        typeof cell === 'number' ? Math.round(cell) : cell,
      );
    };
    return [row('the effect is shown', 'shown'), row('types are checked, dist/ is written', 'written')];
  } finally {
    watching.kill('SIGINT');
    if (watching.exitCode === null && watching.signalCode === null) await once(watching, 'close');
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyOfFleet() {
  const folder = mkdtempSync(join(tmpdir(), 'eco-bench-'));
  for (const path of ['cdk8s.yaml', 'src/fleet', 'dist'])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  mkdirSync(join(folder, 'node_modules/@eco2'), { recursive: true });
  symlinkSync(root, join(folder, 'node_modules/@eco2/manifests'));
  return folder;
}

/** Waits for a text in what a stream says, from where the last wait ended. */
function reader(stream) {
  let text = '';
  let look = () => {};
  stream.setEncoding('utf8').on('data', (more) => {
    text += more;
    look();
  });
  return (wanted) =>
    new Promise((done) => {
      look = () => {
        const found = wanted.exec(text);
        if (!found) return;
        text = text.slice(found.index + found[0].length);
        look = () => {};
        done();
      };
      look();
    });
}
