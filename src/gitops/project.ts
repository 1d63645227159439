import type { Construct } from 'constructs';
import { AppProject, type AppProjectSpecRoles } from '../../imports/argoproj.io.js';
import { emit } from '../construct/emit.js';
import { type Draft, from, preset } from '../construct/traced.js';
import { argocdNamespace, type GitSource, inCluster } from './application.js';
import { type Freeze, syncWindows } from './sync-window.js';

export interface ArgoProjectProps {
  readonly description: string;
  /** What its Applications read: a repository of manifests, or those of charts. */
  readonly git?: GitSource;
  readonly repos?: readonly string[];
  readonly namespaces: readonly string[];
  /** Groups of single sign-on whose people may look at its Applications and sync them. Administrators alone when absent. */
  readonly operators?: readonly string[] | undefined;
  /** Times in which its Applications are not synced by themselves. */
  readonly freezes?: readonly Freeze[] | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  /** Cluster-scoped kinds that its Applications may create; none when empty. */
  readonly clusterKinds?: readonly { readonly group: string; readonly kind: string }[];
  /** Namespaced kinds that its Applications may create; all when absent. */
  readonly namespacedKinds?: readonly { readonly group: string; readonly kind: string }[];
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
      namespaceResourceWhitelist: props.namespacedKinds,
      roles: roles(name, props),
    },
  });
}

// A person promotes and aborts; what an Application is, is said in Git alone.
const ALLOWED = ['applications, get', 'applications, sync', 'applications, action/argoproj.io/Rollout/*', 'logs, get'];

/** Source: Argo CD, "Projects: Project Roles", "RBAC Configuration". */
function roles(project: string, props: ArgoProjectProps): Draft<AppProjectSpecRoles[]> | undefined {
  const { operators = [] } = props;
  if (operators.length === 0) return undefined;
  const policies = ALLOWED.map((what) => `p, proj:${project}:operator, ${what}, ${project}/*, allow`);
  return [
    {
      name: 'operator',
      description: preset('Looks, syncs, promotes and aborts rollouts', 'what a release by hand and a rollback need'),
      groups: [...operators],
      policies: preset(policies, 'not more: what runs is said in Git'),
    },
  ];
}
