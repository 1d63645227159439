import { removeTemporary, run } from '../../images/git-repository.js';
import { Clone, GitProject, tagIn } from '../git-project.js';
import { deployment, expectRolledBack } from '../rolled-back.js';

jest.setTimeout(120_000);

let project: GitProject;
beforeEach(() => {
  project = new GitProject();
});
afterEach(() => project.remove());
afterAll(removeTemporary);

const expectBack = (tag: string, options?: string) => expectRolledBack(project, tag, options);

it('1: the image before the last bump', () => {
  for (const tag of ['1', '2', '3']) project.bump(`cart=${tag}`);
  expectBack('2');
});

it('2: other services were bumped in between and after: theirs stay', () => {
  project.bump('cart=2');
  project.bump('stock=20');
  project.bump('cart=3 stock=21');
  project.bump('stock=22');
  expectBack('2');
  expect(project.tag('stock')).toBe('22');
});

it('3: after a git revert it goes further back, not forth again', () => {
  project.bump('cart=2');
  project.bump('cart=3');
  project.git('revert', '--no-edit', 'HEAD');
  expect(project.tag('cart')).toBe('2');
  expectBack('1.0.0');
});

it('4: twice in a row goes two images back', () => {
  for (const tag of ['2', '3', '4']) project.bump(`cart=${tag}`);
  expectBack('3');
  project.commit('back');
  expectBack('2');
});

it('5: of a merged branch with several bumps only the last ran here', () => {
  project.bump('cart=2');
  project.git('switch', '--quiet', '-c', 'side');
  project.bump('cart=3');
  project.bump('cart=4');
  project.git('switch', '--quiet', 'main');
  project.commit('meanwhile');
  project.git('merge', '--quiet', '--no-ff', '-m', 'Merge side', 'side');
  project.bump('cart=5');
  expectBack('4');
  project.commit('back');
  expectBack('2');
});

it('6: a service that was renamed gets the image of its former name, and a word about it', () => {
  project.bump('cart=2');
  project.bump('cart=3');
  for (const file of ['cart.ts', 'index.ts']) {
    project.write(`src/fleet/${file}`, project.read(`src/fleet/${file}`).replaceAll("'cart'", "'basket'"));
  }
  for (const env of ['live', 'test']) project.edit(`src/fleet/images/${env}.yaml`, '  cart:', '  basket:');
  project.eco('synth');
  project.commit('cart is basket now');
  project.bump('basket=4');
  expect(project.eco('rollback basket --env live --steps 2')).toMatchObject({
    status: 0,
    out: expect.stringContaining('The service was called "cart" then'),
  });
  expect(project.tag('basket')).toBe('2');
});

it('7: a shallow clone does not guess; deepened it answers', async () => {
  project.bump('cart=2');
  project.bump('cart=3');
  project.bump('cart=2');
  project.git('push', '--quiet');
  const clone = new Clone(project.remote, ['--depth=2']);
  const refused = await clone.eco('rollback cart --env live');
  expect(refused.status).toBe(2);
  expect(refused.err).toContain(
    'error: this clone does not have the whole history of "cart": it is shallow [git-shallow]',
  );
  expect(clone.git('status', '--porcelain')).toBe('');
  // What can be seen can be named.
  expect((await clone.eco('rollback cart --env live --to 3')).status).toBe(0);
  clone.git('checkout', '--quiet', '.');
  clone.git('fetch', '--quiet', '--unshallow');
  expect((await clone.eco('rollback cart --env live')).out).toContain('live: cart  2 -> 1.0.0');
});

it('8: to a tag, with its digest', () => {
  const digest = `sha256:${'5e'.repeat(32)}`;
  project.bump(`cart=2@${digest}`);
  project.bump('cart=3');
  project.bump('cart=4');
  project.eco('rollback cart --env live --to 2');
  expect(project.read(deployment)).toContain(`image: registry.test/shop/cart:2@${digest}\n`);
});

it('9: to what it had at a revision, also one that changed something else', () => {
  project.bump('cart=2');
  const revision = project.bump('stock=9');
  project.bump('cart=3');
  project.bump('cart=4');
  expectBack('2', `--to ${revision.slice(0, 10)}`);
  project.commit('back');
  project.git('tag', 'v1', `${revision}~2`);
  expectBack('1.0.0', '--to v1');
});

it('10: an image that only a merged branch had, by its tag', () => {
  project.git('switch', '--quiet', '-c', 'side');
  project.bump('cart=2');
  project.bump('cart=3');
  project.git('switch', '--quiet', 'main');
  project.git('merge', '--quiet', '--no-ff', '-m', 'Merge side', 'side');
  expectBack('2', '--to 2');
});

it('11: a tag that is also the beginning of a commit is a tag', () => {
  const first = project.git('rev-parse', 'HEAD');
  project.bump('cart=2');
  project.bump(`cart=${first.slice(0, 7)}`);
  project.bump('cart=4');
  expectBack(first.slice(0, 7), `--to ${first.slice(0, 7)}`);
});

it('12: a tag that looks like a number stays text', () => {
  project.bump('cart=0123456');
  project.bump('cart=12e4567');
  project.bump('cart=1.10');
  expectBack('12e4567');
  project.commit('back');
  expectBack('0123456');
});

it('13: the images file was moved', () => {
  project.bump('cart=2');
  project.bump('cart=3');
  project.git('mv', 'src/fleet/images', 'images');
  project.edit('src/fleet/environments.ts', "'src/fleet/images'", "'images'");
  project.commit('move');
  expect(project.eco('rollback cart --env live').status).toBe(0);
  expect(tagIn(project.read('images/live.yaml'), 'cart')).toBe('2');
});

it('14: the file could not be read in between', () => {
  project.bump('cart=2');
  const whole = project.read('src/fleet/images/live.yaml');
  project.write('src/fleet/images/live.yaml', `<<<<<<< a\n${whole}=======\n${whole}>>>>>>> b\n`);
  project.commit('oh');
  project.write('src/fleet/images/live.yaml', whole);
  project.commit('mended');
  project.bump('cart=3');
  expectBack('2');
});

it('15: with --push, from a detached work: one commit on the branch, its message says what and since when', async () => {
  project.bump('cart=2');
  const since = project.bump('cart=3');
  project.git('push', '--quiet');
  const clone = project.clone();
  const { status, out } = await clone.eco('rollback cart --env live --push');
  expect({ status, out }).toMatchObject({ status: 0, out: expect.stringContaining('pushed ') });
  expect(tagIn(project.onRemote('src/fleet/images/live.yaml'), 'cart')).toBe('2');
  expect(project.onRemote(deployment)).toContain('shop/cart:2');
  const message = run(project.remote, 'log', '-1', '--format=%B', 'main');
  expect(message).toMatch(
    new RegExp(`^Roll cart back to 2 in live\n\nIt was 3 since ${since.slice(0, 10)} of \\d{4}-\\d\\d-\\d\\d\\.`),
  );
});
