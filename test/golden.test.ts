import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from './cli/project.js';

/**
 * Whole outputs, on disk as a reviewer reads them: test/golden/<case>/dist beside the fleet that gives it.
 * After an intended change: UPDATE_GOLDEN=1 npx jest test/golden.test.ts, then read the difference.
 */
const cases = readdirSync(join(__dirname, 'golden'));

it.each(cases)('%s', (name) => {
  const golden = join(__dirname, 'golden', name, 'dist');
  const project = new Project(name);
  try {
    expect(project.eco('synth')).toMatchObject({ status: 0 });
    if (process.env.UPDATE_GOLDEN) {
      rmSync(golden, { recursive: true, force: true });
      cpSync(project.path('dist'), golden, { recursive: true });
    }
    const made = project.tree();
    cpSync(existsSync(golden) ? golden : project.path('src'), project.path('golden'), { recursive: true });
    expect(made).toEqual(project.tree('golden'));
  } finally {
    project.remove();
  }
});
