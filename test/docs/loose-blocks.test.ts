import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type Block, blocksOf, fileOf, pages, read, root } from './blocks.js';

/** Blocks of TypeScript that are no file of a project. */
const loose = pages.flatMap(blocksOf).filter((block) => block.language === 'ts' && fileOf(block) === undefined);

/** All that the library exports, and what every file of a fleet takes from its environments. */
const exported = new Set([...read('src/index.ts').matchAll(/\b(\w+)(?=,| \})/g)].map(([, name = '']) => name));
const fleets = ['defineService', 'defineWorker', 'defineStore'];

const resources = "resources: { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] }";
const definition = `scale: fixed(2), ${resources}`;

/** What a block is part of: ```ts in service```. `…` is the block. */
const around: Readonly<Record<string, string>> = {
  service: `defineService('x', (env) => ({ ...{ port: 8000, ${definition} }, … }));`,
  worker: `defineWorker('x', (env) => ({ ...{ celery: { app: 'x', pool: 'prefork', concurrency: 4 }, metricsPort: 9090, ${definition} }, … }));`,
  environment: 'const x: Partial<EnvironmentSpec> = { … };',
  fleet: 'const x: Partial<FleetSpec<Record<"dev" | "prod", EnvironmentSpec>>> = { … };',
};

/** A module of its own, with the imports that a part goes without. */
function moduleOf({ words, text }: Block): string {
  const place = words[0] === 'in' ? around[words[1] ?? ''] : '…';
  if (place === undefined) throw new Error(`a block can be in ${Object.keys(around).join(', ')}, not in "${words[1]}"`);
  const code = place.replace('…', () => `\n${text}`);
  if (code.includes('import ')) return code;
  const used = [...new Set(code.match(/(?<![.'\w])\w+\b(?!:)/g))];
  const own = (name: string) => new RegExp(`\\b(?:const|function|type) ${name}\\b`).test(code);
  const from = (names: readonly string[], module: string) => `import { ${names.join(', ')} } from '${module}';\n`;
  const library = used
    .filter((name) => exported.has(name) && !own(name))
    .map((name) => (/^[A-Z]/.test(name) ? `type ${name}` : name));
  return `${from(library, '@eco2/manifests')}${from(
    fleets.filter((name) => used.includes(name)),
    '../../src/fleet/environments',
  )}export {};\n${code}`;
}

it('shows TypeScript that compiles', () => {
  expect(loose.length).toBeGreaterThan(3);
  mkdirSync(join(root, '.eco'), { recursive: true });
  const folder = mkdtempSync(join(root, '.eco/docs-'));
  try {
    const name = ({ page, line }: Block) => `${page.replace(/\W/g, '-')}-${line}.ts`;
    for (const block of loose) writeFileSync(join(folder, name(block)), moduleOf(block));
    writeFileSync(join(folder, 'tsconfig.json'), '{ "extends": "../../src/fleet/tsconfig.json", "include": ["."] }');
    const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stdout.replaceAll(`${relative(root, folder)}/`, '')).toBe('');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
