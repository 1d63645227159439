import { removeTemporary } from '../../images/git-repository.js';
import { GitProject } from '../git-project.js';

jest.setTimeout(120_000);
afterAll(removeTemporary);

const images = 'src/fleet/images/live.yaml';
const stock = 'src/fleet/stock.ts';

it('names its own files alone where another source has changed, and no line where a file holds both', () => {
  const project = new GitProject();
  const said = (image: string) => project.eco(`image set ${image} --env live`).out.split('\n').slice(-3, -1);
  const whole = (subject: string) => `Commit it: git commit -m "${subject} in live" -- ${images} dist/live`;

  project.write('notes.md', 'not of the fleet');
  project.git('add', '--all');
  expect(said('cart=2')).toEqual(['  ~ live/cart/deployment.cart.yaml', whole('cart 2')]);
  project.commit('cart 2');

  project.edit(stock, 'fixed(1)', 'fixed(2)');
  const own = [
    `Commit it: git commit -m "cart 3 in live" -- ${images} dist/live/cart/deployment.cart.yaml`,
    `Not in it: what else has changed in dist/live and is not committed yet, with its source: ${stock}`,
  ];
  expect(said('cart=3')).toEqual(own);
  // What was told to be typed commits no file that the other source made.
  const [, line = ''] = /: git (commit .*)$/.exec(own[0] ?? '') ?? [];
  project.git(...line.replace('"cart 3 in live"', 'x').split(' '));
  expect(project.git('show', '--name-only', '--format=').split('\n')).toEqual([
    'dist/live/cart/deployment.cart.yaml',
    images,
  ]);

  expect(said('stock=3').at(-1)).toBe(
    `Not to be committed by itself: dist/live/stock/deployment.stock.yaml holds another change that is not committed yet; changed is ${stock}`,
  );
  project.remove();
});
