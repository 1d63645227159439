import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'eco-check-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function check(args: readonly string[], input = '') {
  const eco = join(__dirname, '../../../bin/eco.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [eco, 'check', ...args], {
    cwd: root,
    input,
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr, text: () => readFileSync(join(root, 'k8s/a.yaml'), 'utf8') };
}

const rulesIn = (out: string) => JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule);

const config = (data: string, name = 'shop') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n  namespace: api\ndata:\n${data}`;

test('standard input, as YAML and as a List in JSON', () => {
  const yaml = check(['-', '--json'], config('  PORT: 8080\n'));
  expect(yaml.status).toBe(1);
  const [finding] = JSON.parse(yaml.out).findings;
  expect(finding).toMatchObject({ rule: 'yaml-string', at: { file: '<stdin>', line: 7, column: 3 } });
  const item = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop' }, data: { PORT: 8080 } };
  const json = check(['-', '--json'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [item] }, null, 2));
  expect(JSON.parse(json.out)).toMatchObject({ findings: [{ rule: 'yaml-string' }], checked: { objects: 1 } });
});

test('nothing to check is not fine', () => {
  write('k8s/values.yaml', 'a: 1\n');
  expect(check(['k8s'])).toMatchObject({ status: 2, err: expect.stringContaining('nothing was checked') });
});

test('what only a kustomization reads is said to be unchecked, with what checks it', () => {
  write('k8s/kustomization.yaml', 'resources: [a.yaml]\n');
  write('k8s/a.yaml', config('  PORT: 8080\n'));
  expect(check(['k8s'])).toMatchObject({
    status: 0,
    err: expect.stringContaining(
      'not checked: the objects in 1 file that only a kustomization reads, as k8s/a.yaml:\n  kubectl kustomize k8s | eco check -',
    ),
  });
  // Its output lies there as well.
  write('rendered/a.yaml', config('  PORT: "8080"\n'));
  expect(check(['.']).err).not.toContain('not checked: the objects');
});

test('--fix mends what needs no decision, byte for byte, once', () => {
  const before = `# head\r\n${config('  PORT: 8080 # of the server\n  RATE: 1.10\n')}---\napiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: night, namespace: api}\nspec:\n  shedule: "0 3 * * *"\n  concurrencyPolicy: forbid\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n            - name: a\n              image: registry.test/a:1.0.0\n              ports: [{containerPort: "80"}]\n`;
  write('k8s/a.yaml', before);
  const first = check(['k8s', '--fix', '--json']);
  expect(first.err).toContain('in 1 file');
  const after = before
    .replace('PORT: 8080 #', 'PORT: "8080" #')
    .replace('RATE: 1.10', 'RATE: "1.10"')
    .replace('batch/v1beta1', 'batch/v1')
    .replace('shedule', 'schedule')
    .replace('forbid', 'Forbid')
    .replace('"80"', '80');
  // What a version that is not served hides, the second run sees.
  check(['k8s', '--fix']);
  expect(check([]).text()).toBe(after);
  expect(check(['k8s', '--fix']).err).toContain('mended 0 places in 0 files');
  expect(check([]).text()).toBe(after);
});

test('a baseline accepts what is there, and reports what is new', () => {
  write('k8s/a.yaml', config('  A: 1\n'));
  expect(check(['k8s', '--baseline', 'b.yaml'])).toMatchObject({ status: 2 });
  expect(check(['k8s', '--baseline', 'b.yaml', '--write-baseline'])).toMatchObject({ status: 0 });
  write('k8s/a.yaml', `# moved\n\n${config('  A: 1\n')}`);
  const moved = check(['k8s', '--baseline', 'b.yaml']);
  expect(moved).toMatchObject({ status: 0, err: expect.stringContaining('b.yaml accepts 1 finding') });
  write('k8s/b.yaml', config('  B: 2\n', 'other'));
  const more = check(['k8s', '--baseline', 'b.yaml', '--json']);
  expect(more.status).toBe(1);
  expect(JSON.parse(more.out).findings).toMatchObject([{ object: { name: 'other' } }]);
  write('k8s/a.yaml', config('  A: "1"\n'));
  expect(check(['k8s', '--baseline', 'b.yaml']).err).toContain('1 finding of it is there no more');
});

test('settings: rules off and softer, sets by pattern; mistakes are told with their place', () => {
  write('k8s/a.yaml', config('  A: 1\n'));
  write('eco-check.yaml', 'rules:\n  yaml-string: off\n');
  expect(check(['k8s'])).toMatchObject({ status: 0 });
  write('eco-check.yaml', 'rules:\n  yaml-string: warning\n');
  expect(check(['k8s', '--json'])).toMatchObject({ status: 0, out: expect.stringContaining('"severity": "warning"') });
  write('eco-check.yaml', 'rules:\n  yaml-strin: off\nrule: {}\n');
  const wrong = check(['k8s']);
  expect(wrong.status).toBe(2);
  expect(wrong.err).toContain('eco-check.yaml:2:3: error: "yaml-strin" is no rule, did you mean "yaml-string"?');
  expect(wrong.err).toContain('"rule" is no setting');
});

test('--set says which files one cluster receives', () => {
  write('one/a.yaml', config('  A: x\n'));
  write('two/a.yaml', config('  A: x\n'));
  expect(rulesIn(check(['.', '--json']).out)).toEqual(['duplicate-resource']);
  expect(rulesIn(check(['.', '--json', '--set', 'one=first', '--set', 'two/**=second']).out)).toEqual([]);
  expect(check(['.', '--set', 'one'])).toMatchObject({ status: 2, err: expect.stringContaining('GLOB=NAME') });
});

test('an accepted finding needs its reason, and is reported once nothing needs it', () => {
  const accepted = (value: string, reason: string) =>
    config(`  A: ${value}\n`).replace('metadata:', `metadata:\n  annotations:\n    eco-check/yaml-string: ${reason}`);
  write('k8s/a.yaml', accepted('1', '"read by a program that quotes it, until 2099-01-01"'));
  expect(check(['k8s'])).toMatchObject({ status: 0, err: expect.stringContaining('no findings') });
  write('k8s/a.yaml', accepted('"1"', 'as above'));
  expect(rulesIn(check(['k8s', '--json']).out)).toEqual(['suppression']);
});

test.each(['sarif', 'github', 'junit'])('--format %s, on standard output', (format) => {
  write('k8s/a.yaml', config('  A: 1\n'));
  const { status, out } = check(['k8s', '--format', format]);
  expect(status).toBe(1);
  expect(out).toContain('yaml-string');
  if (format === 'sarif') expect(JSON.parse(out).runs[0].results).toHaveLength(1);
});

test('another format is refused, and names those that there are', () => {
  expect(check(['--format', 'xml'])).toMatchObject({ status: 2, err: expect.stringContaining('json, sarif, github') });
});
