import { misspelt } from '../../../src/checks/workflows/shell-commands.js';

test.each([
  ['kubctl get pods', 'kubctl', 'kubectl'],
  ['cd a && argcd app sync x', 'argcd', 'argocd'],
  ['echo a | terrafrom show', 'terrafrom', 'terraform'],
  ['X=$(kustomise build a)', 'kustomise', 'kustomize'],
  ['if gti diff --quiet; then :; fi', 'gti', 'git'],
  ['git comit -m "x"', 'git comit', 'git commit'],
  ['git add . && git pussh', 'git pussh', 'git push'],
  ['pip instal black', 'pip instal', 'pip install'],
])('%s', (code, word, meant) => {
  expect(misspelt(code)).toEqual({ word, meant });
});

test.each([
  'kubectl get pods && helm upgrade --install a b && git push',
  'kubectx dev; pip3 install a; git my-alias; get x',
  'pythons() { :; }\npythons',
  'curl -o /usr/local/bin/argocds https://x\nargocds version',
  'git -c user.name=x comment',
  'docker compose up; docker mycommand',
  'echo comit && Terraform plan',
])('silent: %s', (code) => {
  expect(misspelt(code)).toBeUndefined();
});
