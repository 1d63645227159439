import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'eco-package-'));
const project = join(folder, 'shop');
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8'));
const manifest = read('package.json');
const tarball = `${manifest.name.slice(1).replace('/', '-')}-${manifest.version}.tgz`;

/** A lock file of one dependency, the tarball: what it needs has the versions and bytes of the repository's own. */
function writeLock(): void {
  const needed = Object.entries<{ dev?: boolean }>(read('package-lock.json').packages).filter(
    ([path, { dev }]) => path !== '' && !dev,
  );
  const { version, dependencies, bin } = manifest;
  const resolved = `file:../${tarball}`;
  const packages = {
    '': { dependencies: { [manifest.name]: resolved } },
    [`node_modules/${manifest.name}`]: { version, resolved, dependencies, bin },
    ...Object.fromEntries(needed),
  };
  writeFileSync(join(project, 'package.json'), JSON.stringify(packages['']));
  writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, requires: true, packages }));
}

const run = (command: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', PATH: `${join(project, 'node_modules/.bin')}:${process.env.PATH}` },
  });
  return { status, out: stdout, err: stderr };
};
const eco = (args: string) => run('eco', ...args.split(' '));
const installed = (path = '') => join(project, 'node_modules', manifest.name, path);
const filesOf = (path: string) =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(join(path, file)).isFile());

beforeAll(() => {
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root, stdio: 'ignore' });
  mkdirSync(project);
  writeLock();
  // What `npm ci` of the repository fetched is in npm's cache.
  execFileSync('npm', ['ci', '--prefer-offline', '--no-audit'], { cwd: project, stdio: 'ignore' });
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('holds the library, its types and its maps, and nothing of a fleet, of the tests or of the build', () => {
    const files = filesOf(installed());
    expect(
      files.filter(
        (file) => !/^(?:bin|lib)\/|^(?:README|CHANGELOG)\.md$|^LICENSE$|^NOTICE$|^package\.json$/.test(file),
      ),
    ).toEqual([]);
    expect(
      files.filter((file) => /\.test\.|(?:^|\/)(?:fleet|test|tools|bench|dist)\/|\.cache$|tsbuildinfo$/.test(file)),
    ).toEqual([]);
    const modules = files
      .filter((file) => /^lib\/(?:src|imports)\/.*\.js$/.test(file))
      .map((file) => file.slice(4, -3));
    expect(modules.length).toBeGreaterThan(500);
    expect(modules.filter((module) => !existsSync(join(root, `${module}.ts`)))).toEqual([]);
    expect(modules.filter((module) => !files.includes(`lib/${module}.d.ts`))).toEqual([]);
  });

  it('brings the sources along with the maps', () => {
    const { sources, sourcesContent } = JSON.parse(readFileSync(installed('lib/src/index.js.map'), 'utf8'));
    expect(sources).toHaveLength(1);
    expect(sourcesContent[0]).toBe(readFileSync(join(root, 'src/index.ts'), 'utf8'));
  });

  it('is as large as the README says', () => {
    const [, packed, unpacked] =
      /(\d+(?:\.\d+)?) MB to\s+fetch,\s+(\d+) MB on\s+disk/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
    const onDisk = filesOf(installed()).reduce((sum, file) => sum + statSync(installed(file)).size, 0);
    const near = (bytes: number, said: string | undefined) => Math.abs(bytes / 1e6 / Number(said) - 1);
    expect(near(statSync(join(folder, tarball)).size, packed)).toBeLessThan(0.1);
    expect(near(onDisk, unpacked)).toBeLessThan(0.1);
  });

  it('exports the library and the custom resources, and nothing else', () => {
    const node = (code: string) => run(process.execPath, '-e', code);
    expect(node("console.log(typeof require('@eco2/manifests').defineFleet)").out).toBe('function\n');
    expect(node("console.log(typeof require('@eco2/manifests/imports/argoproj.io').Rollout)").out).toBe('function\n');
    expect(node("import('@eco2/manifests').then(({ EcoService }) => console.log(typeof EcoService))").out).toBe(
      'function\n',
    );
    expect(node("require('@eco2/manifests/lib/src/cli/main.js')").err).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });
});

describe('a fleet on the package', () => {
  it('begins, grows by a service, synthesizes and is checked', () => {
    expect(eco('init')).toMatchObject({ status: 0, err: '', out: expect.stringMatching(/Next: npx eco synth\n$/) });
    expect(eco('new service search-api --tag 1f3c9a2')).toMatchObject({ status: 0, err: '' });
    expect(eco('synth')).toMatchObject({ status: 0, err: '', out: expect.stringContaining('17 added') });
    expect(eco('check')).toMatchObject({ status: 0, err: 'no findings in 17 files\n' });
    expect(eco('synth --check')).toMatchObject({ status: 0, out: 'dist/: nothing changed\n' });
  });

  it('is told what is wrong by the types of the package', () => {
    const file = join(project, 'src/fleet/services/search-api.ts');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('route:', 'rout:'));
    expect(eco('synth')).toMatchObject({
      status: 1,
      err: expect.stringContaining('"rout" is no property of a service'),
    });
    writeFileSync(file, text);
  });

  it('has every other command too', () => {
    for (const args of [
      'explain ro-alb',
      'plan',
      'facts dev',
      'graph',
      'show podinfo',
      'why src/fleet/services/podinfo.ts:5',
    ])
      expect({ args, ...eco(args) }).toMatchObject({ args, status: 0, err: '' });
    run('git', 'init', '-q');
    run('git', 'add', '-A');
    run('git', '-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-qm', 'Begin');
    expect(eco('hooks')).toMatchObject({ status: 0 });
    expect(eco('doctor')).toMatchObject({ status: 0, out: expect.stringMatching(/^ok +package +@eco2\/manifests /m) });
    expect(eco('completion bash --words -- synth --service s').out).toBe('search-api\n');
    expect(eco('image set podinfo=6.7.2')).toMatchObject({ status: 0 });
    expect(eco('diff')).toMatchObject({ out: expect.stringContaining('1 service restarts') });
    expect(eco('review --html review.html')).toMatchObject({ status: 0 });
    expect(readFileSync(join(project, 'review.html'), 'utf8')).toContain('<script>');
  });

  it('leaves an app of one’s own the constructs', () => {
    writeFileSync(
      join(project, 'app.mjs'),
      `
      import { App, Chart, Testing } from 'cdk8s';
      import { Rollout } from '@eco2/manifests/imports/argoproj.io';
      const chart = new Chart(new App(), 'shop');
      new Rollout(chart, 'cart', { metadata: { name: 'cart' }, spec: { replicas: 2 } });
      console.log(Testing.synth(chart)[0].kind);
    `,
    );
    expect(run(process.execPath, 'app.mjs')).toMatchObject({ status: 0, out: 'Rollout\n' });
  });
});
