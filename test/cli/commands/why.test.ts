import { Project } from '../project.js';

let project: Project;
beforeAll(() => {
  project = new Project();
  project.eco('synth');
});
afterAll(() => project.remove());

/** Line of a file that holds this text, from 1. */
const lineOf = (file: string, text: string) =>
  project
    .read(file)
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

it('names the literal behind a line of dist, at its place', () => {
  const [file = ''] = Object.keys(project.tree()).filter((path) => /deployment\./.test(path));
  const line = lineOf(`dist/${file}`, 'containerPort:');
  const { status, out } = project.eco(`why dist/${file}:${line} --json`);
  expect(status).toBe(0);
  const answer = JSON.parse(out);
  const [literal] = answer.literals;
  expect(answer.field).toMatch(/ports\[0\]\.containerPort$/);
  const written = project.read(literal.file).split('\n')[literal.line - 1] ?? '';
  expect(written.slice(literal.column - 1, literal.column - 1 + (literal.length ?? 1))).toBe(String(literal.value));
  expect(answer.text).toBe(`containerPort: ${literal.value}`);
});

it('says what the library chose, and why', () => {
  const [file = ''] = Object.keys(project.tree()).filter((path) => /deployment\./.test(path));
  const { out } = project.eco(`why dist/${file}:${lineOf(`dist/${file}`, 'progressDeadlineSeconds')}`);
  expect(out).toMatch(/default {2}a rollout that is stuck shows after five minutes/);
});

it('names what sets the lines below one that holds others, each once', () => {
  const [file = ''] = Object.keys(project.tree()).filter((path) => /live\/cart\/deployment\./.test(path));
  const cpus = lineOf('src/fleet/cart.ts', 'resources:');
  const answer = JSON.parse(project.eco(`why dist/${file}:${lineOf(`dist/${file}`, 'resources:')} --json`).out);
  expect(answer.literals).toMatchObject(['100m', '200m', '64Mi', '128Mi'].map((value) => ({ value, line: cpus })));
  const { out } = project.eco(`why dist/${file}:${lineOf(`dist/${file}`, 'containers:')}`);
  expect(out).toMatch(/default {2}\[0\]\.livenessProbe\.timeoutSeconds: /);
  expect(out.match(/^src\/fleet\/.*:\d+:\d+/gm)).toHaveLength(5);
  expect(out).toMatch(/more {5}\d+ defaults and \d+ literals: ask about one of the lines below it/);
});

it('lists the lines that a literal sets, in every environment', () => {
  const file = 'src/fleet/images/live.yaml';
  const line = lineOf(file, ': "');
  const { status, out } = project.eco(`why ${file}:${line}`);
  expect(status).toBe(0);
  expect(out).toMatch(/dist\/live\/.*image: /);
});

it.each([
  ['why', 'no line is named'],
  ['why dist/live/x.yaml', 'names no line'],
  ['why dist/live/nothing/service.x.yaml:3', 'the fleet gives no'],
  ['why dist/live/cart/servic.cart.yaml:3', 'did you mean "service.cart.yaml"?'],
  ['why package.json:1', 'no literal stands on line 1'],
  ['why dist/other/x.yaml:1', 'neither a file of the fleet nor one of its manifests'],
])('%s: %s', (command, message) => {
  const { status, err } = project.eco(command);
  expect(status).toBe(2);
  expect(err).toContain(message);
});

it('refuses a file that is not what the sources give', () => {
  const [file = ''] = Object.keys(project.tree()).filter((path) => /service\./.test(path));
  const text = project.read(`dist/${file}`);
  project.write(`dist/${file}`, `${text}# by hand\n`);
  expect(project.eco(`why dist/${file}:2`)).toMatchObject({ status: 2, err: expect.stringContaining('eco synth') });
  project.write(`dist/${file}`, text);
});

it('refuses a line that is not there', () => {
  const [file = ''] = Object.keys(project.tree()).filter((path) => /service\./.test(path));
  expect(project.eco(`why dist/${file}:999`)).toMatchObject({
    status: 2,
    err: expect.stringContaining(`line 999 of "dist/${file}" writes no field`),
  });
});

it('answers for a fleet of ES modules too', () => {
  const modules = new Project();
  try {
    modules.edit('package.json', '{', '{ "type": "module",');
    for (const path of Object.keys(modules.tree('src')).filter((file) => file.endsWith('.ts'))) {
      modules.write(`src/${path}`, modules.read(`src/${path}`).replace(/from '(\.\/[\w-]+)'/g, "from '$1.js'"));
    }
    expect(modules.eco('synth')).toMatchObject({ status: 0, err: '' });
    const line =
      modules
        .read('src/fleet/cart.ts')
        .split('\n')
        .findIndex((text) => /port: \d/.test(text)) + 1;
    expect(modules.eco(`why src/fleet/cart.ts:${line}`).out).toMatch(/containerPort: \d/);
    // Where nobody looks at types the enum is not written into what uses it, and does not run.
    modules.write('src/fleet/names.ts', 'export type Name = string;\nexport const enum Port {\n  Cart = 8123,\n}\n');
    modules.write(
      'src/fleet/cart.ts',
      `import { Port } from './names.js';\nexport { type Name } from './names.js';\n${modules.read('src/fleet/cart.ts').replace(/port: \d+/, 'port: Port.Cart')}`,
    );
    expect(modules.eco(`why src/fleet/cart.ts:${line + 4}`)).toMatchObject({
      out: expect.stringMatching(/replicas: \d/),
      err: '',
    });
  } finally {
    modules.remove();
  }
});
