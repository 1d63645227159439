import type { Chart } from 'cdk8s';
import { fleetLabels } from '../../construct/labels.js';
import type { MonitoringStack } from '../../construct/platform.js';
import { argoApplication, type GitSource } from '../../gitops/application.js';
import { argoProject } from '../../gitops/project.js';
import { monitoringFolder } from '../environment/folders.js';

interface Props {
  readonly fleet: string;
  readonly folder: string;
  readonly stack: MonitoringStack;
  readonly git: GitSource;
  readonly wave: number;
  /** Of its project. */
  readonly annotations: Readonly<Record<string, string>> | undefined;
}

const kinds = [
  ...['AlertmanagerConfig', 'PodMonitor', 'Probe', 'PrometheusRule', 'ServiceMonitor'].map((kind) => ({
    group: 'monitoring.coreos.com',
    kind,
  })),
  { group: '', kind: 'ConfigMap' },
];

/** The Application of what watches the others, in a project of its own: it may write nothing else, and nowhere else. */
export function monitoringApplication(chart: Chart, { fleet, folder, stack, git, wave, annotations }: Props): void {
  const labels = fleetLabels(fleet);
  const project = `${fleet}-monitoring`;
  argoProject(chart, project, {
    git,
    labels,
    annotations,
    description: `What watches ${fleet}`,
    namespaces: [stack.namespace],
    namespacedKinds: kinds,
  });
  argoApplication(chart, monitoringFolder, {
    git,
    labels,
    project,
    path: folder,
    namespace: stack.namespace,
    wave,
    cascade: false,
  });
}
