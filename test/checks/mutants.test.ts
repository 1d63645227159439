import { runChecks } from '../../src/checks/run.js';
import type { Finding } from '../../src/diagnostic/diagnostic.js';
import { fleet } from '../../src/fleet/index';
import type { KubeObject, Manifest } from '../../src/manifest/manifest.js';
import { ManifestSet } from '../../src/manifest/manifest-set.js';
import { synthesize } from '../../src/synth/synthesize.js';
import { DEFECTS, type Defect } from './mutants';

// One defect is planted into some objects of what the fleet writes: of each, the checks must name the object that is spoilt,
// or one that refers to it. Which objects are spoilt is drawn, the same at each run.

const TRIED = 3;
const images = new Map(
  fleet.definitions.map(({ name }) => [name, { place: { file: 'images.yaml', line: 1, column: 1 }, tag: '1.0.0' }]),
);
const { set, facts } = synthesize(fleet, 'prod', { images, imagesFile: 'images.yaml', output: 'dist' });
const said = ({ rule, object, field, message }: Finding) => JSON.stringify([rule, object, field, message]);
const before = new Set(runChecks(set, facts).findings.map(said));

/** Numbers below 1, the same for the same seed. Source: Numerical Recipes, a linear congruential generator. */
function* draw(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    yield state / 2 ** 32;
  }
}

/** So many manifests with the defect: each another object, spoilt in one of its ways. */
function mutants({ ways }: Defect, seed: number): { readonly of: Manifest; readonly object: KubeObject }[] {
  const numbers = draw(seed);
  const left = set.manifests.filter(({ object }) => ways(structuredClone(object)).length > 0);
  const chosen: { of: Manifest; object: KubeObject }[] = [];
  while (chosen.length < TRIED && left.length > 0) {
    const [of] = left.splice(Math.floor(numbers.next().value * left.length), 1);
    if (!of) break;
    const object = structuredClone(of.object);
    const all = ways(object);
    all[Math.floor(numbers.next().value * all.length)]?.();
    chosen.push({ of, object });
  }
  return chosen;
}

test.each(DEFECTS.map((defect, i) => [defect.what, defect, i] as const))('%s', (_, defect, seed) => {
  const tried = mutants(defect, seed);
  expect(tried.length).toBeGreaterThan(0);
  const changed = set.manifests.map((one) => {
    const object = tried.find(({ of }) => of === one)?.object;
    return object ? { ...one, ref: { ...one.ref, apiVersion: object.apiVersion }, object } : one;
  });
  const { findings } = runChecks(new ManifestSet(set.name, changed, set.external), facts);
  const found = findings.filter((one) => !before.has(said(one)));
  const missed = tried.filter(({ of }) => !found.some((one) => concerns(one, of)));
  expect(missed.map(({ of }) => `${of.ref.kind} ${of.ref.namespace}/${of.ref.name}`)).toEqual([]);
});

function concerns({ object, message }: Finding, { ref }: Manifest): boolean {
  return (object?.kind === ref.kind && object.name === ref.name) || message.includes(ref.name);
}
