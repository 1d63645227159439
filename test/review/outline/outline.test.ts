import { outlineOf } from '../../../src/review/outline/outline.js';
import { outlineReview } from '../../../src/review/outline/outline-review.js';
import { outlineText } from '../../../src/review/outline/outline-text.js';
import { changed } from '../../diff/scripted.js';

const set = changed();
const members = set.manifests.filter(({ ref }) => ref.namespace === 'shop' && /^(?:cart|pay)/.test(ref.name));
const outline = outlineOf('cart', members, set);
const objects = outline.waves.flatMap((wave) => wave.objects);
const factsOf = (kind: string, name: string) =>
  objects.find(({ manifest: { ref } }) => ref.kind === kind && ref.name === name)?.facts;

it('has every object once, in the order of waves', () => {
  expect(new Set(objects.map(({ manifest }) => manifest))).toEqual(new Set(members));
  expect(objects).toHaveLength(members.length);
  const waves = outline.waves.map(({ wave }) => wave);
  expect(waves).toEqual([...waves].sort((a, b) => a - b));
});

it('says of pods how many, how they are replaced, what they are given', () => {
  const facts = factsOf('Deployment', 'cart') ?? [];
  expect(facts[0]).toBe('3 pods');
  expect(facts[1]).toMatch(/^a new version: .*about \d+/);
  expect(facts.at(-1)).toMatch(
    /^container web: listens on 8000; .*3 variables; secrets of cart-secret; readiness probe$/,
  );
});

it('says of each kind what a reader looks for', () => {
  expect(factsOf('Service', 'cart')?.[0]).toMatch(/^port \d+ leads to/);
  expect(factsOf('ConfigMap', 'cart-settings')?.[0]).toMatch(/^files /);
});

it('is the same text in a terminal and on the page', () => {
  const text = outlineText(outline, 'src/fleet/cart.ts:1', 80);
  const { environments } = outlineReview(outline, set, { fileName: (file) => file });
  const titles = environments[0]?.groups.map(({ title }) => title) ?? [];
  for (const title of titles.filter((one) => one !== 'Who may talk to whom')) expect(text).toContain(title);
  expect(environments[0]?.groups[0]?.objects[0]?.yaml).toMatch(/^ apiVersion: /);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});
