import { number } from '../manifest/access.js';
import type { Manifest } from '../manifest/manifest.js';
import type { AnalysisTiming } from './timeline-analysis.js';

/** What a rollout goes through. Times in seconds from its start; `Infinity` where a person must act. */
export interface Timeline {
  readonly strategy: 'canary' | 'blue-green';
  readonly replicas: number;
  /** Who splits the traffic: `alb`, `nginx`, `istio`; absent when it is the pods' share. */
  readonly router?: string;
  readonly steps: readonly TimelineStep[];
  /** What runs beside the steps. */
  readonly analyses: readonly BackgroundAnalysis[];
  /** Pods at the fullest moment. */
  readonly peak: number;
  readonly abort: Abort;
}

export interface TimelineStep {
  /** What happens: `weight 10 %`, `pause 5m`. */
  readonly what: string;
  /** Share of the requests that the new version has at the end of the step. Unit: %. */
  readonly weight: number;
  /** Pods of the old and of the new version at the end of the step. */
  readonly stable: number;
  readonly canary: number;
  readonly earliest: number;
  /** After that the controller has given up. It counts no time of pauses, analyses and experiments. */
  readonly latest: number;
}

export interface BackgroundAnalysis extends AnalysisTiming {
  /** The step with which it begins, from 1. */
  readonly from: number;
  /** When it begins, at the earliest. */
  readonly begins: number;
}

/** What an abort leads to. */
export interface Abort {
  /** Pods of the old version that serve at once, and those that must be started first. */
  readonly stable: number;
  readonly missing: number;
  /** How long the new version's pods stay; `Infinity`: until someone removes them. */
  readonly canaryStays: number;
}

/**
 * How long the next new pod takes, at least and at most: at most, because then the controller gives up. The deadline begins
 * anew with each pod that is made, becomes ready or becomes available, so that each pod has one of its own; what it waits
 * while it is ready comes on top.
 * Source: Argo Rollouts, utils/conditions `RolloutProgressing`; Kubernetes, pkg/controller/deployment/util
 * `DeploymentProgressing`.
 */
export function startOf({ object }: Manifest): { readonly least: number; readonly most: number } {
  const least = number(object, 'spec.minReadySeconds') ?? 0;
  return { least, most: (number(object, 'spec.progressDeadlineSeconds') ?? 600) + least };
}
