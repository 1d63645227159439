import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Project } from '../project.js';
import { Watching } from './watching.js';

jest.setTimeout(120_000);

const cart = 'src/fleet/cart.ts';
const images = 'src/fleet/images/live.yaml';

describe('eco synth --watch', () => {
  let project: Project;
  let watching: Watching;

  beforeAll(async () => {
    project = new Project();
    watching = new Watching(project);
    expect(await watching.done()).toMatch(/^Watching src\/fleet\/\. Ctrl-C ends it\.\n[\s\S]*: \d+ added, 0 changed/);
  });
  afterAll(async () => {
    await watching.end();
    project.remove();
  });
  // Each test leaves the fleet sound, and dist/ as a cold run gives it.
  afterEach(() => {
    expect(project.eco('synth --check')).toMatchObject({ status: 0, out: 'dist/: nothing changed\n' });
    expect(readdirSync(project.path('.eco')).sort()).toEqual(['.gitignore']);
  });

  it('says what a save does to the clusters, and writes what it changes', async () => {
    project.edit(cart, 'port: 8000', 'port: 8100');
    const said = await watching.done();
    expect(said).toMatch(/^\nsrc\/fleet\/cart\.ts\nlive\n/);
    expect(said).toMatch(/restarts {4}Deployment web\/cart/);
    expect(said).toMatch(/from src\/fleet\/cart\.ts:6\n/);
    expect(said).not.toContain('cart.ts:5');
    expect(said).toMatch(/0 added, 4 changed, 0 removed, \d+ ms after the save \(shown after \d+ ms\)\n$/);
    expect(project.read('dist/live/cart/service.cart.yaml')).toContain('port: 8100');
    project.edit(cart, 'port: 8100', 'port: 8000');
    expect(await watching.done()).toContain('port 8000 is new; port 8100 is gone');
  });

  it('sees a file that an editor puts in place by a rename', async () => {
    writeFileSync(project.path('src/fleet/.cart.ts.new'), project.read(cart).replace('fixed(2)', 'fixed(3)'));
    renameSync(project.path('src/fleet/.cart.ts.new'), project.path(cart));
    expect(await watching.done()).toContain('src/fleet/cart.ts\n');
    expect(project.read('dist/live/cart/deployment.cart.yaml')).toContain('replicas: 3');
    project.edit(cart, 'fixed(3)', 'fixed(2)');
    await watching.done();
  });

  it('sees images', async () => {
    project.edit(images, '3fa9c01', '4fa9c01');
    expect(await watching.done()).toMatch(/src\/fleet\/images\/live\.yaml\nlive\n[\s\S]*stock/);
    expect(project.read('dist/live/stock/deployment.stock.yaml')).toContain(':4fa9c01');
  });

  it.each([
    ['a type error', 'port: 8000', "port: '8000'", 'error: '],
    ['a syntax error', 'port: 8000,', 'port: 8000 8001 {', 'error: '],
    ['a mistake that a construct refuses', 'port: 8000', 'port: 80000', 'error: port 80000'],
    ['what a module throws', 'port: 8000', "port: JSON.parse('{') as number", 'error: '],
  ])('survives %s, and leaves dist/ as it was', async (_, was, is, message) => {
    const before = project.tree();
    project.edit(cart, was, is);
    const said = await watching.done();
    expect(said).toContain(message);
    expect(said).toMatch(/\ndist\/ stays as it is\n$/);
    expect(project.tree()).toEqual(before);
    project.edit(cart, is, was);
    expect(await watching.done()).toMatch(/dist\/: nothing changed, \d+ ms after the save/);
  });

  it('says that what it shows at once is not checked yet, and withdraws it when the types are wrong', async () => {
    project.edit(cart, 'port: 8000', "port: 8100,\n  rout: '/cart'");
    expect(await watching.done()).toMatch(
      /restarts {4}Deployment web\/cart[\s\S]*\nNot written yet: types and rules are being checked\.\n[\s\S]*error: "rout" is no property[\s\S]*\ndist\/ stays as it is: the effect above is withdrawn\n$/,
    );
    project.edit(cart, "port: 8100,\n  rout: '/cart'", 'port: 8000');
    await watching.done();
  });

  it('survives a module that throws when it is loaded, and names its line', async () => {
    project.write(cart, `${project.read(cart)}throw new Error('not now');\n`);
    expect(await watching.done()).toMatch(/cart\.ts:13:7: error: the fleet threw while it was loaded: not now/);
    project.edit(cart, "throw new Error('not now');\n", '');
    await watching.done();
  });

  it('survives that a file, a folder, the images and the project itself are gone for a while', async () => {
    for (const path of [cart, 'src/fleet/images', 'cdk8s.yaml', 'src/fleet']) {
      renameSync(project.path(path), project.path('away'));
      expect(await watching.done()).toMatch(/error: [\s\S]*dist\/ stays as it is/);
      renameSync(project.path('away'), project.path(path));
      expect(await watching.done()).toContain('dist/: nothing changed');
    }
  });

  it('takes services up and drops them', async () => {
    project.write(
      'src/fleet/more/pay.ts',
      project.read('src/fleet/stock.ts').replaceAll('stock', 'pay').replace('./', '../'),
    );
    const index = project.read('src/fleet/index.ts');
    project.write(
      'src/fleet/index.ts',
      index.replace('cart, stock', 'cart, pay, stock').replace(/^/, "import { pay } from './more/pay';\n"),
    );
    for (const name of ['live', 'test'])
      project.write(`src/fleet/images/${name}.yaml`, `${project.read(`src/fleet/images/${name}.yaml`)}  pay: "1"\n`);
    while (!Object.keys(project.tree()).includes('live/pay/service.pay.yaml')) await watching.done();
    project.write('src/fleet/index.ts', index);
    for (const name of ['live', 'test']) project.edit(`src/fleet/images/${name}.yaml`, '  pay: "1"\n', '');
    rmSync(project.path('src/fleet/more'), { recursive: true });
    while (Object.keys(project.tree()).some((path) => path.includes('pay'))) await watching.done();
  });

  it('waits for another run that writes, and says for which', async () => {
    const lock = project.path('.eco/dist.lock');
    mkdirSync(lock);
    writeFileSync(`${lock}/held`, '');
    project.edit(cart, 'port: 8000', 'port: 8200');
    await watching.until(/is being written by an unknown process/);
    rmSync(lock, { recursive: true });
    expect(await watching.done()).toContain('4 changed');
    project.edit(cart, 'port: 8200', 'port: 8000');
    await watching.done();
  });
});

describe('eco synth --watch, started and ended', () => {
  let project: Project;
  let watching: Watching;
  beforeEach(() => {
    project = new Project();
  });
  afterEach(async () => {
    await watching?.end();
    project.remove();
  });

  it('ends with Ctrl-C, and leaves nothing behind', async () => {
    watching = new Watching(project);
    await watching.done();
    await watching.end('SIGINT');
    expect(watching.process.signalCode).toBe('SIGINT');
    expect(readdirSync(project.path('.eco'))).toEqual(['.gitignore']);
  });

  it('begins with a fleet that is wrong, and writes the files of one service alone', async () => {
    project.eco('synth');
    project.edit(cart, 'port: 8000', 'port: 80000');
    project.edit('src/fleet/stock.ts', 'port: 9000', 'port: 9001');
    watching = new Watching(project, ['--env', 'live', '--service', 'cart']);
    expect(await watching.done()).toMatch(/error: port 80000[\s\S]*stays as it is/);
    project.edit(cart, 'port: 80000', 'port: 8001');
    const said = await watching.done();
    expect(said).toContain('0 added, 2 changed, 0 removed');
    expect(said).not.toMatch(/stock|^test$/m);
    expect(project.read('dist/live/stock/service.stock.yaml')).toContain('port: 9000');
  });

  it.each(['--check', '--json'])('does not go together with %s', (option) => {
    expect(project.eco(`synth --watch ${option}`)).toMatchObject({ status: 2, out: '' });
  });
});
