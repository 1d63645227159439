import { Project } from './project.js';

const container = 'spec.template.spec.containers';
const file = 'src/fleet/cart.ts';

/** Each mistake in an override gives one message, at the override, with a remedy. */
describe('a bad override', () => {
  let project: Project;
  beforeEach(() => {
    project = new Project();
    project.edit(file, '{ fixed }', '{ fixed, override }');
  });
  afterEach(() => project.remove());

  it.each([
    [
      'an element in brackets',
      `'Deployment', (it) => it.${container}[0].stdin, true, 'x'`,
      /^6:78: error: an element of a list is reached by \.at\(\), not by \[0\]/,
      'Write .at(0).',
    ],
    [
      'an element by its name',
      `'Deployment', (it) => it.${container}.at('cart').stdin, true, 'x'`,
      /^6:82: error: 'cart' is no index of a list/,
      'Write .at(0) for the first element.',
    ],
    [
      'a list instead of its element',
      `'Deployment', (it) => it.${container}.stdin, true, 'x'`,
      /^6:79: error: "stdin" is asked of a list/,
      'Write .at(0).stdin.',
    ],
    [
      'a path as text',
      `'Deployment', '${container}[0].stdin', true, 'x'`,
      /^6:38: error: the path of an override is text/,
      `Write (it) => it.${container}.at(0).stdin`,
    ],
    [
      'a kind that is none',
      "'Deploymnt', () => undefined, true, 'x'",
      /^6:25: error: value "Deploymnt" does not exist/,
      'Write "Deployment".',
    ],
    [
      'an index past the end',
      `'Deployment', (it) => it.${container}.at(5).stdin, true, 'x'`,
      /^6:15: error: the override of Deployment "cart" asks .*containers for \.at\(5\); the list holds 1 element/,
      'Write .at(0) for "cart".',
    ],
    [
      'a name where the compiler does not look',
      `'Deployment', (it: any) => it.${container}.stdin, true, 'x'`,
      /^6:15: error: the override of Deployment "cart" asks .*containers for "stdin"/,
      'Write .at(0) for "cart".',
    ],
    [
      'a whole object',
      "'Deployment', (it) => it, {}, 'x'",
      /^6:15: error: the override of Deployment "cart" names no field of it/,
      'Name one field',
    ],
    [
      'an object that is none',
      "'StatefulSet', (it) => it.spec.replicas, 1, 'x'",
      /^6:15: error: the override of StatefulSet "cart" spec\.replicas fits no object/,
      'Name one of:',
    ],
    [
      'a value that the API server refuses',
      "'Deployment', (it) => it.spec.revisionHistoryLimit, '3' as never, 'x'",
      /^6:15: error: "spec\.revisionHistoryLimit" is /,
      '',
    ],
    [
      'an element whose fields the API server refuses',
      "'Deployment', (it) => it.spec.template.spec.tolerations.at(0), { key: 1 as never }, 'x'",
      /^6:15: error: "spec\.template\.spec\.tolerations\[0\]\.key" is /,
      '',
    ],
    [
      'a field of a value that the API server does not know',
      "'Deployment', (it) => it.spec.strategy, { rollingUpdate: { maxSurge: 1, maxMissing: 0 } } as never, 'x'",
      /^6:15: error: "spec\.strategy\.rollingUpdate\.maxMissing" is /,
      '',
    ],
    [
      'a call that throws in the library',
      "'Deployment', 'spec' as never, true as never, 'x'",
      /^6:\d+: error: the definition of "cart" threw/,
      'Mend the function',
    ],
  ])('%s', (_, written, message, fix) => {
    project.edit(file, '  port: 8000', `  overrides: [override(${written})],\n  port: 8000`);
    const { err, status } = project.eco('synth');
    expect(status).toBe(1);
    const heads = err.split('\n').filter((line) => line.includes('error: '));
    expect(heads.map((line) => line.replace(`${file}:`, ''))).toEqual([expect.stringMatching(message)]);
    expect(err).toContain(`  fix  ${fix}`);
  });
});
