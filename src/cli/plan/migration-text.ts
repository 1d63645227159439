import { wrap } from '../../diagnostic/visible.js';
import type { MigrationPhase, MigrationState } from '../../order/migration.js';

interface Phase {
  readonly phase: MigrationPhase;
  readonly edit: string;
  readonly does: string;
  readonly verify: readonly string[];
  readonly back: string;
}

/** The way from a Deployment to a Rollout, one commit a phase, with where the service is now. */
export function migrationText(state: MigrationState, width: number): readonly string[] {
  const all = phases(state);
  const now = all.findIndex(({ phase }) => phase === state.phase);
  return all.flatMap((one, i) => [
    `${i === now ? '→' : ' '} ${i}  ${one.edit}${i === now ? '   (now)' : ''}`,
    ...field('does', one.does, width),
    ...one.verify.flatMap((line, j) => field(j === 0 ? 'verify' : '', line, width)),
    ...field('back', one.back, width),
  ]);
}

function field(name: string, text: string, width: number): string[] {
  return wrap(text, width - 14).map((line, i) => `     ${(i === 0 ? name : '').padEnd(8)} ${line}`);
}

function phases({ name, namespace, replicas, scaled }: MigrationState): readonly Phase[] {
  const where = namespace === undefined ? '' : ` -n ${namespace}`;
  const pods = replicas === undefined ? 'as many pods as the autoscaler wants' : `${replicas} pods`;
  const watch = `kubectl argo rollouts get rollout ${name}${where}`;
  const revert = 'git revert of this commit';
  return [
    {
      phase: 'deployment',
      edit: 'delivery: rolling()',
      does: `Deployment "${name}" runs ${pods}. The controller of Argo Rollouts and its definitions must be there before the next commit.`,
      verify: ['kubectl get crd rollouts.argoproj.io', 'kubectl get deployment -n argo-rollouts argo-rollouts'],
      back: 'Nothing to go back from.',
    },
    {
      phase: 'beside',
      edit: "delivery: migrate({ phase: 'beside', to: canary({…}) })",
      does: `Rollout "${name}" starts ${pods} of its own with the same labels, and the Services send to both sets: the node must hold both. Its strategy moves no traffic yet.${scaled ? ' Each set has an autoscaler.' : ''}`,
      verify: [watch, 'Go on when it is Healthy and requests are answered by both sets.'],
      back: `${revert}: the Rollout goes, the Deployment has served all the time.`,
    },
    {
      phase: 'parked',
      edit: "delivery: migrate({ phase: 'parked', to: canary({…}) })",
      does: `The Deployment is scaled to 0; the Rollout serves alone, with its steps, analyses and routes.${scaled ? ' The autoscaler moves to it.' : ''} A new image is a canary from here on.`,
      verify: [watch, 'Release once, and see a canary go through all its steps.'],
      back: `${revert}: the Deployment gets its pods again; wait for them before the Rollout goes.`,
    },
    {
      phase: 'rollout',
      edit: 'delivery: canary({…})',
      does: 'The Deployment, which has no pods, is pruned. Nothing else changes.',
      verify: [`kubectl get deployment ${name}${where}   (not found)`, watch],
      back: `${revert} brings the empty Deployment back; from there the phases go backwards one by one.`,
    },
  ];
}
