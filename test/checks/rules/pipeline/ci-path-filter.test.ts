import { ciPathFilter } from '../../../../src/checks/rules/pipeline/ci-path-filter.js';
import { inWorkflow, workflow } from './workflow.js';

const tree = ['services/cart/main.py', 'services/cart/Dockerfile', 'services/shop/main.py'];
const paths = (...globs: string[]) =>
  inWorkflow(ciPathFilter, workflow('{run: make}', '', `{push: {paths: [${globs.map((g) => `'${g}'`)}]}}`), tree);
const step = (text: string) => inWorkflow(ciPathFilter, workflow(text), tree);

test('a folder that was renamed', () => {
  expect(paths('services/cart/**', 'services/basket/**')).toEqual([
    'error on.push.paths[1]: "services/basket/**" matches no file',
  ]);
  expect(paths('services/*/main.go')).toEqual([]);
  expect(paths('services/cart/*.go')).toEqual(['error on.push.paths[0]: "services/cart/*.go" matches no file']);
});

test('what cannot be known, and what takes away', () => {
  expect(paths('libraries/shared/**', '!services/basket/**', '**/*.md', 'services/**', '.github/template.md')).toEqual(
    [],
  );
});

test('where the whole repository is read, what lies right in it too', () => {
  const of = (...others: string[]) =>
    inWorkflow(
      ciPathFilter,
      workflow('{run: make}', '', "{push: {paths: ['service/**', 'services/**', '**/*.md', 'package.json']}}"),
      [...tree, ...others],
    );
  expect(of()).toEqual([]);
  expect(of('README.md')).toEqual([
    'error on.push.paths[0]: "service/**" matches no file',
    'error on.push.paths[3]: "package.json" matches no file',
  ]);
});

test('a slip in a folder or a script of a step', () => {
  const of = (text: string) => inWorkflow(ciPathFilter, workflow(text), [...tree, 'tools/build.sh', 'tools/app.ts']);
  expect(of('{run: make, working-directory: ./servcies/cart/}')).toEqual([
    'error jobs.a.steps[0].working-directory: there is no folder "servcies/cart"',
  ]);
  expect(of('{run: "make && ./tools/biuld.sh --all"}')).toEqual([
    'error jobs.a.steps[0].run: there is no script "tools/biuld.sh"',
  ]);
  expect(of('{run: make, working-directory: build/cart}')).toEqual([]);
  expect(of('{run: ./tools/build.sh; node tools/app.js}')).toEqual([]);
  expect(of('{run: cd x && ./tools/biuld.sh}')).toEqual([]);
  expect(of('{run: ./tools/biuld.sh, working-directory: services/cart}')).toEqual([]);
});

test('the filters of a step', () => {
  const filter =
    '{uses: dorny/paths-filter@v3, with: {filters: "a:\\n  - services/cart/**\\nb: services/basket/**\\n"}}';
  expect(step(filter)).toEqual(['error jobs.a.steps[0].with.filters: "services/basket/**" matches no file']);
  expect(step('{uses: tj-actions/changed-files@v4, with: {files: "services/basket/**\\nservices/shop/**"}}')).toEqual([
    'error jobs.a.steps[0].with.files: "services/basket/**" matches no file',
  ]);
  expect(step('{uses: dorny/paths-filter@v3, with: {filters: "a: [b"}}')).toEqual([]);
});

test('what an image is built from', () => {
  const build = (context: string, file: string) =>
    step(`{uses: docker/build-push-action@v6, with: {context: "${context}", file: "${file}"}}`);
  expect(build('./services/cart', 'services/cart/Dockerfile')).toEqual([]);
  expect(build('services/basket', 'services/cart/Dockerfile.api')).toEqual([
    'error jobs.a.steps[0].with.context: "services/basket" does not exist',
    'error jobs.a.steps[0].with.file: "services/cart/Dockerfile.api" does not exist',
  ]);
  expect(build('.', 'services/${{ matrix.x }}/Dockerfile')).toEqual([]);
});

test('a path that one of two events waits for', () => {
  const all = ['a', 'b', 'c', 'd', 'e'].map((name) => `apps/${name}/**`);
  const both = (push: readonly string[], pull: readonly string[]) =>
    inWorkflow(
      ciPathFilter,
      workflow('{run: make}', '', `{push: {paths: [${push.join(', ')}]}, pull_request: {paths: [${pull.join(', ')}]}}`),
    );
  const said = '"apps/e/**" starts it on';
  expect(both(all.slice(0, 4), all)).toEqual([
    `warning on.push.paths: ${said} pull_request and not here, and 4 other paths on both`,
  ]);
  expect(both(all, all.slice(0, 4))).toEqual([
    `warning on.pull_request.paths: ${said} push and not here, and 4 other paths on both`,
  ]);
  expect(both(all, all)).toEqual([]);
  // Two events that wait for other things do so on purpose.
  expect(both(all.slice(0, 3), all)).toEqual([]);
});

test('a path that a step compares, and that starts the workflow on no event', () => {
  const of = (files: string, on: string) =>
    inWorkflow(
      ciPathFilter,
      workflow(`{uses: tj-actions/changed-files@v4, with: {files: "services/cart/**\\n${files}"}}`, '', on),
      [...tree, 'services/mail/main.py'],
    );
  const push = "{push: {paths: ['services/cart/**', 'tools/**']}, workflow_dispatch: {}}";
  expect(of('services/shop/**', push)).toEqual([
    'warning jobs.a.steps[0].with.files: "services/shop/**" is compared here, and starts the workflow on no event',
  ]);
  for (const [files, on] of [
    ['services/cart/main.py', push],
    ['services/**', push],
    ['services/shop/**', '{push: {}}'],
    ['services/shop/**', "{push: {paths: ['services/cart/**', 'tools/**']}, schedule: [{cron: '0 0 * * *'}]}"],
  ] as const)
    expect(of(files, on).filter((found) => found.includes('compared'))).toEqual([]);
});
