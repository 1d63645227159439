import { ghaSchema } from '../../../src/checks/rules/pipeline/gha-schema.js';
import { inWorkflow, workflow } from '../rules/pipeline/workflow.js';

const inputs = '{how: {type: choice, options: [plan, apply]}, force: {type: boolean}, name: {type: string}}';
const of = (condition: string, on: string) =>
  inWorkflow(ghaSchema, workflow(`{id: s, run: x}, {run: x, if: "${condition}"}`, '', on));
const dispatched = `{workflow_dispatch: {inputs: ${inputs}}}`;

test.each([
  ["github.ref == 'main'", '"github.ref" is never "main": it begins with refs/heads/, refs/tags/ or refs/pull/'],
  ["github.ref_name != 'refs/heads/main'", '"github.ref_name" is never "refs/heads/main": it is the name alone'],
  [
    "github.ref == 'refs/head/main'",
    '"github.ref" is never "refs/head/main": it begins with refs/heads/, refs/tags/ or refs/pull/',
  ],
  ["github.event.name == 'push'", '"github.event.name" is never "push": the event does not hold its own name'],
  ["github.event == 'push'", '"github.event" is never "push": it is an object'],
  [
    "steps.s.outcome == 'succeeded'",
    '"steps.s.outcome" is never "succeeded": it is success, failure, cancelled and skipped',
  ],
  ["runner.os == 'ubuntu-latest'", '"runner.os" is never "ubuntu-latest": it is Linux, Windows and macOS'],
])('never the same: %s', (condition, message) => {
  expect(of(condition, 'push')).toEqual([`error jobs.a.steps[1].if: ${message}`]);
});

test.each([
  ["github.event.inputs.how == 'aply'", '"github.event.inputs.how" is never "aply": it is plan and apply'],
  ["inputs.force == 'true'", '"inputs.force" is never "true": it is a truth value, and no text'],
  [
    'github.event.inputs.force == true',
    '"github.event.inputs.force" is text, and is compared with true: that is always false',
  ],
])('inputs: %s', (condition, message) => {
  expect(of(condition, dispatched)).toEqual([`error jobs.a.steps[1].if: ${message}`]);
});

test('a branch whose pushes start nothing', () => {
  const push = '{push: {branches: [main, "release/**"]}}';
  expect(of("github.ref == 'refs/heads/master'", push)).toEqual([
    'error jobs.a.steps[1].if: "github.ref" is never "refs/heads/master": pushes to "main" and "release/**" alone start the workflow',
  ]);
  const both = '{push: {branches: [main]}, workflow_dispatch: {}}';
  expect(of("github.event_name == 'push' && github.ref == 'refs/heads/master'", both)).toHaveLength(1);
  expect(of("github.ref == 'refs/heads/master'", both)).toEqual([]);
  expect(of("github.ref == 'refs/heads/release/1'", push)).toEqual([]);
});

test.each([
  ["github.ref == 'refs/heads/main' || github.ref_name == 'main' || startsWith(github.ref, 'v')"],
  ["inputs.force && inputs.name == 'true' && inputs.how == 'APPLY' && github.event.inputs.force == 'true'"],
  ["steps.s.outcome == 'failure' && github.event.action == 'x'"],
])('silent: %s', (condition) => {
  expect(of(condition, dispatched)).toEqual([]);
});
