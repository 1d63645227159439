import { each, get, text } from '../access.js';
import { Field } from '../field.js';
import { type ManifestSet, perSet } from '../manifest-set.js';
import type { PodTemplate } from '../pod-template.js';
import { referencesOf, type Target, targetManifest } from '../references.js';
import { calledPort, type HostName, hostsIn, serviceOf } from './hosts.js';

/** A pod that is told a host name of the cluster: what it probably calls. */
export interface Call {
  readonly pod: PodTemplate;
  /** The text that holds the name: an environment variable, an argument, or the ConfigMap or maker of a Secret it reads. */
  readonly at: Field;
  readonly host: HostName;
  readonly service: { readonly namespace: string | undefined; readonly name: string };
  /** A pod of a headless Service that is meant. */
  readonly member: string | undefined;
  readonly target: Target;
}

/**
 * What the pods of a set are told to call: host names in their environment, arguments, and in the ConfigMaps and
 * templated Secrets that they read.
 */
export const callsOf = perSet((set: ManifestSet): readonly Call[] => {
  const graph = referencesOf(set);
  const namespaces = set.namespaces();
  return set.podTemplates().flatMap((pod) => {
    const { namespace } = pod.manifest.ref;
    return textsOf(pod, set).flatMap((at) =>
      hostsIn(at.text ?? '').flatMap((host): Call[] => {
        const found = serviceOf(host.host, namespace, namespaces);
        if (!found) return [];
        const { service, pod: member } = found;
        const target = graph.resolve(service);
        // `host:port` alone may be anything: it counts when there is such a Service.
        if (host.form === 'pair' && target.is === 'missing') return [];
        return [{ pod, at, host, service: { namespace: service.namespace, name: service.name }, member, target }];
      }),
    );
  });
});

/** The variable before a value, or the key of a file. */
export function nameOf({ at, host }: Pick<Call, 'at' | 'host'>): string {
  const { object } = at.manifest;
  const variable = at.path.at(-1) === 'value' ? text(object, [...at.path.slice(0, -1), 'name']) : undefined;
  return variable ?? (at.path.includes('data') ? String(at.path.at(-1)) : host.host);
}

/** The port of the Service that a pod is told to call; undefined where nothing says it. */
export function portOf(told: Pick<Call, 'at' | 'host'>): number | undefined {
  return calledPort(told.host) ?? portBeside(told) ?? portBelow(told);
}

/** The port on a line of its own, in the part of a file that the host stands in: `Host db.data.svc`, `Port 5432`. */
function portBelow({ at, host }: Pick<Call, 'at' | 'host'>): number | undefined {
  const file = at.text ?? '';
  const end = file.indexOf('\n', host.index);
  if (
    end < 0 ||
    !/^[ \t"']*host(?:name)?[ \t"':=]*$/i.test(file.slice(file.lastIndexOf('\n', host.index) + 1, host.index))
  )
    return undefined;
  const rest = file.slice(end + 1);
  const next = rest.search(/^[ \t]*(?:\[|$)/m);
  const [, port] = /^[ \t"']*port[ \t"':=]+(\d{1,5})\b/im.exec(rest.slice(0, next < 0 ? undefined : next)) ?? [];
  return port === undefined ? undefined : Number(port);
}

function portBeside(told: Pick<Call, 'at' | 'host'>): number | undefined {
  const { manifest, path } = told.at;
  // A structure that says both: `{ host: …, port: … }`.
  const isHost = HOST_KEYS.has(String(path.at(-1))) && told.at.text === told.host.host;
  const structured = isHost ? new Field(manifest, [], manifest.object).at([...path.slice(0, -1), 'port']) : undefined;
  const value = structured?.scalar ?? besideOf(told, ['PORT'])?.text;
  return value !== undefined && /^\d{1,5}$/.test(value) ? Number(value) : undefined;
}

const HOST_KEYS = new Set(['host', 'hostname', 'service', 'address', 'server', 'endpoint']);

/** What stands beside a host under the same name but for its end: `REDIS_PORT` beside `REDIS_HOST`. The first that is there. */
export function besideOf(told: Pick<Call, 'at' | 'host'>, ends: readonly string[]): Field | undefined {
  const name = nameOf(told);
  const stem = name.replace(/(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER|ENDPOINT)$/, '');
  if (stem === name) return undefined;
  const { manifest, path } = told.at;
  const parent = path.slice(0, -1);
  const list = get(manifest.object, parent.slice(0, -1));
  for (const end of ends) {
    const beside = `${stem}${end}`;
    const place = Array.isArray(list)
      ? [...parent.slice(0, -1), list.findIndex((one) => text(one, 'name') === beside), 'value']
      : [...parent, beside];
    const value = get(manifest.object, place);
    if (value !== undefined) return new Field(manifest, place, value);
  }
  return undefined;
}

/** Every text that the containers of a pod are given. */
function textsOf(pod: PodTemplate, set: ManifestSet): Field[] {
  const own = pod.containers.flatMap(({ field, env }) => [
    ...env.map((variable) => variable.field.at('value')),
    ...field.items('args'),
    ...field.items('command'),
  ]);
  const seen = new Set<string>();
  const edges = referencesOf(set)
    .from(pod.manifest)
    .filter(({ to }) => to.kind === 'ConfigMap' || to.kind === 'Secret');
  const read = edges.flatMap((edge) => {
    const manifest = targetManifest(edge);
    if (!manifest) return [];
    const keys = new Set(edge.keys.map(({ key }) => key));
    const texts = ['data.*', 'stringData.*', 'spec.target.template.data.*'].flatMap((path) =>
      each(manifest.object, path),
    );
    return texts
      .filter(({ path }) => keys.size === 0 || keys.has(String(path.at(-1))))
      .map(({ path, value }) => new Field(manifest, path, value))
      .filter((field) => {
        if (edges.length === 1) return true;
        const key = `${manifest.ref.kind} ${manifest.ref.name} ${field.path.join(' ')}`;
        if (seen.has(key)) return false;
        seen.add(key);
        return true;
      });
  });
  return [...own, ...read].filter(({ text }) => text !== undefined);
}
