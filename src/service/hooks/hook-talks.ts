import type { Connection, Endpoint } from '../../construct/connection.js';
import { selectorLabels } from '../../construct/labels.js';
import { from, plain } from '../../construct/traced.js';
import type { Talks } from '../calls.js';
import type { Evaluated } from '../environment/evaluate.js';
import type { Hook } from './hook.js';

/** What the hooks of a definition reach. */
export function hooksTalk({ kind, definition, namespace, spec }: Evaluated): readonly Talks[] {
  const port = kind === 'service' ? from(spec, 'port') : from(spec, 'metricsPort');
  const hooks: readonly Hook[] = spec.hooks ?? [];
  return hooks.map((hook) => hookTalks(definition.name, namespace, { port, uses: spec.uses }, hook));
}

/** What the pods of a hook reach: a migration whatever its service does, a smoke test the service. */
export function hookTalks(
  name: string,
  namespace: string,
  { port, portName, uses }: Pick<Endpoint, 'port' | 'portName'> & { readonly uses?: readonly Connection[] | undefined },
  hook: Hook,
): Talks {
  const to = { name, namespace, labels: selectorLabels({ name }) };
  const self: Connection = {
    kind: 'connection',
    name,
    host: hostOf(name, namespace),
    port: plain(port),
    at: [{ to, port, portName }],
  };
  const shared = { name: hookName(name, hook), namespace, routed: false };
  return hook.hook === 'migration' ? { ...shared, uses } : { ...shared, uses: [self] };
}

/** Of the Job of a hook, and of its pods. */
export function hookName(service: string, { hook }: Hook): string {
  return `${service}-${hook}`;
}

/** The name by which a service is called inside the cluster. */
export function hostOf(name: string, namespace: string): string {
  return `${name}.${namespace}.svc.cluster.local`;
}
