import { load } from 'js-yaml';
import { action, versionOf } from '../../src/pipeline/actions.js';
import { type Workflow, workflowText } from '../../src/pipeline/workflow.js';

const workflow: Workflow = {
  name: 'small',
  on: { pull_request: {} },
  concurrency: { group: 'small', 'cancel-in-progress': true },
  jobs: {
    one: {
      'runs-on': 'ubuntu-24.04',
      'timeout-minutes': 5,
      permissions: {},
      steps: [{ name: 'Sources', uses: action('actions/checkout') }],
    },
  },
};

it('keeps the order that people read in, and says which version a commit is', () => {
  const text = workflowText(workflow);
  expect(text.match(/^"?\w+(?="?:)/gm)).toEqual(['name', '"on', 'permissions', 'concurrency', 'jobs']);
  expect(text).toMatch(/uses: actions\/checkout@[0-9a-f]{40} # v4/);
  expect(load(text)).toMatchObject({ ...workflow, permissions: {} });
});

it('knows the version of what is pinned, and of nothing else', () => {
  expect(versionOf(action('docker/login-action'))).toMatch(/^v3\./);
  expect(versionOf('someone/else@1234')).toBe('');
});
