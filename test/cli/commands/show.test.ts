import { Project } from '../project.js';

describe('eco show', () => {
  const project = new Project();
  afterAll(() => project.remove());

  it('prints all that a service becomes, in the order in which it is applied', () => {
    const { status, out } = project.eco('show cart');
    expect(status).toBe(0);
    expect(out.split('\n')[0]).toMatch(/^cart in live {2}src\/fleet\/cart\.ts:\d+$/);
    expect(out).toMatch(/Deployment web\/cart\n {4}2 pods\n {4}a new version: one at a time/);
    expect(out).toContain('shop.test/cart leads to cart:http');
    expect(out.indexOf('ServiceAccount web/cart')).toBeLessThan(out.indexOf('Deployment web/cart'));
  });

  it('writes the same as a page, with YAML and places', () => {
    expect(project.eco('show stock --env test --html stock.html').status).toBe(0);
    const page = project.read('stock.html');
    expect(page.match(/<title>(.*)<\/title>/)?.[1]).toBe('stock in test');
    expect(page.includes('kind: Deployment')).toBe(true);
    expect(/"at":"src\/fleet\/stock\.ts:\d+"/.test(page)).toBe(true);
  });

  it('names the service that was probably meant', () => {
    const { status, err } = project.eco('show carts');
    expect(status).toBe(2);
    expect(err).toContain('Did you mean "cart"?');
    expect(project.eco('show').err).toContain('eco show SERVICE');
  });
});
