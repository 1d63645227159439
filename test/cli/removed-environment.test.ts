import { rmSync } from 'node:fs';
import { GitProject } from './git-project.js';

const FILE = 'src/fleet/environments.ts';

/** The shop, committed with its two environments; its "test" is gone from the sources. */
let shop: GitProject;
beforeAll(() => {
  shop = new GitProject();
});
afterAll(() => shop.remove());
beforeEach(() => {
  shop.git('checkout', '--quiet', '--', '.');
  shop.write(
    FILE,
    shop
      .read(FILE)
      .replace(/ {4}test: \{[\s\S]*?\n {4}\},\n/, '')
      .replace(/ {2}promotion: .*\n/, ''),
  );
  rmSync(shop.path('src/fleet/images/test.yaml'));
});

const say = (name: string) =>
  shop.edit(FILE, "  name: 'shop',", `  name: 'shop',\n  removed: { ${name}: 'shut down' },`);

describe('an environment that leaves the fleet', () => {
  it('is refused: nothing is written, and the message says what runs on and what to type', () => {
    const before = shop.tree();
    const { status, err } = shop.eco('synth');
    expect(status).toBe(1);
    expect(err).toContain('error: environment "test" leaves the fleet, and the fleet does not say that it may');
    expect(err).toMatch(/deletes nothing and keeps\s+nothing up/);
    expect(err).toMatch(/removed: \{ test: 'its\s+cluster was shut down' \}/);
    expect(shop.tree()).toEqual(before);
  });

  it('is refused too when its files were deleted by hand, as a reviewer sees it', () => {
    rmSync(shop.path('dist/test'), { recursive: true });
    const { status, err } = shop.eco('diff');
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining('environment "test" leaves the fleet') });
  });

  it('is no matter of a run for another: what it has stays', () => {
    expect(shop.eco('synth --env live')).toMatchObject({ status: 0, err: '' });
    expect(shop.tree('dist/test')).not.toEqual({});
  });

  it('is asked about where one service alone is written, as services that leave are', () => {
    const { status, err } = shop.eco('synth --service cart');
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining('environment "test" leaves the fleet') });
    say('test');
    expect(shop.eco('synth --service cart')).toMatchObject({ status: 0, err: '' });
    expect(shop.tree('dist/test')).not.toEqual({});
  });

  it('a name that is nearly its own is pointed out', () => {
    say('tset');
    expect(shop.eco('synth').err).toMatch(/Did you mean it by "tset"/);
  });

  it('leaves when the fleet says why; the word may stay', () => {
    say('test');
    expect(shop.eco('synth')).toMatchObject({ status: 0, err: '' });
    expect(shop.tree('dist/test')).toEqual({});
    expect(shop.eco('synth --check')).toMatchObject({ status: 0, err: '' });
  });

  it('a word about one that is still there is a warning', () => {
    shop.git('checkout', '--quiet', '--', '.');
    say('test');
    const { status, err } = shop.eco('synth --check');
    expect({ status, err }).toEqual({
      status: 0,
      err: expect.stringContaining('environment "test" is removed, and has it'),
    });
  });
});

describe('what becomes of its cluster', () => {
  it('is that everything stays: plan and diff say so, before and after dist/ is written', () => {
    say('test');
    for (const state of ['before', 'after']) {
      expect([state, shop.eco('plan').out]).toEqual([state, expect.stringContaining('eco plan --env test')]);
      const { out } = shop.eco('plan --env test');
      expect(out).toMatch(/^test leaves the fleet\n {2}Argo CD finds no folder/);
      expect(out).toContain('kubectl delete namespace web');
      expect(out).not.toMatch(/is deleted|deleted:/);
      const leaves = JSON.parse(shop.eco('plan cart --env test --json').out).flatMap(
        (one: { leaves: { fate: string }[] }) => one.leaves,
      );
      expect(new Set(leaves.map(({ fate }: { fate: string }) => fate))).toEqual(new Set(['kept']));
      const diff = shop.eco('diff --env test');
      expect(diff).toMatchObject({ status: 0, err: '' });
      expect(diff.out).toContain('Namespace web (no longer in Git)');
      expect(diff.out).toMatch(/nothing is\s+deleted/);
      shop.eco('synth');
    }
  });

  it('asks for a service that it had', () => {
    expect(shop.eco('plan kart --env test')).toMatchObject({
      status: 2,
      err: expect.stringContaining('Did you mean "cart"'),
    });
  });
});
