import { spawnSync } from 'node:child_process';

/** A Go module that holds definitions as their project publishes them, with their rules. */
export interface GoModule {
  readonly path: string;
  /** An early release and a late one: rules that both have hold whichever of those between is installed. */
  readonly versions: readonly [early: string, late: string];
  readonly licence: string;
  /** Files of definitions; the first that has a kind is right. */
  readonly files: readonly string[];
}

const gatewayKinds = ['gateways', 'httproutes', 'grpcroutes', 'gatewayclasses', 'referencegrants'];

/** Versions are exact: rules change from release to release. */
export const modules: readonly GoModule[] = [
  {
    path: 'istio.io/api',
    versions: ['v1.24.2', 'v1.32.0'],
    licence: 'Apache-2.0',
    files: ['kubernetes/customresourcedefinitions.gen.yaml'],
  },
  {
    path: 'sigs.k8s.io/gateway-api',
    versions: ['v1.2.1', 'v1.6.1'],
    licence: 'Apache-2.0',
    files: gatewayKinds.map((plural) => `config/crd/standard/gateway.networking.k8s.io_${plural}.yaml`),
  },
];

/** Where a module lies once Go has fetched it and held it against the checksum database, and its checksum. */
export function fetchModule(path: string, version: string): { readonly folder: string; readonly sum: string } {
  const { status, stdout, stderr, error } = spawnSync('go', ['mod', 'download', '-json', `${path}@${version}`], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`go mod download ${path}: ${error?.message ?? `${stderr}${stdout}`}`);
  const { Dir: folder, Sum: sum } = JSON.parse(stdout) as { Dir: string; Sum: string };
  return { folder, sum };
}
