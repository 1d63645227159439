import type { Chart } from 'cdk8s';
import type { Mesh } from '../../construct/platform.js';
import { plain } from '../../construct/traced.js';
import { denyInMesh, strictInMesh } from '../../security/mesh-policy.js';
import { serviceEntry } from '../../security/service-entry.js';
import type { Fleet } from '../fleet.js';
import type { EnvironmentSpec } from './environment-spec.js';
import type { Evaluation } from './evaluate.js';

/** The mesh of an environment: where pods have sidecars. Data stores have none: their protocols gain nothing by them. */
export function meshOf({ namespaces }: Fleet, { ingress }: Pick<EnvironmentSpec, 'ingress'>): Mesh | undefined {
  if (ingress.kind !== 'istio') return undefined;
  return {
    namespaces: [...new Set([namespaces.services, namespaces.workers])],
    gateway: ingress.gateway,
    strict: ingress.mutualTls === 'strict',
  };
}

/** What holds for whole namespaces of the mesh, and the hosts outside that their pods call. */
export function composeMesh(
  chart: Chart,
  mesh: Mesh | undefined,
  { isolation }: Pick<EnvironmentSpec, 'isolation'>,
  { definitions }: Evaluation,
  labels: Readonly<Record<string, string>>,
): void {
  if (!mesh) return;
  const used = mesh.namespaces.filter((name) => definitions.some(({ namespace }) => namespace === name));
  for (const namespace of used) {
    if (mesh.strict) strictInMesh(chart, namespace, labels);
    if (isolation) denyInMesh(chart, namespace, labels);
  }
  const entries = new Set<string>();
  for (const { namespace, spec } of definitions) {
    for (const { name, host, port, at = [] } of spec.uses ?? []) {
      // Of hosts outside the ends are addresses that know their name.
      const isOutside = at.some(({ to }) => !('labels' in to) && to.host !== undefined);
      const key = `${namespace}/${plain(host)}:${plain(port)}`;
      if (!isOutside || entries.has(key)) continue;
      entries.add(key);
      serviceEntry(chart, { name, namespace, labels }, host, port);
    }
  }
}
