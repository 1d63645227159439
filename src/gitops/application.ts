import type { Construct } from 'constructs';
import {
  Application,
  type ApplicationSpecIgnoreDifferences,
  type ApplicationSpecSource,
} from '../../imports/argoproj.io.js';
import { emit } from '../construct/emit.js';
import type { Rewrite } from '../construct/rewrite.js';
import { type Draft, from, preset } from '../construct/traced.js';
import type { JsonObject } from '../manifest/manifest.js';
import type { Detection } from './detection.js';

/** Where Argo CD finds manifests. */
export interface GitSource {
  /** `https://github.com/acme/backend.git` */
  readonly repo: string;
  /** A branch, a tag or a commit. */
  readonly revision: string;
  /** How a commit is noticed: `poll('2m', { jitter: '1m' })`. As Argo CD has it when absent: within three minutes. */
  readonly detection?: Detection;
}

/** A chart of an exact version. */
export interface HelmChart {
  /** `https://charts.example.org` */
  readonly repo: string;
  readonly name: string;
  /** As the repository's index writes it: some with a `v`. */
  readonly version: string;
  readonly release: string;
  /** Values that differ from the chart's own. */
  readonly values?: JsonObject | undefined;
}

interface Folder {
  readonly git: GitSource;
  /** Folder in the repository. */
  readonly path: string;
}

interface Charted {
  readonly chart: HelmChart;
}

export type ArgoApplicationProps = Common & (Folder | Charted);

interface Common {
  readonly project: string;
  /** Namespace of what the source holds. */
  readonly namespace: string;
  /** Whether Argo CD makes the namespace when it is missing. Not where a manifest does: that one brings labels along. */
  readonly createNamespace?: boolean;
  /**
   * Sync wave among the Applications, which orders the first install. Default: as soon as its project is there.
   * Source: Argo CD, "Sync Phases and Waves".
   */
  readonly wave?: number | undefined;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether deleting the Application deletes what it applied. */
  readonly cascade: boolean;
  /** What controllers write into the objects of the folder at run time. */
  readonly rewrites?: readonly Rewrite[];
}

/** Where Argo CD itself lives, and its Applications. */
export const argocdNamespace = 'argocd';
/** The cluster that Argo CD runs in. */
export const inCluster = 'https://kubernetes.default.svc';

/**
 * An Argo CD Application over one folder of plain manifests, or over a chart: synced by itself, pruned, healed, tried again with a
 * growing pause.
 * Source: Argo CD, "Automated Sync Policy", "Sync Options", "Application specification".
 */
export function argoApplication(scope: Construct, name: string, props: ArgoApplicationProps): void {
  const { namespace, rewrites = [] } = props;
  emit(scope, name, Application, {
    metadata: {
      name,
      namespace: argocdNamespace,
      labels: props.labels,
      annotations:
        props.wave === undefined
          ? undefined
          : { 'argocd.argoproj.io/sync-wave': preset(String(props.wave), 'what it stands on is healthy before') },
      finalizers: props.cascade
        ? preset(['resources-finalizer.argocd.argoproj.io'], 'a service that leaves Git leaves the cluster')
        : undefined,
    },
    spec: {
      project: props.project,
      source: sourceOf(props),
      destination: { server: inCluster, namespace },
      ignoreDifferences: rewrites.length > 0 ? rewrites.map(leftAlone) : undefined,
      syncPolicy: {
        automated: {
          prune: preset(true, 'what leaves Git leaves the cluster'),
          selfHeal: preset(true, 'what is changed by hand goes back to what Git says'),
        },
        syncOptions: syncOptions(props.createNamespace === true, 'chart' in props, rewrites),
        retry: {
          limit: preset(5, 'a sync that failed for a passing reason is tried again'),
          backoff: preset({ duration: '5s', factor: 2, maxDuration: '3m' }, 'first soon, then with longer pauses'),
        },
      },
    },
  });
}

function sourceOf(props: Folder | Charted): Draft<ApplicationSpecSource> {
  if (!('chart' in props)) {
    const { git, path } = props;
    return { repoUrl: from(git, 'repo'), targetRevision: from(git, 'revision'), path };
  }
  const { chart } = props;
  return {
    repoUrl: from(chart, 'repo'),
    chart: from(chart, 'name'),
    targetRevision: from(chart, 'version'),
    helm: { releaseName: chart.release, valuesObject: chart.values },
  };
}

function syncOptions(
  createNamespace: boolean,
  charted: boolean,
  rewrites: readonly Rewrite[],
): Draft<string[]> | undefined {
  const options = [
    ...(charted
      ? preset(['ServerSideApply=true'], 'definitions of resources are larger than an annotation may be')
      : []),
    ...(createNamespace ? preset(['CreateNamespace=true'], 'the first sync needs the namespace') : []),
    ...(rewrites.length > 0
      ? preset(
          ['RespectIgnoreDifferences=true'],
          'a sync during a rollout must not undo what the controller has written',
        )
      : []),
  ];
  return options.length > 0 ? options : undefined;
}

/** Source: Argo CD, "Diff Customization: Application Level Configuration". */
function leftAlone({ object, pointers, jq }: Rewrite): Draft<ApplicationSpecIgnoreDifferences> {
  const reason = 'a controller writes it at run time: to set it back would undo the rollout';
  return {
    group: object.apiGroup === 'core' ? undefined : object.apiGroup,
    kind: object.kind,
    name: object.name,
    jsonPointers: pointers && preset([...pointers], reason),
    jqPathExpressions: jq && preset([...jq], reason),
  };
}
