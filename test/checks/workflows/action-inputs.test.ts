import { ghaSchema } from '../../../src/checks/rules/pipeline/gha-schema.js';
import { inWorkflow, workflow } from '../rules/pipeline/workflow.js';

const of = (uses: string, given = '', more = '') =>
  inWorkflow(ghaSchema, workflow(`{id: a, uses: ${uses}, with: {${given}}}${more}`));

test.each([
  ['docker/setup-buildx@v3', '', 'error jobs.a.steps[0].uses: there is hardly an action "docker/setup-buildx"'],
  [
    'actions/checkout@v4',
    'fetch_depth: 0',
    'error jobs.a.steps[0].with.fetch_depth: "actions/checkout" has no input "fetch_depth"',
  ],
  [
    'docker/build-push-action@v6',
    'dockerfile: a',
    'warning jobs.a.steps[0].with.dockerfile: "docker/build-push-action" has no input "dockerfile"',
  ],
  ['actions/cache@v4', 'path: a', 'error jobs.a.steps[0].with: "actions/cache" is given no "key"'],
  [
    'actions/upload-artifact@v4',
    'paths: a',
    'error jobs.a.steps[0].with.paths: "actions/upload-artifact" has no input "paths"',
  ],
  ['action/checkout@v4', '', 'error jobs.a.steps[0].uses: there is hardly an action "action/checkout"'],
  [
    'docker/build-push-action@v6',
    'push: true',
    'error jobs.a.steps[0].with.push: an image is pushed that has no name: tags are not given',
  ],
])('%s with %s', (uses, given, message) => {
  expect(of(uses, given)).toEqual([message]);
});

test.each([
  ['actions/checkout@v4', 'Fetch-Depth: 0'],
  ['actions/setup-go@v2', 'stable: false'],
  ['actions/checkout@v99', 'something-newer: 1'],
  ['actions/checkout@8f4b7f84864484a7bf31766abe9204da3cbe65b3', 'something-newer: 1'],
  ['docker/build-push-action@v6', 'push: true, outputs: type=registry'],
  ['someone/else@v1', 'any: 1'],
])('silent: %s with %s', (uses, given) => {
  expect(of(uses, given)).toEqual([]);
});

test('outputs that an action does not give', () => {
  const read = (name: string) => `, {run: "echo \${{ steps.a.outputs.${name} }}"}`;
  expect(of('actions/cache@v4', 'key: a, path: b', read('hit'))).toEqual([
    'error jobs.a.steps[1].run: "steps.a.outputs.hit" is always empty: the action gives "cache-hit"',
  ]);
  expect(of('actions/cache@v4', 'key: a, path: b', read('cache-hit'))).toEqual([]);
  expect(of('actions/cache@v99', 'key: a, path: b', read('hit'))).toEqual([]);
});

test('outputs that an action calls after what it is given', () => {
  const filters = 'filters: "cart: [cart/**]"';
  const read = (name: string) => `, {run: "echo \${{ steps.a.outputs.${name} }}"}`;
  expect(of('dorny/paths-filter@v3', filters, read('shop'))).toEqual([
    'error jobs.a.steps[1].run: "steps.a.outputs.shop" is always empty: the action gives "changes", "cart", "cart_count" and "cart_files"',
  ]);
  expect(of('dorny/paths-filter@v3', filters, read('cart_files'))).toEqual([]);
  expect(of('dorny/paths-filter@v3', 'filters: a.yaml', read('cart'))).toEqual([]);
  expect(of('tj-actions/changed-files@v45', 'files: a', read('all_files_changed'))).toHaveLength(1);
  expect(of('tj-actions/changed-files@v45', 'files_yaml: "a: [b]"', read('a_any_changed'))).toEqual([]);
});
