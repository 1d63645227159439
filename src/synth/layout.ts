import type { KubeObject } from '../manifest/manifest.js';
import { platformFolder } from '../service/environment/folders.js';

/**
 * The file of a manifest below `dist/`: `prod/waste-api/deployment.waste-api.yaml`. What the platform puts into several
 * namespaces under one name says which: `prod/platform/networkpolicy.api.default-deny.yaml`.
 */
export function manifestPath(environment: string, chart: string, { kind, metadata }: KubeObject): string {
  const { name, namespace } = metadata;
  const place = chart === platformFolder && namespace !== undefined ? `${namespace}.` : '';
  return `${environment}/${chart}/${kind.toLowerCase()}.${place}${fileName(name)}.yaml`;
}

/** RBAC names may hold `:` and other characters that file systems refuse. */
function fileName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, '_');
}
