/** A host that a text names, with the port where the text or the scheme says it. */
export interface NamedHost {
  readonly host: string;
  readonly port: number | undefined;
}

const SCHEME_PORTS: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  ws: 80,
  wss: 443,
  redis: 6379,
  rediss: 6379,
  amqp: 5672,
  amqps: 5671,
  pyamqp: 5672,
  postgres: 5432,
  postgresql: 5432,
  mysql: 3306,
  mongodb: 27017,
  nats: 4222,
  kafka: 9092,
  grpc: 443,
};

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const HOST = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`, 'i');
const IN_URL = /\b([a-z][a-z0-9+.-]{0,30}):\/\/(?:[^\s/'"]{0,200}@)?([a-z0-9.-]{1,253})(?::(\d{1,5}))?/gi;
// Runs of what a host may consist of; each is looked at once, so that long texts take no longer than they are.
const RUN = /[a-z0-9_.-]+(?::(\d{1,5})(?!\d))?/gi;

/**
 * Hosts in a text: those of URLs, and names that end in `.svc` or `.svc.cluster.local` wherever they stand.
 * A value that is nothing but a name, or a name and a port, is a host only where a Service bears it: the caller decides.
 */
export function hostsIn(text: string): readonly NamedHost[] {
  const found = new Map<string, NamedHost>();
  const add = (written: string, port: number | undefined) => {
    const host = written.replace(/\.$/, '').toLowerCase();
    if (host.length > 253 || !HOST.test(host)) return;
    // The same host with a port says more than without.
    if (port === undefined && [...found.values()].some((other) => other.host === host)) return;
    found.set(`${host}:${port ?? ''}`, { host, port });
  };
  for (const [, scheme = '', host = '', port] of text.matchAll(IN_URL)) add(host, portOf(port) ?? schemePort(scheme));
  for (const match of text.matchAll(RUN)) {
    const [run, port] = match;
    const host = port === undefined ? run : run.slice(0, -port.length - 1);
    const isPath = text[match.index - 1] === '/';
    if (/\.svc(?:\.cluster\.local)?\.?$/i.test(host) && !isPath) add(host, portOf(port));
    else if (run.length === text.length) add(host, portOf(port));
  }
  return [...found.values()];
}

function portOf(digits: string | undefined): number | undefined {
  const port = digits === undefined ? Number.NaN : Number(digits);
  return port >= 1 && port <= 65535 ? port : undefined;
}

/** Drivers are named behind a plus: `postgresql+asyncpg`. */
function schemePort(scheme: string): number | undefined {
  const base = scheme.toLowerCase().split('+')[0] ?? '';
  return Object.hasOwn(SCHEME_PORTS, base) ? SCHEME_PORTS[base] : undefined;
}

/** A Service that a host name means, seen from a namespace. */
export interface ServiceName {
  readonly name: string;
  readonly namespace: string;
  /** The name says by itself that it is a Service: others may be hosts of any sort. */
  readonly explicit: boolean;
}

/** `name`, `name.namespace`, `name.namespace.svc…`, and a pod's own name before these three. */
export function serviceNames(host: string, from: string): readonly ServiceName[] {
  const parts = host
    .replace(/\.$/, '')
    .replace(/\.cluster\.local$/, '')
    .split('.');
  const explicit = parts.length > 2 && parts.at(-1) === 'svc';
  if (explicit) parts.pop();
  const [namespace, name] = [parts.at(-1) ?? '', parts.at(-2)];
  if (name === undefined) return [{ name: namespace, namespace: from, explicit: false }];
  if (parts.length > 3) return [];
  return [{ name, namespace, explicit }];
}
