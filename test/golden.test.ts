import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from './cli/project.js';
import { expectSameManifests } from './same-manifests.js';

const root = join(__dirname, '..');

/**
 * Whole outputs, on disk as a reviewer reads them: dist/ beside the fleet that gives it, in test/golden and examples.
 * After an intended change: UPDATE_GOLDEN=1 npx jest test/golden.test.ts, then read the difference.
 */
const cases = ['test/golden', 'examples'].flatMap((folder) =>
  readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
);

it.each(cases)('%s', (folder) => {
  const golden = join(root, folder, 'dist');
  const project = new Project(folder);
  try {
    const { status, err } = project.eco('synth');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    if (process.env.UPDATE_GOLDEN) {
      rmSync(golden, { recursive: true, force: true });
      cpSync(project.path('dist'), golden, { recursive: true });
    }
    const made = project.tree();
    cpSync(existsSync(golden) ? golden : project.path('src'), project.path('golden'), { recursive: true });
    expectSameManifests(made, project.tree('golden'));
  } finally {
    project.remove();
  }
});
