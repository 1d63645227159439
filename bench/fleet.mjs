import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { schemaFolder } from './check-schemas.mjs';
import { goTools } from './go-tools.mjs';
import { helm } from './helm.mjs';
import { median } from './table.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const eco = `${root}bin/eco.js`;
const cdk8s = join(createRequire(import.meta.url).resolve('cdk8s-cli/package.json'), '../bin/cdk8s');
// `cdk8s` looks for newer versions of itself otherwise.
const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };

function seconds([command, ...args], given = env) {
  const began = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: root, env: given, maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  return (performance.now() - began) / 1000;
}

/**
 * One after the other, round by round, so that a busy moment falls on all of them. Rows of a table, and notes.
 * @param others whether tools that have to be had first are measured too
 */
export function fleetRatios({ rounds = 9, others: wanted = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'eco-bench-'));
  try {
    const node = process.execPath;
    const others = wanted ? peers(folder) : { commands: [], notes: [] };
    const commands = new Map([
      ['`node -e 0`', [node, '-e', '0']],
      ['`eco --help`', [node, eco, '--help']],
      ['`eco synth`: types, manifests, all checks', [node, eco, 'synth']],
      ['`eco check dist`: all checks', [node, eco, 'check', 'dist']],
      ['`cdk8s synth` of the same app', [node, cdk8s, 'synth']],
      ...others.commands,
    ]);
    const times = new Map([...commands.keys()].map((name) => [name, []]));
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, command] of commands) {
        const time = seconds(command);
        // The first round warms the file cache.
        if (round > 0) times.get(name).push(time);
      }
    }
    const base = times.get('`node -e 0`');
    const synth = times.get('`eco synth`: types, manifests, all checks');
    const rows = [...times].map(([name, list]) => {
      const ratio = (of) => median(list.map((time, i) => time / of[i])).toFixed(1);
      return [name, median(list).toFixed(3), ratio(base), ratio(synth)];
    });
    return { rows, notes: [...certificates([node, '-e', '0'], [node, eco, 'synth'], rounds), ...others.notes] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whoever has certificates of their own in the environment pays for them at each start, that of `node -e 0` too. */
function certificates(nothing, synth, rounds) {
  const { NODE_EXTRA_CA_CERTS, ...bare } = env;
  if (NODE_EXTRA_CA_CERTS === undefined) return [];
  const pairs = Array.from({ length: rounds }, () => [nothing, synth].map((command) => seconds(command, bare)));
  const time = median(pairs.map(([base]) => base)).toFixed(3);
  const ratio = median(pairs.map(([base, whole]) => whole / base)).toFixed(1);
  return [
    'NODE_EXTRA_CA_CERTS is set here: every Node process reads those certificates first. ' +
      `Without it \`node -e 0\` takes ${time} s, and \`eco synth\` ${ratio} times as long.`,
  ];
}

/** Tools that make or check the same objects, as far as they can be had here. */
function peers(folder) {
  const { binary, args = [], objects, reason } = helm(root);
  const { tools, missing } = goTools(['kustomize', 'kubeconform']);
  const kustomizations = tools.kustomize && writeKustomizations(folder);
  const schemas = tools.kubeconform && schemaFolder(join(folder, 'schemas'));
  const location = `${schemas}/{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json`;
  return {
    commands: [
      ...(binary ? [[`\`helm template\` of a chart with ${objects} objects`, [binary, ...args]]] : []),
      ...(kustomizations
        ? [
            [
              '`kustomize build` of the same objects, each environment',
              ['sh', '-c', 'for one; do "$0" build "$one" || exit; done', tools.kustomize, ...kustomizations],
            ],
          ]
        : []),
      ...(schemas
        ? [
            [
              '`kubeconform` of the same objects: schemas only',
              [
                tools.kubeconform,
                '-strict',
                '-ignore-missing-schemas',
                '-schema-location',
                location,
                join(root, 'dist'),
              ],
            ],
          ]
        : []),
    ],
    notes: [...(reason ? [reason] : []), ...missing],
  };
}

/** A folder for each environment. */
function writeKustomizations(folder) {
  const dist = join(folder, 'kustomize');
  cpSync(join(root, 'dist'), dist, { recursive: true });
  const environments = readdirSync(dist, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return environments.map(({ name }) => {
    const files = readdirSync(join(dist, name), { recursive: true, encoding: 'utf8' });
    const resources = files.filter((file) => file.endsWith('.yaml')).sort();
    const text = `namePrefix: ${name}-\nresources:\n${resources.map((one) => `  - ${one}\n`).join('')}`;
    writeFileSync(join(dist, name, 'kustomization.yaml'), text);
    return join(dist, name);
  });
}
