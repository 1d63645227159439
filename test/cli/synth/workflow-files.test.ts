import { Project } from '../project.js';

let project: Project;
beforeEach(() => {
  project = new Project();
  project.edit(
    'src/fleet/environments.ts',
    "rootApplication: 'shop',",
    "rootApplication: 'shop',\n  ci: githubActions({ branches: ['main'] }),",
  );
  project.edit('src/fleet/environments.ts', 'import { defineFleet,', 'import { defineFleet, githubActions,');
});
afterEach(() => project.remove());

const images = '.github/workflows/images.yaml';

it('writes the workflows with the manifests, and says which', () => {
  const { status, out } = project.eco('synth');
  expect(status).toBe(0);
  expect(out).toContain('.github/workflows/: 2 added, 0 changed, 0 removed\n  + images.yaml\n  + manifests.yaml\n');
  expect(project.read(images)).toContain("cart:\n              - 'services/cart/**'");
  expect(project.eco('synth').out).toBe('dist/: nothing changed\n');
  expect(project.eco('synth --check')).toMatchObject({ status: 0 });
});

it('leaves alone what somebody wrote by hand, and takes away what it made and nothing needs', () => {
  project.eco('synth');
  project.write('.github/workflows/own.yaml', 'name: own\n');
  project.edit('src/fleet/environments.ts', "\n  ci: githubActions({ branches: ['main'] }),", '');
  project.edit('src/fleet/environments.ts', ' githubActions,', '');
  expect(project.eco('synth').out).toContain('0 added, 0 changed, 2 removed');
  expect(Object.keys(project.tree('.github/workflows'))).toEqual(['own.yaml']);
});

it('is noticed by --check when somebody edits one, and writes nothing then', () => {
  project.eco('synth');
  project.write(images, `${project.read(images)}# more\n`);
  expect(project.eco('synth --check')).toMatchObject({ status: 1, out: expect.stringContaining('~ images.yaml') });
  expect(project.read(images)).toMatch(/# more\n$/);
});

it('writes nothing when a check fails, nor for a part of the fleet', () => {
  project.eco('synth --env live');
  expect(project.tree('.github')).toEqual({});
  project.edit('src/fleet/cart.ts', 'port: 8000', 'port: 80000');
  expect(project.eco('synth')).toMatchObject({ status: 1 });
  expect(project.tree('.github')).toEqual({});
});
