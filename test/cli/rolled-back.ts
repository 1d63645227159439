import type { GitProject } from './git-project.js';

export const deployment = 'dist/live/cart/deployment.cart.yaml';

/** Rolls back and expects this image, in the images file and in the manifest, and nothing else changed. */
export function expectRolledBack(project: GitProject, tag: string, options = ''): void {
  project.eco('synth --env live');
  project.git('commit', '--quiet', '--allow-empty', '-m', 'synthesized', '--', 'dist');
  const { status, err } = project.eco(`rollback cart --env live ${options}`);
  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(project.tag('cart')).toBe(tag);
  expect(project.read(deployment)).toContain(`image: registry.test/shop/cart:${tag}\n`);
  const changed = project
    .git('status', '--porcelain')
    .split('\n')
    .map((line) => line.trim().slice(2).trim());
  expect(changed.sort()).toEqual([deployment, 'src/fleet/images/live.yaml']);
  expect(project.git('diff', '--numstat', 'src/fleet/images/live.yaml')).toMatch(/^1\t1\t/);
}
