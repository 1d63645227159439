import { listed } from '../../diff/rollout/words.js';
import { get, object, stringMap, text } from '../../manifest/access.js';
import type { Json } from '../../manifest/manifest.js';
import type { Container, PodTemplate } from '../../manifest/pod-template.js';

/** What a pod is made of: where it runs, its containers, what they are given. */
export function podFacts({ spec, containers }: PodTemplate): string[] {
  const where = [...stringMap(spec.value, 'nodeSelector')].map(([key, value]) => `${key}=${value}`);
  return [
    ...(where.length > 0 ? [`on nodes with ${listed(where)}`] : []),
    ...containers.flatMap((container) => containerFacts(container)),
  ];
}

function containerFacts({ name, field, role, env, ports }: Container): string[] {
  const role_ = role === 'main' ? '' : ` (${role})`;
  const listens = ports.flatMap(({ port }) => (port === undefined ? [] : [String(port)]));
  const limits = ['cpu', 'memory'].flatMap((what) => {
    const [request, limit] = ['requests', 'limits'].map((part) => get(field.value, `resources.${part}.${what}`));
    return request === undefined && limit === undefined ? [] : [`${what} ${amount(request)} to ${amount(limit)}`];
  });
  const secrets = new Set(env.flatMap(({ field: one }) => text(one.value, 'valueFrom.secretKeyRef.name') ?? []));
  const parts = [
    listens.length > 0 ? `listens on ${listed(listens)}` : '',
    ...limits,
    env.length > 0 ? `${env.length} variables` : '',
    secrets.size > 0 ? `secrets of ${listed([...secrets])}` : '',
    ...probes(field.value),
  ].filter(Boolean);
  return [`container ${name}${role_}: ${parts.join('; ')}`];
}

function amount(value: Json | undefined): string {
  return value === undefined ? 'any' : String(value);
}

function probes(container: Json | undefined): string[] {
  const found = ['startup', 'readiness', 'liveness'].filter(
    (name) => Object.keys(object(container, `${name}Probe`)).length > 0,
  );
  return found.length > 0 ? [`${listed(found)} probe${found.length === 1 ? '' : 's'}`] : [];
}
