import type { Identity } from '../manifest-set.js';

/** A host name in a text that may be that of a Service. */
export interface HostName {
  /** As it is written, without the port. */
  readonly host: string;
  readonly port: number | undefined;
  /** Where it begins in the text. */
  readonly index: number;
  /** `cluster`: it ends in `.svc`. `url`: a URL names it. `pair`: `host:port` alone, which may be something else. */
  readonly form: 'cluster' | 'url' | 'pair';
  /** Of the URL that it stands in, in lower case. */
  readonly scheme: string | undefined;
}

const LABEL = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
const HOST = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const CLUSTER = new RegExp(`^(?:${LABEL}\\.){2,3}svc(?:\\.cluster\\.local)?$`);
const URL = /\b([a-z][a-z0-9+.-]{0,30}):\/\/(?:[^/\s]{0,500}@)?([a-z0-9.-]{1,253})(?::(\d{1,5}))?(?=[/?#,;\s"']|$)/gi;
// Runs of what a host may consist of: each is looked at once, so that a long text takes no longer than it is.
const RUN = /[\w.-]+(?::(\d{1,5})(?!\d))?/g;

const TEMPLATE = /\{\{.*?\}\}|\$[({][^)}]*[)}]/g;

/** The host names in a text: of URLs, of `host:port`, and those that say that they are of the cluster. */
export function hostsIn(written: string): HostName[] {
  // A URL and a port need a colon: most texts have neither that nor `.svc`.
  if (!written.includes(':') && !written.includes('.svc')) return [];
  // What a template puts in may hold anything but is no host name: places stay what they are.
  const text = written.replace(TEMPLATE, (template) => '_'.repeat(template.length));
  const schemes = new Map<number, string>();
  const urls: HostName[] = [];
  for (const match of text.matchAll(URL)) {
    const [whole, scheme = '', host = '', port] = match;
    const index = match.index + whole.length - host.length - (port === undefined ? 0 : port.length + 1);
    schemes.set(index, scheme.toLowerCase());
    if (!HOST.test(host.toLowerCase()) || /\.svc(?:\.cluster\.local)?$/.test(host)) continue;
    urls.push({ host, port: portOf(port), index, form: 'url', scheme: scheme.toLowerCase() });
  }
  const found: HostName[] = [];
  for (const { 0: run, 1: port, index } of text.matchAll(RUN)) {
    const host = (port === undefined ? run : run.slice(0, -port.length - 1)).replace(/\.$/, '');
    if (CLUSTER.test(host))
      found.push({ host, port: portOf(port), index, form: 'cluster', scheme: schemes.get(index) });
  }
  found.push(...urls);
  const pair = /^([a-z0-9.-]{1,253}):(\d{1,5})$/.exec(text);
  if (pair?.[1] !== undefined && found.length === 0 && HOST.test(pair[1]))
    found.push({ host: pair[1], port: portOf(pair[2]), index: 0, form: 'pair', scheme: undefined });
  return found;
}

function portOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

const PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
  redis: 6379,
  rediss: 6379,
  amqp: 5672,
  pyamqp: 5672,
  amqps: 5671,
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  mongodb: 27017,
  nats: 4222,
};

/** The port that is called: the written one, or that of the scheme (of `postgresql+asyncpg` what stands before the plus). */
export function calledPort({ port, scheme }: Pick<HostName, 'port' | 'scheme'>): number | undefined {
  const base = scheme?.split('+')[0] ?? '';
  return port ?? (Object.hasOwn(PORTS, base) ? PORTS[base] : undefined);
}

/** A host name as the cluster's DNS reads it. */
export interface ServiceHost {
  readonly service: Identity;
  /** The pod of a headless Service that is named before it. */
  readonly pod: string | undefined;
}

/**
 * The Service that a host name means to a pod in a namespace. `name` is one of its own, `name.namespace` another's when
 * there is such a namespace: else it is a host of the world.
 * Source: Kubernetes, concepts/services-networking/dns-pod-service.
 */
export function serviceOf(
  host: string,
  namespace: string | undefined,
  namespaces: readonly string[],
): ServiceHost | undefined {
  const labels = host.replace(/\.svc(?:\.cluster\.local)?$/, '').split('.');
  const isCluster = labels.join('.') !== host;
  if (!isCluster && labels.length === 1) return named(labels[0], namespace, undefined);
  const [pod, name] = labels.length === 3 ? labels : [undefined, labels[0]];
  const inNamespace = labels.at(-1);
  if (labels.length < 2 || labels.length > 3) return undefined;
  if (!isCluster && !namespaces.includes(inNamespace ?? '')) return undefined;
  return named(name, inNamespace, pod);
}

function named(
  name: string | undefined,
  namespace: string | undefined,
  pod: string | undefined,
): ServiceHost | undefined {
  // An address or a word that no Service can be called.
  if (name === undefined || !/^[a-z][-a-z0-9]*$/.test(name) || name === 'localhost') return undefined;
  return { service: { group: '', kind: 'Service', namespace, name }, pod };
}
