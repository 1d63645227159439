import type { Construct } from 'constructs';
import { AppProject } from '../../imports/argoproj.io.js';
import { emit } from '../construct/emit.js';
import { from, preset } from '../construct/traced.js';
import { argocdNamespace, type GitSource, inCluster } from './application.js';
import { type Freeze, syncWindows } from './sync-window.js';

export interface ArgoProjectProps {
  readonly description: string;
  /** What its Applications read: a repository of manifests, or those of charts. */
  readonly git?: GitSource;
  readonly repos?: readonly string[];
  readonly namespaces: readonly string[];
  /** Times in which its Applications are not synced by themselves. */
  readonly freezes?: readonly Freeze[] | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  /** Cluster-scoped kinds that its Applications may create; none when empty. */
  readonly clusterKinds?: readonly { readonly group: string; readonly kind: string }[];
  /** Namespaced kinds that its Applications may create; all when absent. */
  readonly namespacedKinds?: readonly { readonly group: string; readonly kind: string }[] | 'none';
}

/**
 * What the Applications of a project may do: which repository they read, where they write, which kinds.
 * Source: Argo CD, "Projects".
 */
export function argoProject(scope: Construct, name: string, props: ArgoProjectProps): void {
  emit(scope, `project-${name}`, AppProject, {
    metadata: { name, namespace: argocdNamespace, labels: props.labels, annotations: props.annotations },
    spec: {
      description: props.description,
      sourceRepos: [...(props.git ? [from(props.git, 'repo')] : []), ...(props.repos ?? [])],
      destinations: props.namespaces.map((namespace) => ({ server: inCluster, namespace })),
      clusterResourceWhitelist: props.clusterKinds,
      syncWindows: syncWindows(scope, props.freezes ?? []),
      namespaceResourceWhitelist: props.namespacedKinds === 'none' ? undefined : props.namespacedKinds,
      // An empty list of what is allowed would allow everything.
      namespaceResourceBlacklist:
        props.namespacedKinds === 'none'
          ? preset([{ group: '*', kind: '*' }], 'its Applications hold cluster-wide objects alone')
          : undefined,
    },
  });
}
