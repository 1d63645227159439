import { waveSuspended } from '../../../../src/checks/rules/gitops/wave-suspended.js';
import { findings } from '../../findings.js';
import { wave } from './applications.js';

const rollout = (number: number, steps: string) =>
  `---\n{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: a, namespace: api, annotations: ${wave(number)}}, spec: {strategy: {canary: {steps: ${steps}}}}}\n`;
const map = (number: number) =>
  `---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: m, namespace: api, annotations: ${wave(number)}}}\n`;
const hook =
  '---\n{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: api, annotations: {argocd.argoproj.io/hook: PostSync}}}\n';
const paused = '[{pause: {}}]';
const at = 'warning metadata.annotations["argocd.argoproj.io/sync-wave"]';

test('a Rollout that pauses before the last wave, or before a hook', () => {
  expect(findings(waveSuspended, rollout(1, paused) + map(2))).toEqual([
    `${at}: Rollout api/a pauses in wave 1, and there are waves up to 2`,
  ]);
  expect(findings(waveSuspended, rollout(1, paused) + hook)).toEqual([
    `${at}: Rollout api/a pauses, and Job api/j waits for it: PostSync`,
  ]);
});

test('silent: the last wave, and a Rollout without pauses', () => {
  expect(findings(waveSuspended, rollout(2, paused) + map(2))).toEqual([]);
  expect(findings(waveSuspended, rollout(1, '[{setWeight: 50}]') + map(2))).toEqual([]);
});
