import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { distOf, makeWorkingFolder } from '../../../src/synth/commit/dist.js';
import { planOf } from '../../../src/synth/commit/plan.js';
import { stage, sweepStages } from '../../../src/synth/commit/stage.js';
import { digest } from '../../../src/synth/commit/tree.js';
import { clean, leftInEco, listing, project, put } from './project.js';

afterEach(clean);

test('stages what changes, numbered, and says what each file was and will be', () => {
  const { folder, root } = project();
  const dist = distOf(root);
  put(root, { same: '=', x: 'before', gone: 'g', 'a/way': 'w' });
  const before = listing(root);
  const files = new Map(Object.entries({ same: '=', x: 'after', new: 'n', a: '' }));
  makeWorkingFolder(dist);
  const intent = stage(dist, files, planOf(dist, files));
  const hash = (text: string) => digest(Buffer.from(text));
  expect(intent).toEqual({
    stage: expect.any(String),
    first: [{ path: 'a/way', from: hash('w') }],
    write: [
      { path: 'a', staged: 0, to: hash('') },
      { path: 'new', staged: 1, to: hash('n') },
      { path: 'x', staged: 2, to: hash('after'), from: hash('before') },
    ],
    last: [{ path: 'gone', from: hash('g') }],
    emptied: ['a'],
  });
  expect(listing(join(folder, '.eco', `dist.stage-${intent.stage}`))).toEqual({ 0: '', 1: 'n', 2: 'after' });
  expect(listing(root)).toEqual(before);
});

test('sweeps what killed runs left of this output, but not the stage of an open intent', () => {
  const { folder, root } = project();
  const dist = distOf(root);
  for (const name of ['dist.stage-old', 'dist.stage-open', 'scratch.stage-other']) {
    mkdirSync(join(folder, '.eco', name), { recursive: true });
  }
  sweepStages(dist, 'open');
  expect(leftInEco(folder)).toEqual(['dist.stage-open', 'scratch.stage-other']);
  sweepStages(dist);
  expect(leftInEco(folder)).toEqual(['scratch.stage-other']);
});
