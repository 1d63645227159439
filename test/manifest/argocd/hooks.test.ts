import { annotatedWave, hookPhases, phaseOf } from '../../../src/manifest/argocd/hooks.js';
import { setOf } from '../set-of.js';

function manifest(annotations: string) {
  const [first] = setOf(`{apiVersion: v1, kind: Pod, metadata: {name: a, annotations: {${annotations}}}}`).manifests;
  if (!first) throw new Error();
  return first;
}

test.each([
  ['', 0],
  ['argocd.argoproj.io/sync-wave: "-5"', -5],
  ['argocd.argoproj.io/sync-wave: "1.5"', 0],
  ['argocd.argoproj.io/sync-wave: "first"', 0],
])('wave of %s', (annotations, wave) => {
  expect(annotatedWave(manifest(annotations))).toBe(wave);
});

test('phases', () => {
  const both = manifest('argocd.argoproj.io/hook: "PostSync, PreSync"');
  expect(hookPhases(both)).toEqual(['PreSync', 'PostSync']);
  expect([phaseOf(both), phaseOf(manifest(''))]).toEqual(['PreSync', 'Sync']);
});
