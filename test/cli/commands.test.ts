import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { Project } from './project.js';

let project: Project;
beforeEach(() => {
  project = new Project();
});
afterEach(() => project.remove());

const longest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

describe('help', () => {
  const names = ['synth', 'check', 'plan', 'explain', 'facts', 'new service'];

  it('lists every command', () => {
    const { status, out } = project.eco('--help');
    expect(status).toBe(0);
    for (const name of names) expect(out).toContain(`  ${name} `);
    expect(longest(out)).toBeLessThanOrEqual(80);
  });

  it.each(names)('of %s fits 80 columns and gives an example', (name) => {
    const { status, out } = project.eco(`${name} --help`);
    expect(status).toBe(0);
    expect(out).toMatch(/^Usage: eco /);
    expect(out).toContain('Examples:');
    expect(longest(out)).toBeLessThanOrEqual(80);
  });
});

it('"help" and a command is the same as its --help, without a space before a paragraph', () => {
  const { status, out } = project.eco('help synth');
  expect({ status, out }).toEqual({ status: 0, out: project.eco('synth --help').out });
  expect(out).not.toMatch(/^ \S/m);
});

describe('a command line that cannot run', () => {
  it.each([
    ['snyth', '"snyth" is not a command; did you mean "eco synth"?'],
    ['synth --environment live', "Unknown option '--environment'"],
    ['synth --wacth', `Unknown option '--wacth'; did you mean "--watch"?`],
    ['new', 'eco: new needs: service\nTry: eco new service --help'],
    ['image --help', 'eco: image needs: set\nTry: eco image set --help'],
    ['help snyth', '"snyth" is not a command; did you mean "eco synth"?'],
    ['new service Orders_API', '"Orders_API"'],
    ['check --rule node-capacty', 'fix  Did you mean "node-capacity"?'],
    ['synth --servcie cart', 'did you mean "--service"?'],
    ['plan cart stock', 'eco plan takes [SERVICE], got: cart stock'],
    ['facts', 'which environment? One of: live, test'],
    ['new service', 'a name is missing'],
    ['explain ref-mising', 'did you mean "ref-missing"?'],
    ['explain type-eror', 'did you mean "type-error"?'],
    ['check nowhere', 'there is no "nowhere"'],
  ])('%s', (args, message) => {
    const { status, err, out } = project.eco(args);
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toContain(message);
  });

  it('outside a project', () => {
    project.write('elsewhere/x', '');
    rmSync(project.path('cdk8s.yaml'));
    const { status, err } = project.eco('synth');
    expect(status).toBe(2);
    expect(err).toContain('no cdk8s.yaml in');
    expect(err).toContain('begin one here with "eco init"');
  });
});

describe('refuses what means nothing', () => {
  it.each([
    ['check --fix', 'dist/ is generated: what is mended there, the next synthesis writes again'],
    ['check --write-baseline', '--write-baseline does not know which file'],
    ['show --env tset', 'no service is named'],
    ['plan --env tset', '"tset" is no environment of the fleet'],
    ['diff --from src --to src --env tset', '"tset" is no environment of either side'],
  ])('eco %s', (args, message) => {
    const { status, err } = project.eco(args);
    expect({ status, message: err.split('\n')[0] }).toEqual({ status: 2, message: expect.stringContaining(message) });
    expect(err).toMatch(/^ {2}fix {2}/m);
  });

  it('a project that does not say where its fleet is, and an entry module without one', () => {
    project.edit('src/fleet/index.ts', 'export const fleet', 'export const shop');
    expect(project.eco('synth').err).toContain('the entry module exports no `fleet`');
    project.edit('cdk8s.yaml', 'fleet:', 'flet:');
    expect(project.eco('synth').err).toContain('cdk8s.yaml has no "fleet"');
  });
});

describe('plan', () => {
  it('tells the way from a Deployment to a Rollout, for one service', () => {
    expect(project.eco('plan cart --migrate').out).toContain('→ 0  delivery: rolling()   (now)');
    expect(JSON.parse(project.eco('plan cart --migrate --json').out)).toMatchObject({
      phase: 'deployment',
      replicas: 2,
    });
    expect(project.eco('plan --migrate')).toMatchObject({ status: 2, err: expect.stringContaining('none is named') });
    expect(project.eco('plan argocd --migrate')).toMatchObject({
      status: 2,
      err: expect.stringContaining('"argocd" has no Deployment to lead to a Rollout'),
    });
  });

  it('prints the waves, and what each object needs', () => {
    const { status, out } = project.eco('plan cart');
    expect(status).toBe(0);
    expect(out).toMatch(/^live\/cart\n {2}a push: about .*\n(?: {4}.*\n)+ {2}wave 0\n {4}ServiceAccount web\/cart\n/);
    expect(out).toContain('      needs Service web/cart: spec.rules[0].http.paths[0].backend.service.name');
    expect(longest(out)).toBeLessThanOrEqual(80);
  });

  it('says what the waves between Applications order', () => {
    const { out } = project.eco('plan argocd');
    expect(out).toContain('order the first install and changes of the Applications');
    expect(out).toMatch(
      /wave 3 \(begins when the wave before is healthy\)\n {4}Application argocd\/cart\n {6}waits for AppProject argocd\/shop: spec.project\n {6}its annotation puts it here/,
    );
  });

  it('prints JSON', () => {
    const [plan] = JSON.parse(project.eco('plan stock --json').out);
    expect(plan.waves[0].objects.map((entry: { object: { kind: string } }) => entry.object.kind)).toEqual([
      'ServiceAccount',
      'Service',
      'Deployment',
    ]);
  });
});

describe('facts and check of other YAML', () => {
  it('what "facts" writes, "check --facts" reads', () => {
    const { out, status } = project.eco('facts live');
    expect(status).toBe(0);
    project.write('live.facts.yaml', out);
    project.write(
      'other/pod.yaml',
      `apiVersion: v1
kind: Pod
metadata:
  name: lost
  namespace: web
spec:
  nodeSelector:
    size: huge
  containers:
    - name: lost
      image: registry.test/lost:1
`,
    );
    const checked = project.eco('check other --facts live.facts.yaml --json');
    expect(checked.status).toBe(1);
    const { findings, checked: sum } = JSON.parse(checked.out);
    expect(findings.map(({ rule, at }: { rule: string; at: object }) => ({ rule, at }))).toContainEqual({
      rule: 'node-label-unknown',
      at: expect.objectContaining({ file: 'other/pod.yaml', line: 8 }),
    });
    expect(sum).toMatchObject({ files: 1, objects: 1 });
  });

  it('says once what it could not check without facts', () => {
    project.write(
      'other/service.yaml',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  namespace: b\nspec:\n  ports:\n    - port: 80\n',
    );
    const { err } = project.eco('check other');
    expect(err).toMatch(/not checked without nodes: .*node-capacity/s);
  });

  it('refuses a facts file that is none', () => {
    project.write('facts.yaml', 'nodes:\n  - name: 5\nmood: good\n');
    const { status, err } = project.eco('check src --facts facts.yaml');
    expect(status).toBe(2);
    expect(err).toContain('"nodes[0].name" is not a string');
    expect(err).toContain('"mood" is no fact');
  });

  it('reads standard input', () => {
    const { status, err } = project.eco(
      'check -',
      {},
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  prots: []\n',
    );
    expect(status).toBe(1);
    expect(err).toMatch(/^<stdin>:6:3: error: .*prots/m);
  });

  it('is no success where there was nothing to check', () => {
    expect(project.eco('check src')).toMatchObject({
      status: 2,
      err: expect.stringContaining('eco: no Kubernetes object was found in src/fleet/images/'),
    });
    project.write('other/values.yaml', 'a: 1\n');
    expect(project.eco('check other').err).toBe(
      'eco: no Kubernetes object was found in other/values.yaml, so nothing was checked\n' +
        'An object has an apiVersion, a kind and a metadata.name.\n',
    );
  });

  it('runs the rules alone that --rule names', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: Lost\nspec:\n  containers: []\n  nodeNmae: x\n';
    project.write('other/pod.yaml', pod);
    const rulesOf = (args: string) =>
      JSON.parse(project.eco(`check other --json ${args}`).out).findings.map(({ rule }: { rule: string }) => rule);
    expect(rulesOf('')).toEqual(expect.arrayContaining(['name-syntax', 'schema']));
    expect(new Set(rulesOf('--rule name-syntax'))).toEqual(new Set(['name-syntax']));
  });

  it('refuses an output that a killed run left open', () => {
    project.eco('synth');
    project.write('dist/.intent.json', '{}');
    const { status, err } = project.eco('check');
    expect(status).toBe(1);
    expect(err).toMatch(/intent/);
  });
});

describe('explain', () => {
  it('shows a rule with its two examples', () => {
    const { status, out } = project.eco('explain node-capacity');
    expect(status).toBe(0);
    expect(out).not.toMatch(/\n\n\n/);
    for (const part of ['node-capacity (error)', 'Why: ', 'Fix: ', 'Wrong:', 'Right:', 'Source: '])
      expect(out).toContain(part);
  });

  it.each(['analysis-prometheus', 'removal-unsaid', 'type-error', 'secret-source'])('answers for %s', (id) => {
    const { status, out } = project.eco(`explain ${id}`);
    expect(status).toBe(0);
    expect(out).toContain(`${id}\n\nNo rule`);
    expect(out).toContain('docs/reference/messages.md');
    expect(longest(out)).toBeLessThanOrEqual(80);
    expect(JSON.parse(project.eco(`explain ${id} --json`).out)).toMatchObject({ id });
  });

  it('lists all rules by what they are about, a line each for who reads it with another program', () => {
    const blocks = project.eco('explain').out.trimEnd().split('\n\n');
    expect(blocks.map((block) => block.split('\n')[0])).toContain('network: how a request gets there');
    const lines = blocks.flatMap((block) => block.split('\n').slice(1));
    expect(lines).toHaveLength(JSON.parse(project.eco('explain --json').out).length);
    expect(lines.every((line) => /^ {2}[a-z-]+ {2,}\S/.test(line))).toBe(true);
  });
});

describe('new service', () => {
  it('writes a service that passes every check', () => {
    expect(project.eco('new service search-api --tag 7e1d2c3 --node big')).toMatchObject({ status: 0, err: '' });
    expect(project.read('src/fleet/services/search-api.ts')).toContain("defineService('search-api'");
    expect(project.read('src/fleet/index.ts')).toContain('searchApi');
    expect(project.read('src/fleet/images/live.yaml')).toContain('search-api: 7e1d2c3');
    expect(project.read('src/fleet/services/search-api.ts')).toContain('env.pick({ live: fixed(2), test: fixed(1) })');
    expect(project.eco('synth')).toMatchObject({ status: 0, err: '' });
    expect(project.read('dist/live/search-api/deployment.search-api.yaml')).toContain('search-api:7e1d2c3');
  });

  it.each([
    ['Search --tag 1', 'service name "Search"'],
    ['cart --tag 1', '"cart" is in the fleet already'],
    ['search --tag latest', 'latest'],
    [`${'s'.repeat(53)} --tag 1`, 'at most 52 fit'],
    ['search --tag 1 --node bgi', 'Write big'],
    ['search --tag 1 --port http', 'port "http" is no number'],
    ['search --tag 1 --route search', 'route "search" is no path'],
  ])('%s: writes nothing', (args, message) => {
    const before = project.tree('src');
    const { status, err } = project.eco(`new service ${args}`);
    expect(status).toBe(2);
    expect(err).toContain(message);
    expect(project.tree('src')).toEqual(before);
  });
});

describe('two commits', () => {
  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], { cwd: project.root });

  it('that share no history have no fork, and without a program that runs there is none at all', () => {
    project.eco('synth');
    git('init', '--quiet', '--initial-branch=main');
    git('add', 'dist');
    git('commit', '--quiet', '-m', 'first');
    git('switch', '--quiet', '--orphan', 'other');
    git('commit', '--quiet', '--allow-empty', '-m', 'apart');
    expect(project.eco('diff main...other').err).toContain('"main" and "other" have no commit in common');
    // It is there, and may not be run.
    project.write('bin/git', '');
    const { err } = project.eco('diff main', { PATH: project.path('bin') });
    expect(err).toContain('git could not be run: ');
  });
});
