import type { AddOn, BroughtExporter } from '../../gitops/add-on.js';
import { argoRollouts } from '../../gitops/add-ons.js';
import { blackboxExporter, kubePrometheusStackChart } from '../../gitops/monitoring-add-ons.js';

/** What yields metrics in an environment besides its own workloads, and where. */
export interface AddOnExporter extends BroughtExporter {
  readonly namespace: string;
}

/** What add-ons bring of what yields metrics. Where nobody says which there are, those that monitoring needs. */
export function exportersOf(
  addOns: readonly AddOn[] = [kubePrometheusStackChart(), blackboxExporter(), argoRollouts()],
): readonly AddOnExporter[] {
  return addOns.flatMap(({ namespace, brings }) => (brings.exporters ?? []).map((one) => ({ ...one, namespace })));
}
