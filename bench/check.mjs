// `eco check` beside other checkers, on the same generated files, each on one processor.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { schemaFolder } from './check-schemas.mjs';
import { goTools } from './go-tools.mjs';
import { benchFiles } from './made-fleet.mjs';
import { median } from './table.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** One that takes longer, in seconds, runs once. */
const SLOW = 20;
const pin = spawnSync('taskset', ['-c', '0', 'true']).status === 0 ? ['taskset', '-c', '0'] : [];

/**
 * A table of seconds, and sentences about what could not be measured.
 * @param sizes services, of eight objects each, and seven more: about 1,000, 5,000 and 20,000 objects
 * @param others whether tools that have to be had first are measured too
 */
export function checkTable({ sizes = [125, 625, 2500], rounds = 3, others = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'eco-bench-'));
  try {
    const schemas = schemaFolder(join(folder, 'schemas'));
    const { tools, missing } = goTools(others ? ['kubeconform', 'kube-score', 'kube-linter'] : []);
    const checkers = {
      'eco check': (files) => [process.execPath, `${root}bin/eco.js`, 'check', files, '--json'],
      'js-yaml + ajv': (files) => [process.execPath, `${root}bench/ajv-child.mjs`, schemas, files],
      ...(tools.kubeconform && {
        'kubeconform, schemas only': (files) => [
          ...[tools.kubeconform, '-n', '1', '-strict', '-summary', '-schema-location'],
          ...[`${schemas}/{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json`, files],
        ],
      }),
      ...(tools['kube-score'] && {
        // It holds every file open that it is told of: of thousands it reads none.
        'kube-score': (_, list, whole) => {
          if (!existsSync(whole)) for (const path of list) appendFileSync(whole, `---\n${readFileSync(path, 'utf8')}`);
          return [tools['kube-score'], 'score', '-o', 'ci', whole];
        },
      }),
      ...(tools['kube-linter'] && {
        'kube-linter': (files) => [tools['kube-linter'], 'lint', '--format', 'json', files],
      }),
    };
    const rows = sizes.map((services) => {
      const files = benchFiles(services);
      const place = join(folder, String(services));
      for (const [path, text] of files) {
        mkdirSync(dirname(join(place, path)), { recursive: true });
        writeFileSync(join(place, path), text);
      }
      const list = [...files.keys()].map((path) => join(place, path));
      const times = Object.fromEntries(Object.keys(checkers).map((name) => [name, []]));
      for (let round = 0; round < rounds; round += 1)
        for (const [name, command] of Object.entries(checkers))
          if (!(times[name][0] > SLOW)) times[name].push(seconds(command(place, list, `${place}.yaml`)));
      return [files.size, ...Object.values(times).map((all) => median(all).toFixed(2))];
    });
    return { head: ['objects', ...Object.keys(checkers).map((name) => `${name}, s`)], rows, missing };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function seconds([command, ...args]) {
  const began = performance.now();
  const all = [...pin, command, ...args];
  const { status, stdout, stderr, error } = spawnSync(all[0], all.slice(1), {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: { ...process.env, GOMAXPROCS: '1' },
  });
  // Some end with 1 for findings and for files that they could not read.
  if (error || status === null || status > 1 || stdout === '')
    throw new Error(`${command} failed: ${error ?? stderr.slice(0, 500)}`);
  return (performance.now() - began) / 1000;
}
