import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changedInputs, type InputState, Inputs } from '../../../src/cli/watch/inputs.js';

let root: string;
let inputs: Inputs;
let state: InputState;
const at = (path: string) => join(root, path);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'eco-inputs-'));
  mkdirSync(at('fleet/services'), { recursive: true });
  writeFileSync(at('fleet/index.ts'), 'one');
  writeFileSync(at('fleet/services/cart.ts'), 'one');
  writeFileSync(at('cdk8s.yaml'), 'one');
  inputs = new Inputs(() => ({
    folders: [at('fleet'), at('deploy/images')],
    files: [at('cdk8s.yaml')],
    except: [at('fleet/dist')],
  }));
  state = inputs.read();
});
afterEach(() => {
  inputs.close();
  rmSync(root, { recursive: true });
});

/** What is noticed after something was done. */
async function after(act: () => void): Promise<readonly string[]> {
  const before = state;
  const newer = inputs.changed(before);
  act();
  state = await newer;
  return changedInputs(before, state).map((file) => file.slice(root.length + 1));
}

test('what is read', () => {
  writeFileSync(at('fleet/.swap'), '');
  mkdirSync(at('fleet/dist'));
  writeFileSync(at('fleet/dist/x.yaml'), '');
  mkdirSync(at('fleet/node_modules'));
  writeFileSync(at('fleet/node_modules/x.js'), '');
  writeFileSync(at('other'), '');
  expect([...inputs.read().keys()].map((file) => file.slice(root.length + 1)).sort()).toEqual([
    'cdk8s.yaml',
    'fleet/index.ts',
    'fleet/services/cart.ts',
  ]);
});

test('a save in place, a rename over the file, a removal', async () => {
  expect(await after(() => writeFileSync(at('fleet/services/cart.ts'), 'two'))).toEqual(['fleet/services/cart.ts']);
  writeFileSync(at('new'), 'two');
  expect(await after(() => renameSync(at('new'), at('fleet/services/cart.ts')))).toEqual(['fleet/services/cart.ts']);
  expect(await after(() => rmSync(at('fleet/services/cart.ts')))).toEqual(['fleet/services/cart.ts']);
});

test('the same bytes saved again are a save', async () => {
  expect(await after(() => writeFileSync(at('cdk8s.yaml'), 'one'))).toEqual(['cdk8s.yaml']);
});

test('several files at once are one change', async () => {
  const files = Array.from({ length: 40 }, (_, i) => `fleet/services/s${String(i).padStart(2, '0')}.ts`);
  expect(
    await after(() => {
      for (const file of files) writeFileSync(at(file), '');
    }),
  ).toEqual(files);
});

test('folders that come, go, and come again', async () => {
  expect(
    await after(() => {
      mkdirSync(at('fleet/a/b'), { recursive: true });
      writeFileSync(at('fleet/a/b/c.ts'), '');
    }),
  ).toEqual(['fleet/a/b/c.ts']);
  expect(await after(() => rmSync(at('fleet'), { recursive: true }))).toHaveLength(3);
  mkdirSync(at('fleet'));
  expect(await after(() => writeFileSync(at('fleet/index.ts'), 'three'))).toEqual(['fleet/index.ts']);
  expect(await after(() => writeFileSync(at('fleet/index.ts'), 'four'))).toEqual(['fleet/index.ts']);
});

test('a folder that is not there yet', async () => {
  mkdirSync(at('deploy/images'), { recursive: true });
  expect(await after(() => writeFileSync(at('deploy/images/live.yaml'), ''))).toEqual(['deploy/images/live.yaml']);
});
