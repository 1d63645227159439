import { ghaSchema } from '../../../src/checks/rules/pipeline/gha-schema.js';
import { expressionProblem } from '../../../src/checks/workflows/expression-syntax.js';
import { inWorkflow, workflow } from '../rules/pipeline/workflow.js';

const on = '{push: {}, workflow_dispatch: {inputs: {force_all: {type: boolean}}}}';
const of = (steps: string, more?: string) => inWorkflow(ghaSchema, workflow(steps, more, on));
const run = (...lines: string[]) => `{id: a, run: ${JSON.stringify(lines.join('\n'))}}`;

test.each([
  ["(github.sha || 'a'", 'a parenthesis does not close'],
  ["github.ref = 'a'", '"=" is not expected there'],
  ["github.sha or 'a'", '"or" is not expected there'],
  ['not github.sha', '"not" is not expected there'],
  ['startWith(github.ref, github.sha)', 'there is no function "startWith"'],
  ['github.sha)', 'a ) closes nothing, or nothing stands before it'],
  ['github.sha &&', 'it ends where a value is expected'],
])('no expression: %s', (text, message) => {
  expect(expressionProblem(text)?.message).toBe(message);
});

test.each([
  '',
  "!cancelled() && (needs.a.result == 'success' || always())",
  "contains(github.event.labels.*.name, 'it''s') && matrix['a'][0].b != -1.5",
  "fromJson(steps.a.outputs.x)[github.ref].y == null && hashFiles('a', 'b') >= 0x1f",
  "format('{0}",
  'somethingNewer(1)',
])('an expression, or nothing that is sure: %s', (text) => {
  expect(expressionProblem(text)).toBeUndefined();
});

test.each([
  ['{run: "${{ github.event_nam }}"}', 'has no "event_nam", it has "event_name"'],
  ['{run: "${{ inputs.force-all }}"}', 'no input of the workflow is called "force-all", one is "force_all"'],
  ['{run: "${{ github.event.inputs.targets }}"}', 'no input of the workflow is called "targets"'],
  ['{run: "${{ env.REGISTY }}", env: {REGISTRY: x}}', 'no env is called "REGISTY", one is "REGISTRY"'],
  [run('echo "a=b" >> $GITHUB_OUTPT'), '"$GITHUB_OUTPT" is no file of the runner'],
  [run('kubctl get pods'), '"kubctl" is no command'],
  [run('echo "a', 'make'), 'the script cannot be read: " is not closed'],
  [run('cat <<EOF', 'text', '  EOF', 'make'), 'the text that begins with <<EOF does not end'],
  [run('if ["$A" = "b" ]; then', 'make', 'fi'), 'no blank stands after the ['],
  [
    `${run('echo "tag=b" >> "$GITHUB_OUTPUT"')}, {run: "\${{ steps.a.outputs.name }}"}`,
    'the script of the step writes "tag"',
  ],
  [
    `${run('python3 x <<EOF', 'write("tag_name=b")', 'EOF', 'cat y >> $GITHUB_OUTPUT')}, {run: "\${{ steps.a.outputs.tag-name }}"}`,
    'the script of the step writes "tag_name"',
  ],
  [
    `${run('echo "tag=b" >> "$GITHUB_ENV"')}, {run: "\${{ steps.a.outputs.tag }}"}`,
    'the script of the step writes it to GITHUB_ENV, not to GITHUB_OUTPUT',
  ],
  [run(String.raw`sed -n 's/^([a-z]+):.*/\1/p' x`), 'sed is asked for a group that its pattern has not'],
  [run('if a', 'then b', 'fi; if c', 'd', 'fi'), 'the script cannot be read: "if" has no "then"'],
  [run('if [ "$A" = "b"]; then', 'make', 'fi'), 'no blank stands before the ]'],
  [run('TAG = "$A"'), '"TAG =": blanks stand around the ='],
  [run('$TAG="$A"'), '"$TAG=": a variable is set without the $'],
  [run('make all', '  --jobs 4'), 'a line begins with "--jobs": the line before does not go on'],
  [run('echo "a=b" >> GITHUB_OUTPUT'), '"GITHUB_OUTPUT" is written without a $: a file of that name'],
  [run('echo "a $B" >> "$GITHUB_OUTPUT"'), '"a" is written to GITHUB_OUTPUT with no = behind it'],
  ['{run: "${{ github.branch }}"}', '"github" has no "branch", it has "ref_name"'],
  ['{run: "x", if: github.event_name == push}', 'is no expression: there is no "push"'],
  [run(String.raw`sed 's/\(a\)/\2/' x`), 'sed is asked for a group that its pattern has not'],
  [run('if a; then', 'make'), 'the script cannot be read: "if" has no "fi"'],
  [run('echo "::set-output name=a::b"'), '"::set-output" is a command that GitHub takes back'],
  [run('echo "::add-path::/x"'), '"::add-path" is a command that GitHub refuses since 2020'],
  [run('echo "a: b" >> "$GITHUB_OUTPUT"'), '"a" is written to GITHUB_OUTPUT with no = behind it'],
  [run('{', 'echo "a<<END"', 'echo "$B"', '} >> "$GITHUB_OUTPUT"'), 'the value that begins with <<END does not end'],
])('a slip: %s', (steps, message) => {
  expect(of(steps)).toEqual([expect.stringContaining(message)]);
});

test.each([
  ['{run: "${{ github.event.inputs.force_all }} ${{ inputs.FORCE_ALL }} ${{ github.REF }}"}'],
  ['{run: "echo REGISTY=x >> $GITHUB_ENV", env: {REGISTRY: x}}, {run: "${{ env.REGISTY }}"}'],
  [run('echo "a<<EOF" >> $GITHUB_OUTPUT', 'make', 'echo "EOF" >> $GITHUB_OUTPUT')],
  [run('cat <<-EOF', 'text', '\tEOF', 'cat <<< a', 'echo $((1<<b))')],
  ['{run: "cat <<EOF", shell: pwsh}'],
  [run('X=(', '  --jobs', ')', 'case $1 in', '  --help) a ;;', 'esac', 'make \\', '  --jobs', '[ "$A" = "b" ]')],
  ['{run: "${{ github }} ${{ true }} ${{ matrix }} ${{ NULL }}"}'],
  [run(String.raw`sed -n 's/^\([a-z]*\):.*/\1/p' x`, String.raw`sed -E 's/(a)/\1/' x`)],
  [run('echo "a<<END" >> $GITHUB_OUTPUT', 'echo "b: c" >> $GITHUB_OUTPUT', 'echo END >> $GITHUB_OUTPUT')],
  [`${run('./tag.sh', 'echo "tag=b" >> "$GITHUB_OUTPUT"')}, {run: "\${{ steps.a.outputs.name }}"}`],
  [`${run('echo "$K=b" >> "$GITHUB_OUTPUT"')}, {run: "\${{ steps.a.outputs.name }}"}`],
])('silent: %s', (steps) => {
  expect(of(steps)).toEqual([]);
});

test('the shell that a step does not name is that of the job, the workflow or the runner', () => {
  const open = '{run: "cat <<EOF"}';
  const on = (job: string) => inWorkflow(ghaSchema, `on: push\njobs: {a: {${job}, steps: [${open}]}}\n`);
  expect(on('runs-on: ubuntu-24.04')).toHaveLength(1);
  expect(on('runs-on: windows-2025')).toEqual([]);
  expect(on('runs-on: [self-hosted, Windows]')).toEqual([]);
  expect(on('runs-on: "${{ vars.RUNNER }}"')).toEqual([]);
  const os = (list: string) => `runs-on: "\${{ matrix.os }}", strategy: {matrix: {os: [${list}]}}`;
  expect(on(os('ubuntu-24.04, macos-15'))).toHaveLength(1);
  expect(on(os('ubuntu-24.04, windows-2025'))).toEqual([]);
  expect(on('runs-on: windows-2025, defaults: {run: {shell: bash}}')).toHaveLength(1);
  expect(on('runs-on: ubuntu-24.04, defaults: {run: {shell: python}}')).toEqual([]);
});
