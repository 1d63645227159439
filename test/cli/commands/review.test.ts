import { Clone, GitProject } from '../git-project.js';
import { Project } from '../project.js';

describe('eco review and eco diff on a fleet', () => {
  const project = new GitProject();
  afterAll(() => project.remove());

  it('says what the change at hand does, and which line did it', () => {
    project.edit('src/fleet/cart.ts', 'fixed(2)', 'fixed(3)');
    project.edit('src/fleet/images/live.yaml', 'cart: "1.0.0"', 'cart: "1.1.0"');
    const { status, out } = project.eco('review --html review.html');
    expect(status).toBe(0);
    expect(out).toMatch(
      /^## live: 1 service restarts \(3 pods, about .*\), scale changes in 1 place, nothing is deleted\.$/m,
    );
    expect(out).toMatch(/image of cart: 1\.0\.0 → 1\.1\.0/);
    // The very lines that were changed, not the definition as a whole.
    expect(out).toContain('set by `src/fleet/images/live.yaml:3` and `src/fleet/cart.ts:8`');
    expect(project.read('review.html')).toContain('1 service restarts');
    expect(project.eco('review --markdown comment.md').out).toBe('');
    expect(project.read('comment.md')).toBe(out);
  });

  it('asks for a name that Git knows', () => {
    const { status, err } = project.eco('diff mian');
    expect(status).toBe(2);
    expect(err).toContain('Did you mean "main"?');
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('says of a shallow clone that it is one', () => {
    project.commit('more');
    project.git('push', '--quiet');
    const clone = new Clone(project.remote, ['--depth', '1']);
    try {
      return clone.eco('diff HEAD~1').then(({ status, err }) => {
        expect(status).toBe(2);
        expect(err).toContain('This clone is shallow');
        expect(err).toContain('git fetch --unshallow');
        clone.remove();
      });
    } catch (error) {
      clone.remove();
      throw error;
    }
  });

  it('says where a file cannot be written', () => {
    const { status, err } = project.eco('review --html nowhere/review.html');
    expect(status).toBe(2);
    expect(err).toContain('"nowhere/review.html" cannot be written');
  });
});

describe('eco review and eco diff on bad input', () => {
  const project = new Project();
  afterAll(() => project.remove());
  const both = (command: string) => [`diff ${command}`, `review ${command}`].map((args) => project.eco(args));

  it('without a repository', () => {
    for (const { status, err } of both('')) {
      expect(status).toBe(2);
      expect(err).toContain('is in no Git repository');
    }
  });

  it('without Git', () => {
    const { status, err } = project.eco('diff', { PATH: '/nowhere' });
    expect(status).toBe(2);
    expect(err).toContain('there is no "git" program');
  });

  it('a folder that is not there, or holds nothing of Kubernetes', () => {
    project.write('empty/notes.txt', 'nothing');
    for (const { status, err } of both('--from gone --to empty')) {
      expect(status).toBe(2);
      expect(err).toContain('there is no "gone"');
    }
    for (const { status, err } of both('--from empty --to empty')) {
      expect(status).toBe(2);
      expect(err).toContain('no Kubernetes object was found on either side');
    }
  });

  it('what is no YAML, has no name, is there twice', () => {
    project.write('old/a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: "1"}\n');
    project.write('new/a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: "2"}\n');
    project.write('new/b.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: "3"}\n');
    project.write('new/broken.yaml', 'a: [1\nb: }\n');
    project.write('new/nameless.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {}\n');
    for (const { status, out, err } of both('--from old --to new')) {
      expect(status).toBeLessThan(2);
      expect(out).toContain('ConfigMap a');
      expect(out + err).toContain('is there twice');
      expect(err).toContain('new/broken.yaml'.slice(4));
      expect(err).not.toMatch(/^\s+at /m);
    }
  });

  it('a hundred thousand lines of difference', () => {
    const map = (mark: string) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: large}\ndata:\n  text: |\n${Array.from({ length: 100_000 }, (_, i) => `    ${mark} ${i}\n`).join('')}`;
    project.write('long-old/a.yaml', map('a'));
    project.write('long-new/a.yaml', map('b'));
    const started = Date.now();
    const [diff, review] = both('--from long-old --to long-new');
    expect(diff?.out).toContain('100000 lines new, 100000 gone');
    expect(review?.out.length).toBeLessThanOrEqual(65_536);
    expect(Date.now() - started).toBeLessThan(30_000);
  });
});
