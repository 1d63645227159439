import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Project } from '../project.js';

let project: Project;
beforeEach(() => {
  project = new Project('');
  expect(project.eco('init')).toMatchObject({ status: 0 });
});
afterEach(() => project.remove());

/** Runs the command with somebody who types these lines, and then leaves. */
function typed(args: string, ...lines: readonly string[]) {
  const script = join(__dirname, '../answering.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args.split(' ')], {
    cwd: project.root,
    encoding: 'utf8',
    input: lines.map((line) => `${line}\n`).join(''),
  });
  return { status, out: stdout, err: stderr };
}

describe('eco new service, asked on a terminal', () => {
  it('takes what is typed, and what it proposes where nothing is', () => {
    const { status, out, err } = typed('new service', 'search-api', '', '1f3c9a2', '8080', '');
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toContain('Kind, service or worker [service]: ');
    expect(out).toContain('Path for requests from outside, or none [/api/v1/search-api]: ');
    expect(out).not.toContain('Node');
    expect(project.read('src/fleet/services/search-api.ts')).toContain(
      "port: 8080,\n  scale: fixed(1),\n  resources: { cpu: ['100m', '300m'], memory: ['128Mi', '256Mi'] },\n  route: '/api/v1/search-api',\n}",
    );
    expect(project.eco('synth')).toMatchObject({ status: 0, err: '' });
  });

  it('asks again after a typing error, and says what could be typed', () => {
    const { status, err } = typed(
      'new service',
      'Search',
      'podinfo',
      '',
      'search',
      'wroker',
      'service',
      'latest',
      '1',
      'http',
      '8000',
      'search',
      'none',
    );
    expect(status).toBe(0);
    for (const said of [
      '"search"',
      '"podinfo" is in the fleet already',
      'Write worker.',
      'tag "latest"',
      'port "http" is no number',
      'Write /search, or none.',
    ])
      expect(err).toContain(said);
    expect(project.read('src/fleet/services/search.ts')).not.toContain('route');
    expect(project.eco('synth')).toMatchObject({ status: 0, err: '' });
  });

  it('asks only for what the command line leaves out', () => {
    const { status, out } = typed('new service mail-worker --kind worker --port 9100', '1f3c9a2');
    expect(status).toBe(0);
    expect(out).not.toMatch(/Name|Kind|Port|Path/);
    expect(project.read('src/fleet/workers/mail-worker.ts')).toContain('metricsPort: 9100');
  });

  it.each([[[]], [['search']], [['search', 'service', '1', '80']]])(
    'writes nothing when nobody answers: %j',
    (lines) => {
      const before = project.tree('src');
      const { status, err } = typed('new service', ...lines);
      expect(status).toBe(2);
      expect(err).toBe('\nNothing was written.\n');
      expect(project.tree('src')).toEqual(before);
    },
  );
});

describe('eco new service, by flags', () => {
  it('writes a worker that passes every check', () => {
    expect(project.eco('new service mail-worker --kind worker --tag 1f3c9a2')).toMatchObject({ status: 0, err: '' });
    expect(project.read('src/fleet/index.ts')).toBe(
      `import { fleet as compose } from './environments';
import { podinfo } from './services/podinfo';
import { mailWorker } from './workers/mail-worker';

export const fleet = compose(mailWorker, podinfo);
`,
    );
    expect(project.eco('synth')).toMatchObject({ status: 0, err: '' });
    expect(project.eco('check')).toMatchObject({ status: 0, err: expect.stringContaining('no findings') });
    expect(project.read('dist/dev/mail-worker/deployment.mail-worker.yaml')).toContain('- mail_worker');
  });

  it('says all that is wrong at once', () => {
    const { status, err } = project.eco('new service Search --kind worker --tag latest --port 0 --route /x --node big');
    expect(status).toBe(2);
    expect(err.match(/^error: /gm)).toHaveLength(5);
    expect(err).toContain('a worker has no route');
    expect(err).toContain('no cluster of the fleet pins pods to nodes');
  });

  it('needs the function that defines it', () => {
    project.edit('src/fleet/environments.ts', 'defineStore, defineWorker, ', '');
    expect(project.eco('new service mail --kind worker --tag 1')).toMatchObject({
      status: 2,
      err: expect.stringContaining('src/fleet/environments.ts exports no defineWorker'),
    });
  });

  it('names all that it needs where nobody can be asked', () => {
    expect(project.eco('new service')).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^eco: a name is missing\nWrite: /),
    });
  });
});
