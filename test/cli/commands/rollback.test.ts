import { removeTemporary, run, temporary } from '../../images/git-repository.js';
import { GitProject, tagIn } from '../git-project.js';
import { deployment, expectRolledBack } from '../rolled-back.js';

jest.setTimeout(120_000);

let project: GitProject;
beforeEach(() => {
  project = new GitProject();
});
afterEach(() => project.remove());
afterAll(removeTemporary);

const expectBack = (tag: string, options?: string) => expectRolledBack(project, tag, options);

it('other services were bumped in between and after: theirs stay', () => {
  project.bump('cart=2');
  project.bump('stock=20');
  project.bump('cart=3 stock=21');
  project.bump('stock=22');
  expectBack('2');
  expect(project.tag('stock')).toBe('22');
});

it('with --push, from a detached work: one commit on the branch, its message says what and since when', async () => {
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

describe('refuses, and writes nothing', () => {
  const refuses = (args: string, message: string, root?: string) => {
    const before = project.read('src/fleet/images/live.yaml');
    const { status, err } = project.eco(args, root ? { GIT_DIR: root } : {});
    expect(err.split('\n')[0]).toBe(message);
    expect(status).toBe(2);
    expect(project.read('src/fleet/images/live.yaml')).toBe(before);
  };

  it('a tag that is not in history', () => {
    project.bump('cart=20');
    project.bump('cart=21');
    refuses(
      'rollback cart --env live --to 22',
      'error: "22" was never the image of "cart" in live, and is no revision of Git [rollback]',
    );
  });

  it('more steps than there are, and no earlier image at all', () => {
    refuses('rollback cart --env live', 'error: there is no image of "cart" in live before the present one [rollback]');
    project.bump('cart=2');
    refuses(
      'rollback cart --env live --steps 2',
      'error: there is 1 image of "cart" in live before the present one, not 2 [rollback]',
    );
  });

  it('names the environment that has an earlier image, where the one that was meant has none', () => {
    project.bump('cart=2');
    const { err } = project.eco('rollback cart --env test');
    expect(err).toContain('fix  It had others in live: eco rollback cart --env live');
    expect(project.eco('rollback stock --env test').err.replace(/\s+/g, ' ')).toContain(
      'fix It has had this one from the start. Put another one there: eco image set stock=TAG --env test',
    );
  });

  it('a clone without the history', async () => {
    project.bump('cart=2');
    project.git('push', '--quiet');
    const { err } = await project.clone('--depth=1').eco('rollback cart --env live');
    expect(err).toMatch(/^error: this clone does not have the whole history of "cart": it is shallow \[git-shallow\]/);
  });

  it('a service or an environment that does not exist', () => {
    refuses('rollback card --env live', 'error: "card" is no service of the fleet [service-unknown]');
    refuses('rollback cart --env life', 'error: "life" is no environment of the fleet [environment-unknown]');
  });

  it('an image that is changed and not committed', () => {
    project.eco('image set cart=2 --env live');
    refuses(
      'rollback cart --env live',
      'src/fleet/images/live.yaml:3:9: error: the image of "cart" is changed and not committed [git-dirty]',
    );
    project.git('checkout', '--quiet', '.');
    project.bump('cart=2');
    // That of another service is nobody's business here.
    project.eco('image set stock=7 --env live');
    expect(project.eco('rollback cart --env live').status).toBe(0);
    expect([project.tag('cart'), project.tag('stock')]).toEqual(['1.0.0', '7']);
  });

  it('a revision of another branch', () => {
    project.git('switch', '--quiet', '-c', 'other');
    const other = project.bump('cart=66');
    project.git('switch', '--quiet', 'main');
    project.bump('cart=2');
    refuses(
      `rollback cart --env live --to ${other}`,
      `error: revision "${other}" is not in the history of what is checked out [rollback]`,
    );
  });

  it('a folder without a repository, and a repository without a commit', () => {
    project.git('worktree', 'prune');
    const empty = temporary();
    run(empty, 'init', '--quiet');
    refuses('rollback cart --env live', 'error: the Git repository has no commit yet [git-missing]', `${empty}/.git`);
    refuses(
      'rollback cart --env live',
      "error: the project is in no Git repository: not a git repository: '/nowhere' [git-missing]",
      '/nowhere',
    );
  });

  it('--to beside --steps, and steps that are none', () => {
    refuses('rollback cart --to 2 --steps 2', 'error: --to and --steps exclude each other [rollback]');
    refuses('rollback cart --steps 0', 'error: --steps "0" is no whole number from 1 [rollback]');
  });
});
