import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { NetworkPolicy, Pod, World } from './evaluator.js';

/* The objects of one environment as they stand in dist/, and nothing of the code that wrote them. */

interface Container {
  ports?: { name?: string; containerPort: number; protocol?: string }[];
}

// biome-ignore lint/suspicious/noExplicitAny: plain YAML
type Any = any;

export function readDist(environment: string): { pods: Pod[]; world: World } {
  const folder = join(__dirname, '../../dist', environment);
  const objects = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => loadAll(readFileSync(join(folder, file), 'utf8')) as Any[]);
  const pods = objects.flatMap((object): Pod[] => {
    const template = object.spec?.template ?? object.spec?.jobTemplate?.spec.template;
    if (!template?.spec?.containers) return [];
    return [pod(object.metadata.namespace, object.metadata.name, template)];
  });
  // An address in the range of pods for each, so that rules about addresses can be asked.
  pods.forEach((one, i) => {
    one.ip = `${environment === 'prod' ? '192.168' : '10.244'}.1.${i + 1}`;
  });
  const namespaces = Object.fromEntries(
    objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => [metadata.name, metadata.labels ?? {}]),
  );
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy') as NetworkPolicy[];
  return { pods, world: { namespaces, policies } };
}

function pod(namespace: string, name: string, template: Any): Pod {
  const containers: Container[] = [...template.spec.containers, ...(template.spec.initContainers ?? [])];
  const ports = containers.flatMap(({ ports: listed = [] }) =>
    listed.map((port) => ({ name: port.name, number: port.containerPort, protocol: port.protocol ?? 'TCP' })),
  );
  return { namespace, name, labels: template.metadata?.labels ?? {}, ip: '', ports };
}
