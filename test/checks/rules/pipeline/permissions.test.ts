import { permissions } from '../../../../src/checks/rules/pipeline/permissions.js';
import { inWorkflow, workflow } from './workflow.js';

const of = (steps: string, job?: string) => inWorkflow(permissions, workflow(steps, job));
const checkout = '{uses: actions/checkout@v4}';
const push = '{run: "git commit -am x && git push"}';

test('none at all', () => {
  const text = workflow('{run: make}').replace('permissions: {}\n', '');
  expect(inWorkflow(permissions, text)).toEqual(['warning jobs: no permissions are declared for "a"']);
  expect(inWorkflow(permissions, text.replace('runs-on', 'permissions: {contents: read}, runs-on'))).toEqual([]);
});

test('a push without the right to', () => {
  expect(of(`${checkout}, ${push}`, 'permissions: {contents: read}')).toEqual([
    'error jobs.a.permissions: job "a" pushes commits, and its token may not: contents is not "write"',
  ]);
  expect(of(`${checkout}, ${push}`, 'permissions: {contents: write}')).toEqual([]);
  expect(of(`${checkout}, ${push}`, 'permissions: write-all')).toEqual([]);
  expect(of(`{uses: actions/checkout@v4, with: {token: x}}, ${push}`)).toEqual([]);
});

test('images to GHCR with the token of GitHub', () => {
  const login = (password: string) =>
    `{uses: docker/login-action@v3, with: {registry: ghcr.io, password: "\${{ ${password} }}"}}`;
  const build = '{uses: docker/build-push-action@v6, with: {push: true}}';
  expect(of(`${login('secrets.GITHUB_TOKEN')}, ${build}`)).toEqual([
    'error permissions: job "a" pushes images to ghcr.io, and its token may not: packages is not "write"',
  ]);
  expect(of(`${login('secrets.GITHUB_TOKEN')}, ${build}`, 'permissions: {packages: write}')).toEqual([]);
  expect(of(`${login('secrets.PAT')}, ${build}`)).toEqual([]);
  const byVariable = login('secrets.GITHUB_TOKEN').replace('ghcr.io', '"${{ env.HUB }}"');
  expect(of(`${byVariable}, ${build}`, 'env: {HUB: ghcr.io}')).toHaveLength(1);
});

test.each([
  ['{uses: github/codeql-action/upload-sarif@v3}', 'security-events'],
  ['{uses: softprops/action-gh-release@v2}', 'contents'],
  ['{uses: actions/github-script@v7, with: {script: "await github.rest.issues.createComment({})"}}', 'pull-requests'],
  ['{uses: aws-actions/configure-aws-credentials@v4, with: {role-to-assume: r}}', 'id-token'],
  ['{run: gh pr comment 1, env: {GH_TOKEN: "${{ github.token }}"}}', 'pull-requests'],
  ['{run: gh pr create --fill, env: {GH_TOKEN: "${{ github.token }}"}}', 'pull-requests'],
  ['{run: gh issue close 1, env: {GITHUB_TOKEN: "${{ secrets.GITHUB_TOKEN }}"}}', 'issues'],
  ['{run: gh release create v1, env: {GH_TOKEN: "${{ github.token }}"}}', 'contents'],
  ['{run: gh workflow run x.yaml, env: {GH_TOKEN: "${{ github.token }}"}}', 'actions'],
  ['{run: gh api -X POST repos/a/b/code-scanning/sarifs, env: {GH_TOKEN: "${{ github.token }}"}}', 'security-events'],
  ['{run: gh api -X PATCH repos/a/b/issues/comments/7, env: {GH_TOKEN: "${{ github.token }}"}}', 'pull-requests'],
  ['{uses: actions/deploy-pages@v4}', 'pages'],
  ['{uses: actions/labeler@v5}', 'pull-requests'],
  ['{uses: actions/checkout@v4}, {uses: stefanzweifel/git-auto-commit-action@v5}', 'contents'],
  ['{uses: actions/checkout@v4}, {run: eco image set a=1 --push}', 'contents'],
])('%s needs %s', (step, scope) => {
  expect(of(step, 'permissions: {actions: read}')).toEqual([
    expect.stringContaining(`its token may not: ${scope} is not "write"`),
  ]);
  expect(of(step, `permissions: {${scope}: write}`)).toEqual([]);
});

test.each([
  ['a token of its own', '{uses: softprops/action-gh-release@v2, with: {token: x}}'],
  ['keys instead of a role', '{uses: aws-actions/configure-aws-credentials@v4, with: {aws-access-key-id: x}}'],
  ['another token for the comment', '{run: gh pr comment 1, env: {GH_TOKEN: "${{ secrets.BOT }}"}}'],
  [
    'a token of the checkout',
    '{uses: actions/checkout@v4, with: {token: x}}, {uses: stefanzweifel/git-auto-commit-action@v5}',
  ],
  ['reading comments', '{run: gh api repos/a/b/issues/7/comments, env: {GH_TOKEN: "${{ github.token }}"}}'],
  ['reading only', '{run: gh pr view 1, env: {GH_TOKEN: "${{ github.token }}"}}'],
])('silent: %s', (_, step) => {
  expect(of(step)).toEqual([]);
});

test('an action that pushes a branch and opens a pull request needs both', () => {
  expect(of('{uses: peter-evans/create-pull-request@v7}', 'permissions: {contents: read}')).toHaveLength(2);
  expect(
    of('{uses: peter-evans/create-pull-request@v7}', 'permissions: {contents: write, pull-requests: write}'),
  ).toEqual([]);
});

test('an issue right is enough to comment', () => {
  expect(of('{run: gh pr comment 1, env: {GH_TOKEN: "${{ github.token }}"}}', 'permissions: {issues: write}')).toEqual(
    [],
  );
});
