import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { MADE } from '../../src/pipeline/workflow.js';

// The workflows of the fleet, as they lie in the repository: `eco synth --check` says whether they are current.

const folder = join(__dirname, '../../.github/workflows');
const files = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
}
const jobsOf = (text: string) => Object.entries((load(text) as { jobs: Readonly<Record<string, Job>> }).jobs);

it('has one for each concern', () => {
  expect(files.map(([name]) => name).sort()).toEqual([
    'documentation.yaml',
    'images.yaml',
    'infrastructure.yaml',
    'manifests.yaml',
  ]);
});

describe.each(files)('%s', (_, text) => {
  it('says that it is made, and allows nothing but what a job asks for', () => {
    expect(text.startsWith(MADE)).toBe(true);
    expect(load(text)).toMatchObject({ permissions: {} });
    for (const [, job] of jobsOf(text)) expect(job.permissions).toBeDefined();
  });

  it('lets no job hang for six hours', () => {
    for (const [, job] of jobsOf(text)) expect(job['timeout-minutes']).toBeLessThanOrEqual(30);
  });

  it('lets no expression into a shell: whoever opens a pull request chooses titles and branch names', () => {
    for (const [, { steps }] of jobsOf(text)) for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });

  it('uses actions by commit, with the version behind', () => {
    const used = text.split('\n').filter((line) => /^\s+(?:- )?uses:/.test(line));
    expect(used.length).toBeGreaterThan(0);
    for (const line of used) expect(line).toMatch(/uses: [\w/.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('filters paths in a job, so that a required check is never left waiting', () => {
    expect(text).not.toMatch(/^ {4}paths(?:-ignore)?:/m);
  });

  it('writes into the repository from one job alone, and leaves no token for the others', () => {
    for (const [name, job] of jobsOf(text)) {
      expect([name, job.permissions?.contents === 'write']).toEqual([name, name === 'tags']);
      const source = job.steps.find(({ uses }) => uses?.startsWith('actions/checkout'));
      if (source && name !== 'tags') expect(source).toMatchObject({ with: { 'persist-credentials': false } });
    }
  });
});

interface Steps {
  readonly steps: readonly {
    readonly name: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
  }[];
}
const stepsOf = (file: string, job: string) => {
  const [, text = ''] = files.find(([name]) => name === file) ?? [];
  return (load(text) as { jobs: Readonly<Record<string, Steps>> }).jobs[job]?.steps ?? [];
};

it('compares a pull request with the branch that it goes to: both parents of the merge are there', () => {
  for (const job of ['check', 'review']) {
    const steps = stepsOf('manifests.yaml', job);
    expect(steps[0]?.with).toMatchObject({ 'fetch-depth': 2 });
    expect(steps.some(({ run = '' }) => /eco (?:diff|review) HEAD\^1/.test(run))).toBe(true);
  }
});

it('scans before it pushes, and accepts what is known until a day', () => {
  const names = stepsOf('images.yaml', 'build').map(({ name }) => name);
  const order = ['Build', 'What the scan accepts expires', 'Scan', 'Push'].map((name) => names.indexOf(name));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order).not.toContain(-1);
});
