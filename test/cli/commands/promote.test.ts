import { removeTemporary } from '../../images/git-repository.js';
import { GitProject } from '../git-project.js';

jest.setTimeout(60_000);

let project: GitProject;
beforeEach(() => {
  project = new GitProject();
});
afterEach(() => project.remove());
afterAll(removeTemporary);

const digest = `sha256:${'5e'.repeat(32)}`;

it('shows what would change, then carries tags and digests', () => {
  project.bump(`cart=2@${digest} stock=4`, 'test');
  const dry = project.eco('promote test live --dry-run');
  expect(dry).toMatchObject({
    status: 0,
    out: `live: cart  1.0.0 -> 2@${digest}
live: stock  3fa9c01 -> 4
dist/:
  ~ live/cart/deployment.cart.yaml
  ~ live/stock/deployment.stock.yaml
nothing was written (--dry-run)
`,
  });
  expect(project.git('status', '--porcelain')).toBe('');
  expect(project.eco('promote test live').status).toBe(0);
  expect(project.read('src/fleet/images/live.yaml')).toBe(`version: 1\nimages:\n  cart: "2@${digest}"\n  stock: "4"\n`);
  expect(project.read('dist/live/cart/deployment.cart.yaml')).toContain(`shop/cart:2@${digest}\n`);
});

it('carries the services that are named, and an older image of the first environment', () => {
  for (const tag of ['2', '3', '4']) project.bump(`cart=${tag} stock=${tag}`, 'test');
  expect(project.eco('promote test live cart=3').status).toBe(0);
  expect([project.tag('cart'), project.tag('stock')]).toEqual(['3', '3fa9c01']);
  expect(project.eco('promote test live stock').status).toBe(0);
  expect([project.tag('cart'), project.tag('stock')]).toEqual(['3', '4']);
});

it('refuses what the first environment never had, all of it at once', () => {
  project.eco('image set stock=9 --env test');
  const refused = (args: string) => {
    const { status, err } = project.eco(args);
    expect(status).toBe(2);
    return err.split('\n').filter((line) => line.startsWith('error'));
  };
  expect(refused('promote test live cart=77 stock')).toEqual([
    'error: test never had "cart" with the image "77" [promote]',
    'error: test never had "stock" with the image "9" [promote]',
  ]);
  expect(refused('promote test live')).toEqual(['error: test never had "stock" with the image "9" [promote]']);
  expect(refused('promote test test')).toEqual(['error: "test" is named twice [promote]']);
  expect(project.eco('promote test production').err).toContain('fix  One of: live, test.');
  expect(refused('promote test life')).toEqual(['error: "life" is no environment of the fleet [environment-unknown]']);
  expect(refused('promote test live card')).toEqual(['error: "card" is no service of the fleet [service-unknown]']);
  expect(project.tag('cart')).toBe('1.0.0');
  const images = 'src/fleet/images/test.yaml';
  project.write(images, project.read(images).replace(/^ {2}cart:.*\n/m, ''));
  expect(refused('promote test live cart')).toEqual(['error: "cart" has no image in test [promote]']);
});
