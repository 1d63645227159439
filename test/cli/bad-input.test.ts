import { rmSync } from 'node:fs';
import { Project, type Run } from './project.js';

/** Each mistake gives one message with place and remedy, exit code 1, and leaves dist/ as it was. */
describe('bad input', () => {
  let project: Project;
  let before: Readonly<Record<string, string>>;

  beforeAll(() => {
    const sound = new Project();
    expect(sound.eco('synth')).toMatchObject({ status: 0 });
    before = sound.tree();
    sound.remove();
  });
  beforeEach(() => {
    project = new Project();
    for (const [path, text] of Object.entries(before)) project.write(`dist/${path}`, text);
  });
  afterEach(() => project.remove());

  const cart = 'src/fleet/cart.ts';
  const images = 'src/fleet/images/live.yaml';

  const heads = ({ err }: Run) => err.split('\n').filter((line) => /(?:error|warning): /.test(line));

  it.each([
    ['a misspelt node', cart, "'big'", "'bgi'", /^src\/fleet\/cart\.ts:7:10: error: node "bgi" does not exist/],
    [
      'a misspelt environment',
      cart,
      'fixed(2)',
      'env.pick({ live: fixed(2), tset: fixed(1) })',
      /cart\.ts:8:37: error: "tset" is not known here/,
    ],
    [
      'a quantity with a unit that is none',
      cart,
      "'64Mi'",
      "'512mb'",
      /cart\.ts:9:49: error: "512mb" has no unit that is allowed/,
    ],
    [
      'replicas and autoscaling both',
      cart,
      'fixed(2)',
      '{ ...fixed(2), scale: "automatic" as const }',
      /cart\.ts:8:3: error: scale is fixed and automatic at once/,
    ],
    [
      'a property that is none',
      cart,
      "route: '/cart'",
      "rout: '/cart'",
      /cart\.ts:11:3: error: "rout" is no property of a service/,
    ],
    [
      'a field that an object of Kubernetes has not',
      cart,
      "fixed } from '@eco2/manifests';",
      "fixed, override } from '@eco2/manifests';\nexport const o = override('Deployment', (it) => it.spec.tmplate, 1, 'x');",
      /cart\.ts:2:57: error: "spec" has no field "tmplate"/,
    ],
    [
      'an environment that there is not, in a comparison',
      cart,
      '() => ({\n  port: 8000',
      "(env) => ({\n  port: env.name === 'lvie' ? 1 : 8000",
      /cart\.ts:6:23: error: env\.name is never "lvie" here/,
    ],
    [
      'a property that no environment has, without a value',
      'src/fleet/environments.ts',
      "revision: 'main' },",
      "revision: 'main' },\n      operatrs: undefined,",
      /environments\.ts:22:7: error: "operatrs" is no property of an environment/,
    ],
    [
      'a property that nothing has, without a value',
      'src/fleet/environments.ts',
      'systemPods, nodes: { one',
      'systemPods, colour: undefined, nodes: { one',
      /environments\.ts:24:59: error: "colour" is no property of an environment, of its cluster or of its Git source/,
    ],
    [
      'a property that no environment has',
      'src/fleet/environments.ts',
      "revision: 'main' },",
      "revision: 'main' },\n      operatrs: ['crew'],",
      /environments\.ts:22:7: error: "operatrs" is no property of an environment/,
    ],
    [
      'a property that no cluster has',
      'src/fleet/environments.ts',
      'systemPods, nodes: { one',
      "systemPods, storageClas: 'fast', nodes: { one",
      /environments\.ts:24:59: error: "storageClas" is no property of a cluster/,
    ],
    [
      'a property that no Git source has',
      'src/fleet/environments.ts',
      "revision: 'main'",
      "revision: 'main', freezes: 1",
      /environments\.ts:21:67: error: "freezes" is no property of a Git source/,
    ],
    [
      'replicas beside a scale',
      cart,
      'fixed(2)',
      'fixed(2),\n  replicas: 3',
      /cart\.ts:9:3: error: "replicas" is no property of a service/,
    ],
    [
      'replicas that are no whole number',
      cart,
      'fixed(2)',
      'fixed(1.5)',
      /cart\.ts:.* error: 1\.5 replicas: a whole number/,
    ],
    [
      'a name that is no DNS label',
      cart,
      "defineService('cart'",
      "defineService('Cart_1'",
      /cart\.ts:5:.* error: .*"Cart_1"/,
    ],
    [
      'a name too long for what is derived from it',
      cart,
      "defineService('cart'",
      `defineService('${'c'.repeat(60)}'`,
      /error: .*60 characters/,
    ],
    [
      'two services of one name',
      cart,
      "defineService('cart'",
      "defineService('stock'",
      /error: "stock" is declared twice/,
    ],
    ['a port that is none', cart, 'port: 8000', 'port: 80000', /cart\.ts:\d+:.* error: port 80000/],
    [
      'an image without a line',
      images,
      '  stock: 3fa9c01\n',
      '',
      /^src\/fleet\/images\/live\.yaml:.* error: .*"stock"/,
    ],
    ['the tag latest', images, '3fa9c01', 'latest', /^src\/fleet\/images\/live\.yaml:4:10: error: .*latest/],
    [
      'an images file that is no YAML',
      images,
      'images:',
      'images: [',
      /^src\/fleet\/images\/live\.yaml:\d+:\d+: error: /,
    ],
    [
      'an image given twice',
      images,
      '  stock: 3fa9c01',
      '  stock: 3fa9c01\n  stock: "2"',
      /^src\/fleet\/images\/live\.yaml:5:3: error: .*"stock"/,
    ],
    [
      'an image of an unknown service',
      images,
      '  stock: 3fa9c01',
      '  stock: 3fa9c01\n  zebra: "2"',
      /^src\/fleet\/images\/live\.yaml:5:\d+: error: "zebra" is no service/,
    ],
  ])('%s', (_, file, was, is, message) => {
    project.edit(file, was, is);
    if (is.includes('env.pick')) project.edit(file, "('cart', () =>", "('cart', (env) =>");
    const run = project.eco('synth');
    expect(run).toMatchObject({ status: 1, out: '' });
    expect(run.err).not.toMatch(/\n {4}at /);
    expect(heads(run)).toEqual([expect.stringMatching(message)]);
    expect(run.err).toMatch(/^ {2}why {2}/m);
    expect(run.err).toMatch(/^ {2}fix {2}/m);
    const rest = run.err.split('\n').filter((line) => !heads(run).includes(line));
    expect(rest.filter((line) => line.length > 80 || line.includes(project.root))).toEqual([]);
    expect(project.tree()).toEqual(before);
  });

  it('the images file of a misspelt environment', () => {
    project.write('src/fleet/images/liev.yaml', 'version: 1\nimages:\n  cart: "2"\n');
    const run = project.eco('synth');
    expect(run.status).toBe(1);
    expect(heads(run)).toEqual([expect.stringMatching(/^src\/fleet\/images\/liev\.yaml:1:1: error: "liev.yaml" is/)]);
    expect(run.err).toContain('fix  Move its lines to live.yaml');
    expect(project.tree()).toEqual(before);
  });

  it('a service that does not run where another uses it', () => {
    project.edit('src/fleet/stock.ts', "'stock', () => ({", "'stock', (env) => (env.name === 'test' ? undefined : {");
    project.write('src/fleet/images/test.yaml', 'version: 1\nimages:\n  cart: "1"\n');
    const run = project.eco('synth');
    expect(run.status).toBe(1);
    expect(heads(run)).toEqual([
      expect.stringMatching(/cart\.ts:10:10: error: "cart" uses "stock", which does not run in "test"/),
    ]);
    expect(project.tree()).toEqual(before);
  });

  it('a library that nobody has installed', () => {
    rmSync(project.path('node_modules'), { recursive: true });
    const run = project.eco('plan');
    expect(run.status).toBe(1);
    expect(run.err).toContain('error: package "@eco2/manifests" is not installed [type-error]');
    expect(run.err).toContain('fix  npm install;');
    expect(run.err).toContain('why  Nothing is done before the fleet type-checks.');
  });

  it('a variable that the API server of the cluster refuses', () => {
    project.edit('src/fleet/stock.ts', '  port: 9000,', "  port: 9000,\n  env: { 'payment token': 'x' },");
    const run = project.eco('synth');
    expect(run.status).toBe(1);
    expect(run.err).toContain('variable "payment token" has " " as character 8');
    expect(run.err).toContain('fix  Call it "PAYMENT_TOKEN".');
    expect(project.tree()).toEqual(before);
  });

  it('services that need each other', () => {
    project.edit('src/fleet/stock.ts', '  port: 9000,', '  port: 9000,\n  uses: [{ kind: "service", name: "cart" }],');
    const run = project.eco('synth');
    expect(run.status).toBe(1);
    expect(run.err).toContain('services need each other in a circle: cart -> stock -> cart');
  });

  it('two services with one path', () => {
    project.edit('src/fleet/stock.ts', '  port: 9000,', "  port: 9000,\n  route: '/cart',");
    const run = project.eco('synth');
    expect(run.status).toBe(1);
    expect(run.err).toMatch(
      /route "shop.test\/cart" is taken by src\/fleet\/cart.ts:11 \(and in test\) \[route-duplicate\]/,
    );
    expect(project.tree()).toEqual(before);
  });

  it('pods that do not fit their node, with what would fit', () => {
    project.edit(cart, "memory: ['64Mi', '128Mi']", "memory: ['2Gi', '2Gi']");
    const run = project.eco('synth');
    expect(run.status).toBe(1);
    expect(run.err).toMatch(/\[node-capacity\]/);
    expect(project.tree()).toEqual(before);
  });

  it('a definition that throws shows its line, not a stack', () => {
    project.edit(cart, 'port: 8000', 'port: JSON.parse("{")');
    const run = project.eco('synth');
    expect(run.status).toBe(1);
    expect(heads(run)).toEqual([expect.stringMatching(/cart\.ts:6:.* error: the definition of "cart" threw/)]);
    expect(run.err).not.toMatch(/\n {4}at /);
  });

  it('shows all of them in one run, each once', () => {
    project.edit(cart, 'port: 8000', 'port: 80000');
    project.edit('src/fleet/stock.ts', 'fixed(1)', 'fixed(1.5)');
    project.edit(images, '"1.0.0"', 'latest');
    expect(heads(project.eco('synth'))).toEqual([
      expect.stringContaining('port 80000'),
      expect.stringContaining('latest'),
      expect.stringContaining('1.5 replicas'),
    ]);
  });

  it('shows type errors together with the mistakes of other files', () => {
    project.edit(cart, "'big'", "'bgi'");
    project.edit('src/fleet/stock.ts', 'fixed(1)', 'fixed(1.5)');
    project.edit(images, '"1.0.0"', 'latest');
    expect(heads(project.eco('synth'))).toEqual([
      expect.stringContaining('node "bgi" does not exist'),
      expect.stringContaining('latest'),
      expect.stringContaining('1.5 replicas'),
    ]);
    expect(project.tree()).toEqual(before);
  });

  it('an output that is a file', () => {
    project.remove();
    project = new Project();
    project.write('dist', 'not a folder\n');
    const run = project.eco('synth');
    expect(run.status).toBe(1);
    expect(heads(run)[0]).toMatch(/^dist:1:1: error: /);
    expect(project.read('dist')).toBe('not a folder\n');
  });
});
