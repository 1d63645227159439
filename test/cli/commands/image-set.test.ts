import { statSync, utimesSync } from 'node:fs';
import { removeTemporary } from '../../images/git-repository.js';
import { start } from '../git-project.js';
import { Project } from '../project.js';

jest.setTimeout(120_000);

let project: Project;
beforeEach(() => {
  project = new Project();
});
afterEach(() => project.remove());
afterAll(removeTemporary);

const live = 'src/fleet/images/live.yaml';

it('changes one line, keeps every other byte, and synthesizes that environment', () => {
  project.write(
    live,
    '# ours\nversion: 1\nimages:   # by hand\n  stock:   3fa9c01  # old\n\n  # the cart\n  cart:    "1.0.0"\n',
  );
  project.eco('synth');
  const before = project.tree();
  const stock = project.path('dist/live/stock/deployment.stock.yaml');
  utimesSync(stock, 1, 1);
  expect(project.eco('image set cart=0123456 --env live')).toMatchObject({
    status: 0,
    err: '',
    out: `live: cart  1.0.0 -> 0123456
dist/:
  ~ live/cart/deployment.cart.yaml
Commit it: git commit -m "cart 0123456 in live" -- src/fleet/images/live.yaml dist/live
`,
  });
  expect(project.read(live)).toBe(
    '# ours\nversion: 1\nimages:   # by hand\n  stock:   3fa9c01  # old\n\n  # the cart\n  cart:    "0123456"\n',
  );
  const changed = Object.entries(project.tree()).filter(([path, text]) => before[path] !== text);
  expect(changed.map(([path]) => path)).toEqual(['live/cart/deployment.cart.yaml']);
  expect(changed[0]?.[1]).toContain('image: registry.test/shop/cart:0123456\n');
  expect(statSync(stock).mtimeMs).toBe(1000);
  expect(project.eco('synth --check').status).toBe(0);
});

it('takes several services, digests, and the environment that images go to first', () => {
  const digest = `sha256:${'5e'.repeat(32)}`;
  project.edit(
    'src/fleet/environments.ts',
    "images: 'src/fleet/images',",
    "images: 'src/fleet/images', promotion: ['test', 'live'],",
  );
  expect(project.eco(`image set cart=2 stock=3@${digest} --json`)).toMatchObject({ status: 0, err: '' });
  expect(project.read('src/fleet/images/test.yaml')).toBe(`version: 1\nimages:\n  cart: "2"\n  stock: 3@${digest}\n`);
  expect(JSON.parse(project.eco(`image set cart=4 --digest ${digest} --dry-run --json`).out)).toEqual({
    environment: 'test',
    changes: [{ service: 'cart', from: { tag: '2' }, to: { tag: '4', digest } }],
    files: { added: [], changed: ['test/cart/deployment.cart.yaml'], removed: [] },
    message: 'cart 4 in test\n',
    written: false,
    findings: [],
  });
  expect(project.read('src/fleet/images/test.yaml')).toContain('cart: "2"');
});

it('refuses what it cannot mean, all of it at once, and writes nothing', () => {
  const before = project.tree('src');
  const errors = (args: string) => {
    const { status, err } = project.eco(`image set ${args}`);
    expect(status).toBe(2);
    return err.split('\n').filter((line) => /error:/.test(line));
  };
  expect(errors('cart=latest stock=a+b cart stock=1@sha256:12 cart=1 cart=2 --env live')).toEqual([
    'error: "cart" is named twice [image-set]',
    'error: "cart" is not SERVICE=TAG [image-set]',
    'error: image of "cart": tag "latest" names whatever was pushed last, a tag of one build is needed [image-set]',
    'error: image of "stock": digest "sha256:12" has 2 hex digits after "sha256:", 64 are needed [image-set]',
    'error: image of "stock": tag "a+b" has "+", allowed are A-Z, a-z, 0-9, "_", "." and "-" [image-set]',
  ]);
  expect(errors('cart 1 --env live')).toEqual(['error: "cart 1" is not SERVICE=TAG [image-set]']);
  expect(project.eco('image set cart=registry.test/shop/cart:1 --env live').err).toContain('the tag alone: cart=1\n');
  expect(errors('card=1 --env live')).toEqual(['error: "card" is no service of the fleet [service-unknown]']);
  expect(errors('cart=1 --env life')).toEqual(['error: "life" is no environment of the fleet [environment-unknown]']);
  expect(errors('cart=1')).toEqual(['error: no environment is named [environment-unknown]']);
  expect(errors(`cart=1 stock=2 --env live --digest sha256:${'0'.repeat(64)}`)).toEqual([
    'error: --digest is given, and more than one service [image-set]',
  ]);
  expect(errors('cart=1 --env live --push')).toEqual([expect.stringContaining('the project is in no Git repository')]);
  expect(project.tree('src')).toEqual(before);
  expect(project.tree()).toEqual({});
});

it('writes neither file when a check fails', () => {
  project.eco('synth');
  const before = [project.read(live), project.tree()];
  project.edit('src/fleet/cart.ts', "cpu: ['100m', '200m']", "cpu: ['300m', '200m']");
  const { status, err } = project.eco('image set cart=2 --env live');
  expect({ status, err }).toEqual({
    status: 1,
    err: expect.stringMatching(/src\/fleet\/cart\.ts[\s\S]*Nothing was written\.\n$/),
  });
  expect([project.read(live), project.tree()]).toEqual(before);
});

it('mends what a run left that was killed between the two files', () => {
  project.eco('synth');
  project.edit(live, '"1.0.0"', '"2"');
  expect(project.eco('image set cart=2 --env live').out).toContain('cart is 2 already');
  expect(project.eco('synth --check').status).toBe(0);
});

it('loses none of several runs at once in one folder', async () => {
  project.eco('synth');
  const runs = Array.from({ length: 6 }, (_, i) =>
    start(project.root, `image set ${i % 2 ? 'cart' : 'stock'}=t${i} --env live`),
  );
  for (const { status, err } of await Promise.all(runs)) expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(project.read(live)).toMatch(/^version: 1\nimages:\n {2}cart: "t[135]"\n {2}stock: t[024]\n$/);
  expect(project.eco('synth --check').status).toBe(0);
});
