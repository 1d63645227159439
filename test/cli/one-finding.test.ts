import { cart, heads, route } from './mistakes.js';
import { Project } from './project.js';

/** Mistakes of which the compiler, or the checks, see several things: one finding each. */
describe('one mistake, one finding', () => {
  let project: Project;

  beforeEach(() => {
    project = new Project();
  });
  afterEach(() => project.remove());

  it.each([
    [
      'a property that must be there, under another name',
      [['resources:', 'resource:']],
      /cart\.ts:9:3: error: "resource" is no property of a service/,
      'Write "resources".',
    ],
    [
      'properties that must be there, and are not',
      [
        ['  port: 8000,\n', ''],
        ['  scale: fixed(2),\n', ''],
      ],
      /cart\.ts:5:21: error: "port" and "scale" are missing/,
      'Add port: 8000, scale: fixed(2) between the braces.',
    ],
    [
      'what another module exports, not imported',
      [["import { stock } from './stock';\n", '']],
      /cart\.ts:9:10: error: "stock" is not imported/,
      "import { stock } from './stock';",
    ],
    [
      'resources under a name that nobody exports',
      [["{ cpu: ['100m', '200m'], memory: ['64Mi', '128Mi'] }", 'smal']],
      /cart\.ts:9:14: error: there is no "smal" here/,
      'Declare it, or import it from the module that does.',
    ],
    [
      'a service that uses itself',
      [['[stock]', '[stock, cart]']],
      /cart\.ts:10:17: error: "cart" uses itself \[uses-circular\]/,
      'Take it out of uses',
    ],
  ])('%s', (_, edits, head, fix) => {
    for (const [before = '', after = ''] of edits) project.edit(cart, before, after);
    const { err } = project.eco('synth');
    expect(heads(err)).toEqual([expect.stringMatching(head)]);
    expect(err).toContain(`fix  ${fix}`);
  });

  it('a property that must be there under another name says what its lack does', () => {
    project.edit(cart, 'port: 8000', 'prt: 8000');
    expect(project.eco('synth').err).toContain('why  Without a port no request finds the process.');
  });

  it('a route that is refused, and what its Ingress then has', () => {
    project.edit(cart, route, "route: '/*'");
    const { err } = project.eco('synth');
    expect(heads(err)).toEqual([expect.stringContaining('cart.ts:11:3: error: route "/*" is not a plain path')]);
    expect(err).toContain('1 more of the same cause:');
  });

  it('the host of an environment, where it is written, whoever has a route', () => {
    const environments = 'src/fleet/environments.ts';
    project.edit(environments, "host: 'shop.test'", "host: 'https://shop.test'");
    project.edit('src/fleet/stock.ts', 'port: 9000', "port: 9000,\n  route: '/stock'");
    const { err } = project.eco('synth');
    expect(heads(err)).toEqual([
      expect.stringMatching(/environments\.ts:20:40: error: host "https:\/\/shop\.test" has ":"/),
    ]);
    expect(err).toContain('fix  Write shop.test, without more.');
  });

  it('a service that the list lacks, though the images of each environment have it', () => {
    project.edit('src/fleet/index.ts', 'cart, stock', 'stock');
    project.edit('src/fleet/index.ts', "import { cart } from './cart';\n", '');
    const { err } = project.eco('synth');
    expect(heads(err)).toEqual([expect.stringContaining('cart.ts:5:21: error: "cart" is not in the list of the')]);
  });

  it('services that use each other, which the compiler says of every part of both', () => {
    project.edit('src/fleet/stock.ts', 'port: 9000', 'port: 9000,\n  uses: [cart]');
    project.edit(
      'src/fleet/stock.ts',
      "from './environments'",
      "from './environments';\nimport { cart } from './cart'",
    );
    const { err } = project.eco('synth');
    expect(heads(err)).toEqual([
      expect.stringContaining('services need each other in a circle: cart -> stock -> cart [uses-circular]'),
    ]);
    expect(err).toMatch(/cart\.ts:10:10: .*\n.*uses: \[stock\]/);
  });
});
