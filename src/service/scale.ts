import type { ApiObject } from 'cdk8s';
import { KubeHorizontalPodAutoscalerV2 } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Construct } from 'constructs';
import { emit } from '../construct/emit.js';
import { type Identity, objectLabels } from '../construct/labels.js';
import { made } from '../construct/place.js';
import { reject } from '../construct/reject.js';
import { from } from '../construct/traced.js';
import type { Pods } from '../delivery/strategy.js';

/** How many pods: a number, or a range that an autoscaler moves in. Never both. */
export type Scale = FixedScale | AutomaticScale;

/** Always as many pods, as `fixed()` gives it. */
export interface FixedScale {
  readonly scale: 'fixed';
  readonly replicas: number;
}

/** As many pods as the load asks for, as `automatic()` gives it. */
export interface AutomaticScale {
  readonly scale: 'automatic';
  readonly min: number;
  readonly max: number;
  readonly cpu: number;
}

/** Between how many pods, and at what load. */
export interface AutomaticProps {
  /** Fewest pods, at least 1. */
  readonly min: number;
  /** Most pods. The node must have room for them. */
  readonly max: number;
  /** CPU use that is aimed at, in % of the pods' CPU requests. */
  readonly cpu: number;
}

/** Always this many pods. */
export function fixed(replicas: number): FixedScale {
  return made(fixed, { scale: 'fixed', replicas });
}

/**
 * As many pods as the load needs. `replicas` is then absent from the manifest: Git would reset it at each sync.
 * Source: Kubernetes, "Horizontal Pod Autoscaling".
 */
export function automatic(props: AutomaticProps): AutomaticScale {
  return made(automatic, { scale: 'automatic', ...props });
}

/** Rejects a scale that no controller can follow. */
export function checkScale(scope: Construct, scale: Scale): void {
  const refuse = (object: object, key: string, message: string, fix: string) =>
    reject(scope, {
      rule: 'scale',
      message,
      why: 'The API server refuses the object, so the sync fails.',
      fix,
      property: { object, key },
    });
  const whole = (n: number) => Number.isInteger(n);
  if (scale.scale === 'fixed') {
    if (!whole(scale.replicas) || scale.replicas < 0)
      refuse(scale, 'replicas', `${scale.replicas} replicas: a whole number from 0 up is wanted`, 'fixed(2)');
    return;
  }
  if (!whole(scale.min) || scale.min < 1)
    refuse(
      scale,
      'min',
      `an autoscaler's least number of pods is ${scale.min}, the least possible is 1`,
      'Write min: 1, or scale to zero with KEDA.',
    );
  if (!whole(scale.max) || scale.max < scale.min)
    refuse(scale, 'max', `an autoscaler's range runs from ${scale.min} to ${scale.max} pods`, 'Make max at least min.');
  if (!(scale.cpu > 0)) refuse(scale, 'cpu', `an autoscaler aims at ${scale.cpu} % of the CPU request`, 'cpu: 70');
}

/** The pods that a scale means. */
export function podsOf(scale: Scale): Pods {
  return scale.scale === 'fixed'
    ? { replicas: from(scale, 'replicas'), least: scale.replicas, most: scale.replicas }
    : { least: scale.min, most: scale.max };
}

/** An autoscaler for each controller of a workload; none when its number of pods is fixed. */
export function autoscalers(
  scope: Construct,
  identity: Identity,
  scale: Scale,
  targets: readonly ApiObject[],
): readonly ApiObject[] {
  if (scale.scale === 'fixed') return [];
  const names = new Set<string>();
  return targets.map((target) => {
    // Two controllers of one name stand beside each other while a service migrates.
    const name = names.has(target.name) ? `${target.name}-${target.kind.toLowerCase()}` : target.name;
    names.add(name);
    return autoscaler(scope, name, identity, scale, target);
  });
}

function autoscaler(
  scope: Construct,
  name: string,
  identity: Identity,
  scale: AutomaticScale,
  target: ApiObject,
): ApiObject {
  return emit(scope, `autoscaler-${name}`, KubeHorizontalPodAutoscalerV2, {
    metadata: { name, labels: objectLabels(identity) },
    spec: {
      scaleTargetRef: { apiVersion: target.apiVersion, kind: target.kind, name: target.name },
      minReplicas: from(scale, 'min'),
      maxReplicas: from(scale, 'max'),
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: from(scale, 'cpu') } },
        },
      ],
    },
  });
}
