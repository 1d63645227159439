import { existsSync, readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import { early } from '../../../src/cli/compile/emission.js';
import { Project } from '../project.js';

const project = new Project();
afterAll(() => project.remove());

const folders = () =>
  existsSync(project.path('.eco')) ? readdirSync(project.path('.eco')).filter((name) => name.startsWith('fleet-')) : [];

it('has the compiler at work for a command line that is certain to need it', async () => {
  const emission = early(['synth', '--check'], project.root);
  const { output } = (await emission?.done) ?? { output: 'not begun' };
  expect(output).not.toContain('not begun');
  expect(existsSync(join(emission?.folder ?? '', 'index.js'))).toBe(true);
});

it.each([
  ['synth', '--help'],
  ['synth', '--chek'],
  ['synth', 'cart'],
  ['synth', '--watch'],
  ['check', 'k8s/'],
  ['check', '--facts', 'prod.facts.yaml'],
  ['diff'],
])('starts no compiler in vain: eco %s %s', (...argv) => {
  const before = folders();
  expect(early(argv, project.root)).toBeUndefined();
  expect(folders()).toEqual(before);
});

it('leaves it to the command to say that there is no fleet', () => {
  expect(early(['synth'], parse(project.root).root)).toBeUndefined();
});

it('leaves nothing behind when the command ends', () => {
  const before = folders();
  expect(project.eco('synth').status).toBe(0);
  expect(project.eco('synth --chek').status).toBe(2);
  expect(folders()).toEqual(before);
}, 30_000);
