import type { KubeObject } from '../manifest/manifest.js';

/** The file of a manifest below `dist/`: `prod/waste-api/deployment.waste-api.yaml`. */
export function manifestPath(environment: string, chart: string, { kind, metadata }: KubeObject): string {
  return `${environment}/${chart}/${kind.toLowerCase()}.${fileName(metadata.name)}.yaml`;
}

/** RBAC names may hold `:` and other characters that file systems refuse. */
function fileName(name: string): string {
  return name.replace(/[^A-Za-z0-9._-]/g, '_');
}
