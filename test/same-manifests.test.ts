import { expectSameManifests } from './same-manifests.js';

const tree = (replicas: number) => ({
  'live/web/deployment.web.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: web}\nspec: {replicas: ${replicas}, selector: {}, template: {spec: {containers: []}}}\n`,
});

function failure(made: Record<string, string>, golden: Record<string, string>): string {
  try {
    expectSameManifests(made, golden);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
}

it('says what a different output does before it shows the difference', () => {
  const message = failure(tree(3), tree(2));
  const [effect, raw] = [message.indexOf('web: 2 → 3 pods'), message.indexOf('Expected')];
  expect(effect).toBeGreaterThan(0);
  expect(raw).toBeGreaterThan(effect);
  expect(failure({}, tree(2))).toContain('1 object is deleted');
  expect(failure(tree(2), tree(2))).toBe('');
});
