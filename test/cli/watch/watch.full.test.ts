import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { Project } from '../project.js';
import { Watching } from './watching.js';

/* Whatever is done to the sources while somebody watches, dist/ is in the end what a cold run of them gives. */

jest.setTimeout(1_200_000);

const cart = 'src/fleet/cart.ts';
const index = 'src/fleet/index.ts';
const sound = new Project();
const cartText = sound.read(cart);
const stockText = sound.read('src/fleet/stock.ts');
const imagesText = sound.read('src/fleet/images/live.yaml');
afterAll(() => sound.remove());

/** One thing that an author, an editor or Git does to the sources. */
type Edit =
  | { readonly what: 'port'; readonly port: number }
  | { readonly what: 'tag'; readonly tag: number; readonly environment: 'live' | 'test' }
  | { readonly what: 'break'; readonly how: string }
  | { readonly what: 'restore' | 'extra' | 'no extra' | 'lose' | 'lose images' };

const broken: Readonly<Record<string, string>> = {
  type: cartText.replace('port: 8000', "port: '8000'"),
  syntax: cartText.slice(0, 150),
  empty: '',
  refused: cartText.replace('port: 8000', 'port: 80000'),
  thrown: `${cartText}throw new Error('no');\n`,
  throws: cartText.replace('() => ({', "() => { throw new Error('no'); return {").replace('}));', '}});'),
  unknown: cartText.replace("'big'", "'small'"),
};

const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('port' as const), port: fc.integer({ min: 8000, max: 8004 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('tag' as const),
      tag: fc.integer({ min: 1, max: 3 }),
      environment: fc.constantFrom('live' as const, 'test' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant('break' as const), how: fc.constantFrom(...Object.keys(broken)) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constantFrom('restore', 'extra', 'no extra', 'lose', 'lose images' as const) }),
  },
);

function apply(project: Project, one: Edit): void {
  switch (one.what) {
    case 'port':
      project.write(cart, cartText.replace('8000', String(one.port)));
      return;
    case 'tag':
      project.write(`src/fleet/images/${one.environment}.yaml`, imagesText.replace('3fa9c01', `"${one.tag}"`));
      return;
    case 'break':
      project.write(cart, broken[one.how] ?? '');
      return;
    case 'restore':
      project.write(cart, cartText);
      project.write(index, sound.read(index));
      return;
    case 'extra':
      // Two files that belong together, and a third that a checkout brings a moment later.
      project.write('src/fleet/extra/pay.ts', stockText.replaceAll('stock', 'pay').replace('./', '../'));
      project.write(
        index,
        sound
          .read(index)
          .replace('cart, stock', 'cart, pay, stock')
          .replace(/^/, "import { pay } from './extra/pay';\n"),
      );
      for (const name of ['live', 'test']) project.write(`src/fleet/images/${name}.yaml`, `${imagesText}  pay: "1"\n`);
      return;
    case 'no extra':
      project.write(index, sound.read(index));
      rmSync(project.path('src/fleet/extra'), { recursive: true, force: true });
      for (const name of ['live', 'test']) project.write(`src/fleet/images/${name}.yaml`, imagesText);
      return;
    case 'lose':
      rmSync(project.path(cart), { force: true });
      return;
    case 'lose images':
      rmSync(project.path('src/fleet/images/test.yaml'), { force: true });
  }
}

/** Edits, each with a pause after it: none, a moment, or enough for a whole run. */
const edits = fc.array(fc.tuple(edit, fc.constantFrom(0, 0, 5, 40, 150, 600)), { minLength: 1, maxLength: 5 });

let saves = 0;
const known = new Map<string, Readonly<Record<string, string>> | undefined>();

/** Waits until the state of this moment has been dealt with: a last save, of a file that decides nothing, is reported. */
async function settled(project: Project, watching: Watching): Promise<void> {
  const name = 'src/fleet/00-last.txt';
  saves += 1;
  project.write(name, String(saves));
  await watching.until(new RegExp(`^${name}`, 'm'));
  await watching.done();
}

/** What a cold run makes of the same sources; undefined where it finds errors. */
function cold(project: Project): Readonly<Record<string, string>> | undefined {
  const sources = Object.entries(project.tree('src')).filter(([path]) => !path.endsWith('.txt'));
  const key = JSON.stringify(sources);
  if (!known.has(key)) known.set(key, synthesized(sources));
  return known.get(key);
}

function synthesized(sources: readonly (readonly [path: string, text: string])[]) {
  const other = new Project();
  try {
    rmSync(other.path('src'), { recursive: true });
    for (const [path, text] of sources) other.write(`src/${path}`, text);
    return other.eco('synth').status === 0 ? other.tree() : undefined;
  } finally {
    other.remove();
  }
}

test('after any edits, dist/ is what a cold run gives, or, where that finds errors, what a sound state before gave', async () => {
  const project = new Project();
  const watching = new Watching(project);
  try {
    await watching.done();
    let last = project.tree();
    await fc.assert(
      fc.asyncProperty(edits, async (list) => {
        const sounds = [last];
        for (const [one, wait] of list) {
          apply(project, one);
          // A state that stood long enough to be written.
          const given = wait > 0 ? cold(project) : undefined;
          if (given) sounds.push(given);
          await pause(wait);
        }
        await settled(project, watching);
        last = project.tree();
        const given = cold(project);
        if (given) expect(last).toEqual(given);
        else expect(sounds).toContainEqual(last);
        expect(readdirSync(project.path('.eco'))).toEqual(['.gitignore']);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  } finally {
    await watching.end();
    project.remove();
  }
});

test('killed at random moments, it leaves what the next cold run makes right', async () => {
  const project = new Project();
  try {
    for (let kill = 0; kill < 12; kill += 1) {
      const watching = new Watching(project);
      await watching.done();
      project.write(cart, cartText.replace('8000', String(8100 + kill)));
      await pause(Math.random() * 900);
      await watching.end(kill % 2 === 0 ? 'SIGKILL' : 'SIGINT');
    }
    expect(project.eco('synth')).toMatchObject({ status: 0 });
    expect(project.tree()).toEqual(cold(project));
    expect(readdirSync(project.path('.eco')).filter((name) => !name.startsWith('fleet-'))).toEqual(['.gitignore']);
  } finally {
    project.remove();
  }
});

test('a dist/ that cannot be written is said, and written at the next save', async () => {
  const project = new Project();
  const watching = new Watching(project);
  try {
    await watching.done();
    // A mode would not keep root from writing.
    renameSync(project.path('dist'), project.path('aside'));
    writeFileSync(project.path('dist'), '');
    project.write(cart, cartText.replace('8000', '8300'));
    expect(await watching.done()).toMatch(/"dist" is a file, not a folder[\s\S]*dist\/ stays as it is/);
    rmSync(project.path('dist'));
    renameSync(project.path('aside'), project.path('dist'));
    await settled(project, watching);
    expect(project.tree()).toEqual(cold(project));
  } finally {
    await watching.end();
    project.remove();
  }
});
