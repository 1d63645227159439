import { spawnSync } from 'node:child_process';
import { realpathSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Project } from '../project.js';

let project: Project;
beforeEach(() => {
  project = new Project('');
});
afterEach(() => project.remove());

const git = (...args: string[]) => expect(spawnSync('git', args, { cwd: project.root }).status).toBe(0);
const sources = () => Object.keys(project.tree('.')).filter((file) => !file.startsWith('node_modules/'));

describe('eco init', () => {
  it('begins a fleet that passes every check as it is', () => {
    expect(project.eco('init')).toMatchObject({ status: 0, err: '' });
    expect(project.eco('synth')).toMatchObject({ status: 0, err: '' });
    expect(project.eco('check')).toMatchObject({ status: 0, err: 'no findings in 12 files\n' });
    expect(project.read('dist/dev/podinfo/deployment.podinfo.yaml')).toContain('image: ghcr.io/stefanprodan/podinfo:');
    expect(JSON.parse(project.read('package.json')).dependencies).toHaveProperty('@eco2/manifests');
    expect(project.read('.gitignore')).toBe('node_modules/\n.eco/\n');
  });

  it('says once which add-ons are missing, all of them, and what to type', () => {
    project.eco('init');
    const file = 'src/fleet/environments.ts';
    project.edit(file, ', overlay }', ', clusterSecrets, kubePrometheusStack, overlay }');
    const stack = "kubePrometheusStack({ release: 'kube-prometheus-stack', namespace: 'monitoring' })";
    const more = `prometheus: ${stack}, secrets: clusterSecrets({ namespace: 'secrets' }),`;
    project.edit(file, '      ingress:', `      ${more}\n      ingress:`);
    const service = 'src/fleet/services/podinfo.ts';
    project.edit(service, '{ fixed }', '{ canary, fixed, pause, secret, weight }');
    const canary = "canary({ steps: [weight(50), pause('1m')] })";
    project.edit(service, "route: '/'", `route: '/', delivery: ${canary}, secrets: [secret('db', { keys: ['url'] })]`);
    const heads = (text: string) => text.split('\n').filter((line) => /(?:error|warning): /.test(line));
    const { status, err } = project.eco('synth');
    expect({ status, heads: heads(err) }).toEqual({
      status: 1,
      heads: [expect.stringMatching(/: error: nothing brings .*Rollout.* \(argoRollouts\); .* \[crd-first\]$/)],
    });
    const line = 'addOns: [argoRollouts(), externalSecrets(), kubePrometheusStackChart()]';
    expect(err).toContain(`fix  ${line}`);
    expect(err.replace(/\s+/g, ' ')).toContain('no matches for kind "Rollout" in version "argoproj.io/v1alpha1"');
    const doctor = () => project.eco('doctor').out.replace(/\s+/g, ' ');
    expect(doctor()).toMatch(/wrong add-ons dev: nothing brings argoRollouts \(Rollout\); externalSecrets/);
    project.edit(file, '      addOns: [],\n', '');
    expect(doctor()).toMatch(/note add-ons dev: nothing is said to bring argoRollouts \(Rollout\); externalSecrets/);
    expect(doctor()).toContain(`→ ${line} in the environment`);
    expect(heads(project.eco('synth').err)).toEqual([
      expect.stringContaining(
        'warning: namespace "argo-rollouts" is declared nowhere: nothing is said to bring argoRollouts',
      ),
    ]);
    project.edit(file, 'clusterSecrets,', 'clusterSecrets, argoRollouts, externalSecrets, kubePrometheusStackChart,');
    project.edit(file, '      ingress:', `      ${line},\n      ingress:`);
    expect(project.eco('synth')).toMatchObject({ status: 0, err: '' });
  });

  it('names the fleet after its folder, and its first service after the image', () => {
    const { status, out } = project.eco('init Web-Shop --image registry.test:5000/acme/cart_api:1.4.2 --port 8080');
    expect(status).toBe(0);
    expect(out).toMatch(/^web-shop: a fleet of one service, cart-api\n/);
    expect(out).toMatch(/\nNext: cd Web-Shop && npx eco synth\n$/);
    expect(project.read('Web-Shop/src/fleet/services/cart-api.ts')).toContain(
      "repository: 'cart_api',\n  port: 8080,\n  scale",
    );
    expect(project.read('Web-Shop/src/fleet/environments.ts')).toContain("url: 'registry.test:5000/acme'");
    expect(project.read('Web-Shop/src/fleet/images/dev.yaml')).toContain('\n  cart-api: 1.4.2\n');
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it('says how to install the library from the clone that it runs in', () => {
    rmSync(project.path('node_modules'), { recursive: true });
    const { out } = project.eco('init shop');
    const clone = relative(realpathSync(project.path('shop')), realpathSync(join(__dirname, '../../..')));
    expect(out.endsWith(`\nNext: cd shop && npm install ${clone} && npx eco synth\n`)).toBe(true);
  });

  it('takes a tag with a digest, and an image of Docker Hub', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    expect(project.eco(`init shop --image traefik/whoami:v1.10@${digest}`).status).toBe(0);
    expect(project.read('shop/src/fleet/images/dev.yaml')).toContain(`  whoami: v1.10@${digest}\n`);
    expect(project.read('shop/src/fleet/environments.ts')).toContain("url: 'docker.io/traefik'");
    expect(project.eco('init other --image nginx:1.27').status).toBe(0);
    expect(project.read('other/src/fleet/environments.ts')).toContain("url: 'docker.io/library'");
  });

  it('adds a service to the fleet, and the fleet is as before but for it', () => {
    project.eco('init');
    expect(project.eco('new service search-api --tag 1f3c9a2')).toMatchObject({ status: 0, err: '' });
    expect(project.read('src/fleet/index.ts')).toContain('export const fleet = compose(podinfo, searchApi);\n');
    expect(project.eco('synth')).toMatchObject({ status: 0, err: '' });
    expect(project.read('dist/dev/search-api/deployment.search-api.yaml')).toContain('search-api:1f3c9a2');
  });

  it('completes what npm began, and leaves the rest of it alone', () => {
    const before = {
      name: 'mine',
      version: '3.0.0',
      scripts: { check: 'mine' },
      devDependencies: { '@eco2/manifests': '^0.1.0' },
    };
    project.write('package.json', JSON.stringify(before, undefined, '\t'));
    project.write('.gitignore', 'node_modules/\n*.log');
    project.write('README.md', 'mine\n');
    expect(project.eco('init').status).toBe(0);
    expect(project.read('package.json')).toContain('\n\t"version"');
    expect(JSON.parse(project.read('package.json'))).toEqual({
      ...before,
      scripts: { synth: 'eco synth', check: 'mine' },
    });
    expect(project.read('.gitignore')).toBe('node_modules/\n*.log\n.eco/\n');
    expect(project.read('README.md')).toBe('mine\n');
  });

  it('imports as a package of ES modules does, and so does a new service', () => {
    project.write('package.json', '{ "type": "module" }');
    expect(project.eco('init').status).toBe(0);
    expect(project.eco('new service search-api --tag 1f3c9a2')).toMatchObject({ status: 0, err: '' });
    expect(project.read('src/fleet/index.ts')).toContain("from './services/search-api.js';");
    expect(project.eco('synth')).toMatchObject({ status: 0, err: '' });
  });

  it.each([
    ['git@github.com:acme/shop.git', 'https://github.com/acme/shop.git'],
    ['ssh://git@git.test/acme/shop.git', 'https://git.test/acme/shop.git'],
    // A made-up token: it must not reach a file.
    ['https://me:made-up-token@git.test/acme/shop', 'https://git.test/acme/shop'],
  ])('lets Argo CD read the repository that Git pushes to: %s', (remote, repo) => {
    git('init', '-q', '-b', 'trunk');
    git('remote', 'add', 'origin', remote);
    const { out } = project.eco('init');
    expect(project.read('src/fleet/environments.ts')).toContain(`git: { repo: '${repo}', revision: 'trunk' }`);
    expect(out).not.toMatch(/^(Git|Argo CD): /m);
    expect(project.eco('init deeper/shop').out).toContain('at the top of the repository');
    expect(project.read('deeper/shop/src/fleet/environments.ts')).toContain(`repo: '${repo}'`);
  });

  it('needs no Git', () => {
    expect(project.eco('init', { PATH: '/nowhere' })).toMatchObject({ status: 0, err: '' });
    expect(project.read('src/fleet/environments.ts')).toContain("revision: 'main'");
  });
});

describe('eco init writes nothing', () => {
  it.each([
    ['init --image cart', '"cart" has no tag'],
    ['init --image Cart:1', '"Cart:1" is no image'],
    ['init --image cart:latest', 'tag "latest" names whatever was pushed last'],
    ['init --image cart:1 --port 99999', 'port "99999" is no number of 1 to 65535'],
    ['init --image acme/123:1', 'no service can be named after'],
    [`init ${'s'.repeat(60)}`, 'is too long'],
    ['init shop cart', 'eco init takes [FOLDER], got: shop cart'],
    ['init --imgae x', "Unknown option '--imgae'"],
  ])('%s', (args, message) => {
    const before = sources();
    const { status, out, err } = project.eco(args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n {4}at /);
    expect(sources()).toEqual(before);
  });

  it.each(['cdk8s.yaml', 'dist/prod/a.yaml', 'src/fleet/index.ts', 'src/fleet/more.ts'])(
    'where %s is already',
    (file) => {
      project.write(file, 'mine\n');
      const { status, err } = project.eco('init');
      expect(status).toBe(2);
      expect(err).toMatch(/^error: .* is there already \[init\]/);
      expect(sources()).toEqual([file]);
      expect(project.read(file)).toBe('mine\n');
    },
  );

  it('where package.json is no JSON object', () => {
    project.write('package.json', '[1]');
    expect(project.eco('init')).toMatchObject({
      status: 2,
      err: expect.stringContaining('package.json is no JSON object'),
    });
    expect(sources()).toEqual(['package.json']);
  });

  it('where nothing can be written, and takes back what it began', () => {
    project.write('shop', 'a file\n');
    expect(project.eco('init shop')).toMatchObject({ status: 2, err: expect.stringContaining('cannot write there') });
    expect(project.read('shop')).toBe('a file\n');
    expect(project.eco('init /proc/shop')).toMatchObject({
      status: 2,
      err: expect.stringContaining('cannot write there'),
    });
    // A link to nowhere is not there, and cannot be written through: what was written before it goes again.
    symlinkSync('/nowhere/at/all', project.path('.gitignore'));
    expect(project.eco('init')).toMatchObject({ status: 2, err: expect.stringContaining('cannot write there') });
    expect(sources()).toEqual(['shop']);
  });
});
