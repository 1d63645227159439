import { pairFiles } from '../../src/why/pair-files.js';

const files = (...paths: string[]) => new Map(paths.map((path) => [path, `text of ${path}`]));

it('pairs by path; a renamed file by kind and order; what is gone with nothing', () => {
  const before = files('p/a/service.a.yaml', 'p/a/deployment.a.yaml', 'p/b/service.b.yaml', 'p/b/ingress.b.yaml');
  const after = files('p/a/deployment.a.yaml', 'p/c/service.c.yaml', 'p/d/service.d.yaml', 'p/d/secret.d.yaml');
  expect([...pairFiles(before, after).values()]).toEqual([
    'text of p/c/service.c.yaml',
    'text of p/a/deployment.a.yaml',
    'text of p/d/service.d.yaml',
    undefined,
  ]);
});
