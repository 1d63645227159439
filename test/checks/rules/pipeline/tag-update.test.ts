import { tagUpdate } from '../../../../src/checks/rules/pipeline/tag-update.js';
import { inFiles } from '../../findings.js';
import { inWorkflow, workflow } from './workflow.js';

const of = (steps: string, job?: string, on?: string) => inWorkflow(tagUpdate, workflow(steps, job, on));
const push = '{run: "git commit -am \'new tag\'; git push"}';
const matrix = 'strategy: {matrix: {s: [a, b]}}';

test('each leg of a matrix pushes', () => {
  expect(of(push, matrix)).toEqual([
    'error jobs.a.steps[0].run: each leg of the matrix pushes, and none fetches first',
  ]);
  expect(of(push)).toEqual([]);
  const serial = 'strategy: {max-parallel: 1, matrix: {s: [a, b]}}';
  expect(of(`{uses: actions/checkout@v4, with: {ref: main}}, ${push}`, serial)).toEqual([]);
  expect(of(`{uses: actions/checkout@v4}, ${push}`, serial)).toHaveLength(1);
  expect(of(`{run: git pull}, ${push}`, matrix)).toEqual([]);
  expect(of(`{run: git pull --rebase}, ${push}`, matrix)).toEqual([]);
  expect(of('{run: "git push --tags"}', matrix)).toEqual([]);
});

test('two jobs push side by side', () => {
  const two = (needs: string) =>
    inWorkflow(tagUpdate, `on: push\njobs: {a: {steps: [${push}]}, b: {${needs}steps: [${push}]}}\n`);
  expect(two('')).toEqual([
    'error jobs.a.steps[0].run: job "a" beside "b" pushes, and none fetches first',
    'error jobs.b.steps[0].run: job "b" beside "a" pushes, and none fetches first',
  ]);
  expect(two('needs: a, ')).toEqual([]);
});

test('every tag of a shared file', () => {
  const sed = (command: string) => of(`{run: '${command}'}`, matrix);
  expect(sed('sed -i "s|tag: .*|tag: $T|" apps/values.yaml')).toEqual([
    'error jobs.a.steps[0].run: every tag in "apps/values.yaml" is replaced, those of other services too',
  ]);
  expect(sed('sed -i "s|tag: .*|tag: $T|" apps/$S/values.yaml')).toEqual([]);
  expect(sed('sed -i "s|cart/tag: .*|cart/tag: $T|" apps/values.yaml')).toEqual([]);
  expect(sed('sed -i "/cart/ s|tag: .*|tag: $T|" apps/values.yaml')).toEqual([]);
});

test('a group in which the run that waits is replaced', () => {
  const said = 'error jobs.a.concurrency: runs that write tags wait in the group "tags", in which only one may wait';
  expect(of(push, 'concurrency: tags')).toEqual([said]);
  expect(of(push, 'concurrency: {group: tags}')).toEqual([said]);
  expect(of(push, 'concurrency: {group: tags, queue: max}')).toEqual([]);
  expect(of(push, 'concurrency: {group: "tags-${{ github.run_id }}"}')).toEqual([]);
  expect(of('{run: make}', 'concurrency: tags')).toEqual([]);
});

test('a push that starts the workflow again', () => {
  const own = '{uses: actions/checkout@v4, with: {token: "${{ secrets.PAT }}"}}';
  expect(of(`${own}, ${push}`)).toEqual([
    'warning jobs.a.steps[1].run: the push starts this workflow again, which pushes again',
  ]);
  expect(of(`${own}, ${push}`, '', '{push: {paths-ignore: [dist/**]}}')).toEqual([]);
  expect(of(`${own}, ${push.replace('new tag', 'new tag [skip ci]')}`)).toEqual([]);
  expect(of(`${own.replace('PAT', 'GITHUB_TOKEN')}, ${push}`)).toEqual([]);
});

test('a folder that starts the workflow, and that it writes to', () => {
  const own = '{uses: actions/checkout@v4, with: {token: "${{ secrets.PAT }}"}}';
  const writes = (path: string, paths: string) =>
    of(`${own}, {run: "git add ${path}; git commit -m x; git push"}`, '', `{push: {paths: [${paths}]}}`);
  expect(writes('charts/cart', 'services/**, charts/**')).toHaveLength(1);
  expect(writes('charts', 'services/**')).toEqual([]);
  expect(writes('charts', 'charts/**, "!charts/x/**"')).toEqual([]);
});

test('a push beside those of other workflows', () => {
  const on = '{push: {branches: [main]}}';
  const both = (first: string) =>
    inFiles(tagUpdate, {
      '.github/workflows/a.yaml': workflow(first, '', on),
      '.github/workflows/b.yaml': workflow(`{run: git pull --rebase}, ${push}`, '', on),
    });
  expect(both(push)).toEqual([
    'warning jobs.a.steps[0].run: job "a" pushes without fetching first, beside ".github/workflows/b.yaml"',
  ]);
  expect(both(`{run: git pull --rebase}, ${push}`)).toEqual([]);
});

test('a name of an image with capitals', () => {
  expect(of('{run: "REPO=docker.io/acme/Cart"}')).toHaveLength(1);
  expect(of('{run: "REPO=docker.io/acme/cart:V1 ghcr.io/$OWNER/Cart"}')).toEqual([]);
  const build = (tags: string) => of(`{uses: docker/build-push-action@v6, with: {tags: "${tags}"}}`);
  expect(build('ghcr.io/ACME/cart:1')).toEqual([
    'error jobs.a.steps[0].with.tags: "ghcr.io/ACME/cart" has capitals, which no name of an image has',
  ]);
  expect(build('ghcr.io/acme/cart:V1,ghcr.io/${{ env.OWNER }}/cart:1')).toEqual([]);
});
