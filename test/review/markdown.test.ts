import { COMMENT_LIMIT, markdown } from '../../src/review/markdown.js';
import { markdownBlock, markdownCode, markdownText } from '../../src/review/markdown-escape.js';
import { add, set } from '../diff/scripted.js';
import { hostile, mixed, reviewOf } from './sample.js';

it('begins with one sentence and the three answers', () => {
  const text = markdown(reviewOf(mixed));
  expect(text.split('\n')[0]).toMatch(/^## 2 services restart \(.*\), 1 sync will fail/);
  for (const title of ['Breaks', 'Deleted', 'Restarts']) expect(text).toContain(`**${title}:**`);
});

it('shows fields, YAML and the place in TypeScript', () => {
  const text = markdown(reviewOf([set('Deployment cart', 'spec.replicas', 5)]));
  expect(text).toContain('- `spec.replicas: 3 → 5`');
  expect(text).toContain('set by `src/fleet/cart.ts:7`');
  expect(text).toMatch(/```diff\n@@\n[\s\S]*- {2}replicas: 3\n\+ {2}replicas: 5\n[\s\S]*```/);
});

const many = Array.from({ length: 900 }, (_, i) =>
  add(
    `{apiVersion: v1, kind: ConfigMap, metadata: {name: map-${i}, namespace: ns-${i}}, data: {${'x'.repeat(20 + (i % 7))}: "${i}"}}`,
  ),
);

it('fits into a comment: what matters least goes first, and the end says so', () => {
  const text = markdown(reviewOf([...mixed, ...many]));
  expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
  expect(text.length).toBeGreaterThan(COMMENT_LIMIT / 2);
  expect(text).toContain('sync fails');
  expect(text).toMatch(/Left out for want of room: .*changes altogether \(\d+ “new”\)/);
  // The gravest is whole.
  expect(text).toContain('+      tier: web');
  expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
});

it('keeps to any limit', () => {
  for (const limit of [200, 2000, 5000]) {
    expect(markdown(reviewOf([...mixed, ...many.slice(0, 50)]), limit).length).toBeLessThanOrEqual(limit);
  }
});

it('lets no name be markup, call a person or name an issue', () => {
  const text = markdown(reviewOf(hostile));
  const outside = text.replace(/^(`{3,})diff\n[\s\S]*?\n\1$/gm, '').replace(/(`+)[^`][\s\S]*?\1/g, '');
  expect(outside).not.toMatch(/<(?!\/?(?:details|summary|sub)>)/);
  expect(markdownText('@team fix #12 | *x* <b>')).not.toMatch(/[@#|*<](?!\d+;)/);
  expect(markdownCode('a `b` c')).toBe('`` a `b` c ``');
  expect(markdownBlock(['```', 'x'], 'diff')).toBe('````diff\n```\nx\n````');
});
