import { rmSync } from 'node:fs';
import { GitProject } from './git-project.js';

const STORE = `import { madeBy, redisStore, secret } from '@eco2/manifests';
import { defineStore } from './environments';

export const redis = defineStore('redis', () =>
  redisStore({
    version: '7.4.8-bookworm',
    storage: '1Gi',
    resources: { cpu: ['50m', '100m'], memory: ['64Mi', '128Mi'] },
    credentials: secret('redis', { keys: ['password'], source: madeBy('who runs the cluster') }),
  }),
);
`;
const index = (...services: readonly string[]) =>
  `import { fleet as compose } from './environments';
${services.map((name) => `import { ${name} } from './${name}';`).join('\n')}

export const fleet = compose(${services.join(', ')});
`;
const INDEX = 'src/fleet/index.ts';

/** The shop with a store beside it, committed. */
let shop: GitProject;
beforeAll(() => {
  shop = new GitProject((project) => {
    project.write('src/fleet/redis.ts', STORE);
    project.edit(
      'src/fleet/environments.ts',
      'defineService, defineWorker',
      'defineService, defineStore, defineWorker',
    );
    project.write(INDEX, index('cart', 'redis', 'stock'));
  });
});
afterAll(() => shop.remove());
beforeEach(() => {
  shop.git('checkout', '--quiet', '--', '.');
});

/** The word of both environments. */
function say(word: string): void {
  const file = 'src/fleet/environments.ts';
  shop.write(file, shop.read(file).replaceAll('      registry:', `      removed: { ${word} },\n      registry:`));
}

describe('a store that leaves the fleet', () => {
  it('does not leave while its definition cannot be read: that alone is said', () => {
    const storage = "((): '1Gi' => {\n      throw new Error('no storage');\n    })()";
    shop.edit('src/fleet/redis.ts', "'1Gi'", storage);
    const { status, err } = shop.eco('synth');
    expect(status).toBe(1);
    expect(err.match(/(?:error|warning): .*/g)).toEqual([expect.stringContaining('no storage')]);
  });

  it('is refused: nothing is written, and the message says what to type', () => {
    shop.write(INDEX, index('cart', 'stock'));
    const before = shop.tree();
    const { status, err } = shop.eco('synth');
    expect(status).toBe(1);
    expect(err).toContain(
      'dist/live/redis/statefulset.redis.yaml:1:1: error: StatefulSet data/redis leaves "live", and the fleet does not say',
    );
    expect(err).toContain("removed: {\n       'StatefulSet data/redis': 'moved to …' }");
    expect(err).toContain('Namespace data leaves "live"');
    expect(shop.tree()).toEqual(before);
  });

  it('is not spoken of while something does not type-check', () => {
    shop.write(INDEX, index('cart', 'stock'));
    shop.edit('src/fleet/cart.ts', "node: 'big'", "node: 'bgi'");
    const { status, err } = shop.eco('synth');
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining('node "bgi" does not exist') });
    expect(err).not.toContain('leaves');
  });

  it('is refused too when its files were deleted by hand, as a reviewer sees it', () => {
    shop.write(INDEX, index('cart', 'stock'));
    for (const environment of ['live', 'test']) rmSync(shop.path(`dist/${environment}/redis`), { recursive: true });
    const { status, err } = shop.eco('diff');
    expect({ status, err }).toEqual({
      status: 1,
      err: expect.stringContaining('StatefulSet data/redis leaves "live"'),
    });
  });

  it('is refused as CI looks at it: from the branch that a pull request goes to', () => {
    shop.git('checkout', '--quiet', '-b', 'change');
    shop.write(INDEX, index('cart', 'stock'));
    for (const environment of ['live', 'test']) rmSync(shop.path(`dist/${environment}/redis`), { recursive: true });
    shop.commit('no store');
    shop.git('checkout', '--quiet', 'main');
    shop.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'change');
    const { status, err } = shop.eco('diff HEAD^1 --brief');
    shop.git('reset', '--quiet', '--hard', 'HEAD^1');
    expect({ status, err }).toEqual({ status: 1, err: expect.stringContaining('Namespace data leaves "live"') });
  });

  it('leaves when the fleet says why; the word may stay', () => {
    shop.write(INDEX, index('cart', 'stock'));
    rmSync(shop.path('src/fleet/redis.ts'));
    say("'StatefulSet data/redis': 'moved', 'Namespace data': 'empty'");
    expect(shop.eco('synth')).toMatchObject({ status: 0, err: '' });
    expect(shop.tree('dist/live/redis')).toEqual({});
    expect(shop.eco('synth --check')).toMatchObject({ status: 0, err: '' });
  });

  it('a word about what is still there is a warning', () => {
    say("'StatefulSet data/redis': 'moved'");
    const { status, err } = shop.eco('synth --check');
    expect({ status, err }).toEqual({
      status: 0,
      err: expect.stringContaining('is removed, and it is made all the same'),
    });
  });
});

describe('what Argo CD will prune', () => {
  it('is what plan and diff show, each by Application, before and after dist/ is written', () => {
    shop.write(INDEX, index('cart', 'stock'));
    say("'StatefulSet data/redis': 'moved', 'Namespace data': 'empty'");
    for (const state of ['before', 'after']) {
      const { out } = shop.eco('plan redis');
      expect([state, out]).toEqual([state, expect.stringMatching(/^live\/redis\n {2}leaves Git since HEAD \(\w+\)/)]);
      expect(out).toContain('once it is to go: kubectl delete statefulset redis');
      expect(out).toContain('stay in the cluster, where nobody keeps them up:');
      expect(shop.eco('plan argocd').out).toMatch(
        /Application argocd\/redis is deleted: what it delivered goes on\s+running/,
      );
      const diff = shop.eco('diff --env live');
      expect(diff).toMatchObject({ status: 0, err: '' });
      expect(diff.out).toContain('StatefulSet data/redis leaves Git but stays in the cluster');
      expect(diff.out).not.toMatch(/Service data\/redis is deleted/);
      shop.eco('synth');
    }
  });

  it('a service goes with all that is its own', () => {
    shop.write(INDEX, index('redis', 'stock'));
    rmSync(shop.path('src/fleet/cart.ts'));
    for (const environment of ['live', 'test']) {
      const file = `src/fleet/images/${environment}.yaml`;
      shop.write(file, shop.read(file).replace(/^ {2}cart:.*\n/m, ''));
    }
    expect(shop.eco('synth')).toMatchObject({ status: 0, err: '' });
    const [{ leaves, waves, push }] = JSON.parse(shop.eco('plan cart --json').out);
    expect({ waves, push }).toEqual({ waves: [], push: undefined });
    expect(leaves.map((one: { object: { kind: string }; fate: string }) => [one.object.kind, one.fate])).toEqual([
      ['ServiceAccount', 'deleted'],
      ['Service', 'deleted'],
      ['Deployment', 'deleted'],
      ['Ingress', 'deleted'],
    ]);
  });

  it('asks for a commit that exists', () => {
    expect(shop.eco('plan cart --since nowhere')).toMatchObject({
      status: 2,
      err: expect.stringContaining('Git knows no commit, branch or tag "nowhere"'),
    });
  });
});
