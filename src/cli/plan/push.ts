import { count } from '../../diff/rollout/words.js';
import { number } from '../../manifest/access.js';
import { hookPhases, phaseOf } from '../../manifest/argocd/hooks.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { Plan } from '../../order/plan.js';
import type { CiTimes } from '../../pipeline/repository.js';
import type { EnvironmentSpec } from '../../service/environment/environment-spec.js';
import type { Fleet } from '../../service/fleet.js';
import { firstEnvironment } from '../../service/workflows.js';
import { parseDuration } from '../../values/duration.js';
import type { PushPart } from './push-part.js';
import { podParts } from './push-pods.js';

/** The way of a change from a push to its last pod. */
export interface Push {
  readonly parts: readonly PushPart[];
  /** Of the parts that are known. */
  readonly seconds: number;
}

/** How long a push of a service takes, in parts: CI, until Argo CD has seen it, the waves of its Application, its pods. */
export function pushOf(fleet: Fleet, environment: string, plan: Plan, set: ManifestSet): Push {
  const { git } = fleet.environments[environment] ?? {};
  const parts = [
    ...ciParts(fleet, environment),
    detected(git?.detection),
    { what: 'rendering', seconds: 0, source: 'none: manifests are plain' },
    ...syncParts(plan, set),
  ];
  return { parts, seconds: parts.reduce((sum, { seconds = 0 }) => sum + seconds, 0) };
}

const CI: readonly (readonly [keyof CiTimes, string])[] = [
  ['test', 'lint and test'],
  ['build', 'image built and scanned'],
  ['push', 'image pushed'],
  ['tag', 'tag written into Git'],
];

function ciParts(fleet: Fleet, environment: string): readonly PushPart[] {
  if (environment !== firstEnvironment(fleet))
    return [{ what: 'eco promote, reviewed and merged', source: 'people decide' }];
  if (!fleet.ci) return [];
  const { takes = {} } = fleet.ci.props;
  return CI.map(([key, what]) => {
    const seconds = parseDuration(takes[key] ?? '');
    if (seconds === undefined) return { what, source: `not declared: takes.${key}` };
    return { what, seconds, source: `declared: takes.${key}` };
  });
}

function detected(detection: EnvironmentSpec['git']['detection']): PushPart {
  const what = 'Argo CD sees the commit';
  // Both of its releases' defaults, 180 s and 120 s with a jitter of 60 s, end here.
  if (!detection) return { what, seconds: 90, atMost: 180, source: 'usual of Argo CD', note: HALF };
  if (detection.by === 'webhook') {
    return { what, seconds: parseDuration(detection.within) ?? 0, source: 'declared: webhook' };
  }
  const [every, jitter] = [parseDuration(detection.every) ?? 0, parseDuration(detection.jitter) ?? 0];
  return { what, seconds: (every + jitter / 2) / 2, atMost: every + jitter, source: 'declared: poll', note: HALF };
}

const HALF = 'on average half the time between two looks';

/** Source: Argo CD, gitops-engine: the pause between waves, which lets controllers act on what they have got. */
const BETWEEN_WAVES = 2;

function syncParts({ waves }: Plan, set: ManifestSet): readonly PushPart[] {
  const objects = waves.flatMap(({ objects: of }) => of.map(({ manifest }) => manifest));
  const pauses = waves.filter(({ objects: of }) => of.some(({ manifest }) => phaseOf(manifest) === 'Sync')).length - 1;
  const applied: PushPart = {
    what: `${count(objects.length, 'object')} applied in ${count(pauses + 1, 'wave')}`,
    seconds: Math.max(0, pauses) * BETWEEN_WAVES,
    ...(pauses > 0
      ? { source: 'pauses of Argo CD', note: `${BETWEEN_WAVES} s between two waves` }
      : { source: 'no pause' }),
  };
  const ofPhase = (phase: 'Sync' | 'PostSync') =>
    waves.flatMap(({ objects: of }) =>
      gates(
        of.flatMap(({ manifest }) => (phaseOf(manifest) === phase ? [manifest] : [])),
        set,
      ),
    );
  return [applied, ...ofPhase('Sync'), ...ofPhase('PostSync')];
}

/** What a wave waits for: its hooks, and the pods that take longest. */
function gates(members: readonly Manifest[], set: ManifestSet): readonly PushPart[] {
  const hooks = members.filter((one) => hookPhases(one).length > 0).map(hookPart);
  const pods = members.map((one) => podParts(one, set)).sort((a, b) => sum(b) - sum(a));
  return [...hooks, ...(pods[0] ?? [])];
}

function hookPart({ ref, object }: Manifest): PushPart {
  const atMost = number(object, 'spec.activeDeadlineSeconds');
  return {
    what: `${ref.kind} ${ref.name}`,
    ...(atMost !== undefined && { atMost }),
    source: 'its deadline',
  };
}

function sum(parts: readonly PushPart[]): number {
  return parts.reduce((total, { seconds = Number.POSITIVE_INFINITY }) => total + seconds, 0);
}
