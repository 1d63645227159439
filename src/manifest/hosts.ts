import type { Identity } from './manifest-set.js';

/** A host name in a text that may be that of a Service. */
export interface HostName {
  /** As it is written, without the port. */
  readonly host: string;
  readonly port: number | undefined;
  /** Where it begins in the text. */
  readonly index: number;
  /** `cluster`: it ends in `.svc`. `url`: a URL names it. `pair`: `host:port` alone, which may be something else. */
  readonly form: 'cluster' | 'url' | 'pair';
}

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const CLUSTER = new RegExp(
  `(?<![-\\w.])(?:${LABEL}\\.){2,3}svc(?:\\.cluster\\.local)?(?![-\\w])(?:\\.(?![\\w]))?(?::(\\d{1,5}))?`,
  'g',
);
const URL = new RegExp(
  `\\b[a-z][a-z0-9+.-]*://(?:[^@/\\s]*@)?(${LABEL}(?:\\.${LABEL})*)(?::(\\d{1,5}))?(?=[/?#,;\\s"']|$)`,
  'gi',
);
const PAIR = new RegExp(`^(${LABEL}(?:\\.${LABEL})*):(\\d{1,5})$`);

/** The host names in a text: of URLs, of `host:port`, and those that say that they are of the cluster. */
export function hostsIn(written: string): HostName[] {
  // What a template puts in may hold anything but is no host name: places stay what they are.
  const text = written.replace(/\{\{.*?\}\}|\$[({][^)}]*[)}]/g, (template) => '_'.repeat(template.length));
  const found: HostName[] = [];
  for (const match of text.matchAll(CLUSTER)) {
    const host = match[0].replace(/:\d+$/, '').replace(/\.$/, '');
    found.push({ host, port: portOf(match[1]), index: match.index, form: 'cluster' });
  }
  for (const match of text.matchAll(URL)) {
    const [whole, host = '', port] = match;
    if (/\.svc(?:\.cluster\.local)?$/.test(host)) continue;
    found.push({
      host,
      port: portOf(port),
      index: match.index + whole.indexOf(host, whole.indexOf('://')),
      form: 'url',
    });
  }
  const pair = PAIR.exec(text);
  if (pair?.[1] !== undefined && found.length === 0)
    found.push({ host: pair[1], port: portOf(pair[2]), index: 0, form: 'pair' });
  return found;
}

function portOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
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
