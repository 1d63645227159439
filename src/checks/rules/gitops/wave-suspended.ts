import { annotatedWave, HOOK, hookPhases, WAVE_PATH } from '../../../manifest/argocd/hooks.js';
import { syncGroups } from '../../../manifest/argocd/sync-groups.js';
import { type Field, fieldOf } from '../../../manifest/field.js';
import { annotated } from '../../../manifest/index/annotated.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import { exampleRollout } from '../../delivery/rollouts.js';
import { report, rule } from '../../rule.js';

const rollout = (wave: string) =>
  exampleRollout(`
canary:
  steps:
    - setWeight: 50
    - pause: { duration: 5m }
`).replace(/(\nmetadata:\n)/, `$1  annotations:\n    argocd.argoproj.io/sync-wave: ${wave}\n`);
const last = `---
apiVersion: v1
kind: ConfigMap
metadata:
  name: banner
  namespace: api
  annotations:
    argocd.argoproj.io/sync-wave: "1"
data:
  TEXT: welcome
`;

export const waveSuspended = rule({
  id: 'wave-suspended',
  severity: 'warning',
  what: 'A sync waits for the pauses of a Rollout',
  why: 'A paused Rollout is Suspended, and Argo CD waits: the operation runs for the whole canary, later commits wait for it.',
  fix: 'Put the Rollout into the last wave, and do without PostSync hooks beside it.',
  exceptions: ['Rollouts of the last wave, where no PostSync hook stands beside them: nothing waits for these.'],
  source: 'gitops-engine, pkg/sync/sync_context.go; Argo CD, operator-manual/health',
  wrong: rollout('"0" # <--') + last,
  right: rollout('"1"') + last,
  *check({ set }) {
    const after = annotated(set, HOOK).filter((manifest) => hookPhases(manifest).includes('PostSync'));
    for (const members of syncGroups(set)) {
      const end = Math.max(...members.map(annotatedWave));
      for (const manifest of members) {
        if (!pauses(manifest)) continue;
        const hook = after.find((one) => folderOf(one) === folderOf(manifest));
        const place = placeOf(manifest);
        if (annotatedWave(manifest) < end)
          yield report(
            place,
            `${describeRef(manifest.ref)} pauses in wave ${annotatedWave(manifest)}, and there are waves up to ${end}`,
          );
        else if (hook)
          yield report(
            place,
            `${describeRef(manifest.ref)} pauses, and ${describeRef(hook.ref)} waits for it: PostSync`,
          );
      }
    }
  },
});

function placeOf(manifest: Manifest): Field {
  const wave = fieldOf(manifest, WAVE_PATH);
  return wave.exists ? wave : fieldOf(manifest, 'metadata.name');
}

function pauses(manifest: Manifest): boolean {
  if (manifest.ref.kind !== 'Rollout') return false;
  const steps = fieldOf(manifest).items('spec.strategy.canary.steps');
  const manual = fieldOf(manifest, 'spec.strategy.blueGreen.autoPromotionEnabled').flag === false;
  return manual || steps.some((step) => step.at('pause').exists);
}

function folderOf({ origin: { file } }: Manifest): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}
