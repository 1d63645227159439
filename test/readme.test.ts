import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commands } from '../src/cli/commands/index.js';

const root = join(__dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const readme = read('README.md');
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].flatMap(([, text]) => text ?? []);

it('names every command, and no other', () => {
  const named = [...readme.matchAll(/^\| `eco ([a-z]+(?: [a-z]+)?)/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(commands).sort());
});

it('names only files and folders that are there', () => {
  const all = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/defaults.md'].flatMap((from) =>
    [...read(from).matchAll(/`((?:src|test|dist|docs|imports|tools|bin|lib)\/[\w./-]+)`/g)].map(
      ([, path]) => path ?? '',
    ),
  );
  expect(all.length).toBeGreaterThan(10);
  expect(all.filter((path) => !/\/x\b/.test(path) && !existsSync(join(root, path)))).toEqual([]);
});

it('shows a service and a manifest as they are', () => {
  const [service = '', app = ''] = blocks('ts');
  const [first = '', ...rest] = service.split('\n');
  expect(read(first.replace('// ', ''))).toContain(rest.join('\n'));
  const [heading = '', ...yaml] = blocks('yaml')[0]?.split('\n') ?? [];
  expect(read(/dist\S+\.yaml/.exec(heading)?.[0] ?? '')).toContain(yaml.join('\n').trim());
  expect(app).toContain('new EcoService(');
});

it('shows an app of one’s own that compiles', () => {
  mkdirSync(join(root, '.eco'), { recursive: true });
  const folder = mkdtempSync(join(root, '.eco/readme-'));
  try {
    writeFileSync(join(folder, 'app.ts'), blocks('ts')[1] ?? '');
    writeFileSync(join(folder, 'tsconfig.json'), '{ "extends": "../../src/fleet/tsconfig.json", "include": ["."] }');
    const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
    const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder], { encoding: 'utf8' });
    expect(stdout).toBe('');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('shows a message as the command prints it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'eco-readme-'));
  try {
    for (const part of ['src/fleet', 'cdk8s.yaml', 'package.json'])
      cpSync(join(root, part), join(folder, part), { recursive: true });
    mkdirSync(join(folder, 'node_modules/@eco2'), { recursive: true });
    symlinkSync(root, join(folder, 'node_modules/@eco2/manifests'));
    const service = join(folder, 'src/fleet/services/location-api.ts');
    writeFileSync(service, readFileSync(service, 'utf8').replace('route:', 'rout:'));
    const { stderr } = spawnSync(process.execPath, [join(root, 'bin/eco.js'), 'synth'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    expect(blocks('')).toContain(stderr.replace(/\n\d+ errors?.*\n$/, ''));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
