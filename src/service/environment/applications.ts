import type { Chart } from 'cdk8s';
import { fleetLabels } from '../../construct/labels.js';
import type { Rewrite } from '../../construct/rewrite.js';
import type { AddOn } from '../../gitops/add-on.js';
import { argoApplication, argocdNamespace, type GitSource } from '../../gitops/application.js';
import { argocdSettings } from '../../gitops/argocd-settings.js';
import { notificationSettings, subscriptions } from '../../gitops/notifications.js';
import { argoProject } from '../../gitops/project.js';
import type { Fleet } from '../fleet.js';
import type { Evaluation } from './evaluate.js';
import { argocdFolder, platformFolder } from './folders.js';
import type { Ground } from './platform-chart.js';
import { projectKinds } from './project-kinds.js';

export interface Waves {
  readonly platform: number;
  readonly stores: number;
  readonly services: number;
}

/**
 * Waves of the Applications. Their projects come before, then the add-ons; what stands on something waits until that is
 * healthy.
 */
export function wavesAfter(addOns: readonly AddOn[]): Waves {
  const platform = addOns.length > 0 ? 2 : 1;
  return { platform, stores: platform + 1, services: platform + 2 };
}

/** Argo CD's own objects: projects of least privilege, an Application for each folder, and the settings that the fleet owns. */
export function applications(
  chart: Chart,
  fleet: Fleet,
  environment: string,
  { definitions, stores }: Evaluation,
  ground: Ground,
  git: GitSource,
  rewrites: ReadonlyMap<string, readonly Rewrite[]>,
  wave: Waves,
): void {
  const labels = fleetLabels(fleet.name);
  const { addOns, freezes, notifications, operators } = fleet.environments[environment] ?? {};
  const annotations = subscriptions(notifications, 'ground');
  const root = `${fleet.name}-root`;
  const platform = `${fleet.name}-platform`;
  const data = `${fleet.name}-stores`;
  const folder = (name: string) => `dist/${environment}/${name}`;
  const shared = { git, labels };
  argoProject(chart, root, {
    ...shared,
    annotations,
    description: `The Applications of ${fleet.name} and their projects`,
    namespaces: [argocdNamespace],
    namespacedKinds: [
      { group: 'argoproj.io', kind: 'Application' },
      { group: 'argoproj.io', kind: 'AppProject' },
      { group: '', kind: 'ConfigMap' },
    ],
  });
  argoProject(chart, platform, {
    ...shared,
    annotations,
    description: `What everything of ${fleet.name} stands on`,
    namespaces: [argocdNamespace, ...ground.namespaces],
    clusterKinds: projectKinds('cluster', addOns),
    namespacedKinds: projectKinds('platform', addOns),
  });
  if (stores.length > 0) {
    const namespaces = unique(stores);
    const description = `The data stores of ${fleet.name}`;
    const namespacedKinds = projectKinds('stores', addOns);
    argoProject(chart, data, { ...shared, annotations, description, namespaces, namespacedKinds, freezes, operators });
  }
  // A caller brings the policy that lets it in to a store.
  const namespaces = unique([...definitions, ...(ground.isolated ? stores : [])]);
  argoProject(chart, fleet.name, {
    ...shared,
    annotations: subscriptions(notifications, 'services'),
    description: `The services of ${fleet.name}`,
    namespaces,
    namespacedKinds: projectKinds('services', addOns),
    freezes,
    operators,
  });

  argocdSettings(chart, git.detection);
  if (notifications) notificationSettings(chart, notifications);
  argoApplication(chart, fleet.rootApplication, {
    ...shared,
    project: root,
    path: folder(argocdFolder),
    namespace: argocdNamespace,
    // It holds itself, and is healthy when all others are: in an earlier wave it would wait for them for ever.
    wave: wave.services,
    cascade: false,
  });
  argoApplication(chart, platformFolder, {
    ...shared,
    project: platform,
    path: folder(platformFolder),
    namespace: argocdNamespace,
    wave: wave.platform,
    cascade: false,
  });
  for (const { definition, namespace } of stores) {
    const path = folder(definition.name);
    // Without the cascade, a store whose definition is deleted by mistake goes on running.
    argoApplication(chart, definition.name, {
      ...shared,
      project: data,
      path,
      namespace,
      wave: wave.stores,
      cascade: false,
    });
  }
  for (const { definition, namespace } of definitions) {
    const path = folder(definition.name);
    argoApplication(chart, definition.name, {
      ...shared,
      project: fleet.name,
      path,
      namespace,
      wave: wave.services,
      cascade: true,
      rewrites: rewrites.get(definition.name),
    });
  }
}

export function unique(list: readonly { readonly namespace: string }[]): string[] {
  return [...new Set(list.map(({ namespace }) => namespace))].sort();
}
