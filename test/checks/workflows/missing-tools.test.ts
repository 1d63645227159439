import { ghaSchema } from '../../../src/checks/rules/pipeline/gha-schema.js';
import { inWorkflow, workflow } from '../rules/pipeline/workflow.js';

const of = (...steps: readonly string[]) =>
  inWorkflow(ghaSchema, workflow(steps.join(', ')).replace('runs-on: x', 'runs-on: ubuntu-latest')).filter((one) =>
    one.includes('machines of'),
  );
const plan = '{run: "terraform plan -out=a | tee b"}';

test('a program that neither the machine has nor a step brings', () => {
  expect(of('{uses: actions/checkout@v4}', plan)).toEqual([
    expect.stringMatching(/^warning .*"terraform" is not on the machines of "ubuntu-[^"]*", and no step brings it$/),
  ]);
  expect(of('{run: "if ! argocd app get a; then kubectl get b; fi"}')).toHaveLength(1);
});

test.each([
  ['set up', '{uses: hashicorp/setup-terraform@v3}', plan],
  ['an action that may bring it', '{uses: team/tools@v1}', plan],
  ['fetched', '{run: "curl -o /usr/local/bin/terraform https://a.b/c"}', plan],
  ['a script that may', '{run: "./tools.sh"}', plan],
  ['there already', '{run: "kubectl get a && helm list && ansible --version"}'],
  ['only named', '{run: "echo terraform plan"}'],
])('silent: %s', (_, ...steps) => {
  expect(of(...steps)).toEqual([]);
});
