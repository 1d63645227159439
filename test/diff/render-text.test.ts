import { diffSets } from '../../src/diff/diff.js';
import { diffJson } from '../../src/diff/json.js';
import { renderDiff } from '../../src/diff/render-text.js';
import { setOf } from '../manifest/set-of.js';
import { drop, effectsOf, set } from './scripted.js';

const NAMESPACE = (name: string) => `{apiVersion: v1, kind: Namespace, metadata: {name: ${name}}}\n`;

const diff = effectsOf([
  set('StatefulSet mailer', 'spec.volumeClaimTemplates.0.spec.resources.requests.storage', '20Gi'),
  set('Deployment cart', 'spec.template.spec.containers.0.image', 'registry.test/shop/cart:1.1.0'),
]);

test('groups, the gravest first, and one sentence at the end', () => {
  expect(renderDiff(diff, { width: 100 })).toBe(`\
sync fails  StatefulSet shop/mailer
            The sync fails: spec.volumeClaimTemplates[state].spec.resources.requests.storage of
            StatefulSet shop/mailer cannot change
            why  The API server refuses the whole object: none of its other changes arrive either,
                 and later sync waves are not begun.
            fix  Delete StatefulSet shop/mailer once with --cascade=orphan, then sync: its pods go
                 on running and the new object adopts them. Claims keep what they have: a larger
                 size goes into each claim by hand.
            ~ spec.volumeClaimTemplates[state].spec.resources.requests.storage: 10Gi → 20Gi

restarts    Deployment shop/cart
            cart 1.0.0 → 1.1.0: 3 pods restart, one at a time, a new one ready before an old one
            stops; about 2 min; no request is lost
            why  A changed template means new pods.
            ~ image of web: 1.0.0 → 1.1.0

1 service restarts (3 pods, about 2 min), 1 sync will fail, nothing is deleted.
`);
});

test('brief: effects alone', () => {
  const text = renderDiff(diff, { details: false });
  expect(text).not.toMatch(/why|fix|~/);
});

test('brief: of what is new and nothing more, one line', () => {
  const before = setOf(NAMESPACE('shop'));
  const after = setOf(`${NAMESPACE('shop')}---\n${NAMESPACE('tools')}---\n${NAMESPACE('secrets')}`);
  const diff = diffSets(before, after);
  expect(renderDiff(diff, { details: false })).toBe(`\
new         2 Namespaces: tools and secrets

Nothing restarts, 2 objects are new, nothing is deleted.
`);
  expect(renderDiff(diff)).toContain(
    'new         2 Namespaces: tools and secrets (new)\n            tools and secrets are new\n',
  );
});

test('that an object is deleted is said once: what its going does, and the title', () => {
  const text = renderDiff(effectsOf([drop('NetworkPolicy cart')]));
  expect(text).toContain('NetworkPolicy shop/cart (deleted)');
  expect(text).not.toContain('is deleted\n');
});

test('names that a terminal would act on are written out', () => {
  const hostile = effectsOf([set('Deployment cart', 'metadata.labels.["a\\u001b[31m"]', 'b\u001b[2J')]);
  expect(renderDiff(hostile)).not.toContain('\u001b');
});

test('as JSON: effects, fields and totals', () => {
  const document = JSON.parse(diffJson([diff], []));
  expect(document.environments[0]).toMatchObject({
    summary: '1 service restarts (3 pods, about 2 min), 1 sync will fail, nothing is deleted.',
    totals: { restarts: { workloads: 1, pods: 3, seconds: 90 }, failingSyncs: 1, deleted: 0 },
  });
  const cart = document.environments[0].changes.find((one: { object: { name: string } }) => one.object.name === 'cart');
  expect(cart).toMatchObject({ change: 'changed', effects: [{ kind: 'restart', pods: 3, seconds: 90, loss: 'none' }] });
  expect(cart.fields).toEqual([
    {
      field: 'spec.template.spec.containers[web].image',
      op: 'changed',
      from: 'registry.test/shop/cart:1.0.0',
      to: 'registry.test/shop/cart:1.1.0',
    },
  ]);
});
