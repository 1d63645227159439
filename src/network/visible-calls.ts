import { type Field, fieldOf } from '../manifest/field.js';
import { mapSelector } from '../manifest/labels.js';
import type { Manifest } from '../manifest/manifest.js';
import { type ManifestSet, perSet } from '../manifest/manifest-set.js';
import type { PodTemplate } from '../manifest/pod-template.js';
import { isTemplated, referencesOf } from '../manifest/references.js';
import { type HiddenEnd, type PodEnd, podEnd } from './ends.js';
import { hostsIn, type ServiceName, serviceNames } from './hosts.js';
import { type Setting, settingsOf } from './settings.js';

/** A call that manifests show: a pod is told the host of a Service. */
export interface VisibleCall {
  readonly from: PodEnd;
  readonly to: PodEnd | HiddenEnd;
  /** Of the pod that is called. */
  readonly port: number;
  /** Where the host stands, and the name before it. */
  readonly setting: Setting;
  readonly host: string;
  /** The Service, where the set has it. */
  readonly service?: Manifest;
}

/** Every call that the set's manifests show. */
export const visibleCalls = perSet((set: ManifestSet): readonly VisibleCall[] =>
  set.podTemplates().flatMap((template) => {
    const from = podEnd(template);
    if (!from) return [];
    const settings = settingsOf(set, template);
    return distinct(settings.flatMap((setting) => callsOf(set, from, setting, settings)));
  }),
);

function callsOf(set: ManifestSet, from: PodEnd, setting: Setting, all: readonly Setting[]): VisibleCall[] {
  return hostsIn(setting.value).flatMap(({ host, port = portBeside(setting, all) }) => {
    if (isTemplated(host) || isBareWord(host, port, setting)) return [];
    return serviceNames(host, from.namespace).flatMap((name) =>
      targetsOf(set, name, port)
        // Its own name is what a program is told to call itself.
        .filter(({ service }) => !service || !isOwn(set, service, from))
        .map((target) => ({ from, setting, host, ...target })),
    );
  });
}

/** A word that is a Service's name may be anything; a host it is where the variable says so, or a port follows. */
function isBareWord(host: string, port: number | undefined, { name = '' }: Setting): boolean {
  return !host.includes('.') && port === undefined && !HOST_VARIABLE.test(name);
}

const HOST_VARIABLE = /(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER|ENDPOINT)$/i;

function isOwn(set: ManifestSet, service: Manifest, { template }: PodEnd): boolean {
  const selector = mapSelector(fieldOf(service, 'spec.selector').value);
  return set.pods(service.ref.namespace, selector).some((pod) => pod === template);
}

type Target = Pick<VisibleCall, 'to' | 'port' | 'service'>;

function targetsOf(set: ManifestSet, wanted: ServiceName, port: number | undefined): Target[] {
  const { name, namespace } = wanted;
  const target = referencesOf(set).resolve({ group: '', kind: 'Service', namespace, name });
  if (target.is === 'manifest') return behind(set, target.manifest, port);
  // A name that may as well be any host on the internet is a Service only where one bears it.
  const exists =
    target.is === 'made' || target.is === 'known' || (wanted.explicit && target.is === 'missing' && !target.sure);
  return exists && port !== undefined ? [{ to: { kind: 'hidden', name, namespace }, port }] : [];
}

/** The pods behind a port of a Service. */
function behind(set: ManifestSet, service: Manifest, wanted: number | undefined): Target[] {
  const spec = fieldOf(service, 'spec');
  const ports = spec.items('ports');
  const entry = wanted === undefined ? only(ports) : ports.find((port) => port.at('port').number === wanted);
  const port = entry?.at('port').number ?? wanted;
  if (port === undefined) return [];
  const selector = mapSelector(spec.at('selector').value);
  const templates = selector ? set.pods(service.ref.namespace, selector) : [];
  if (templates.length === 0) {
    const { name, namespace } = service.ref;
    const number = entry?.at('targetPort').number ?? (entry?.at('targetPort').exists ? undefined : port);
    return namespace === undefined || number === undefined || spec.at('type').text === 'ExternalName'
      ? []
      : [{ to: { kind: 'hidden', name, namespace }, port: number, service }];
  }
  return templates.flatMap((template) => {
    const to = podEnd(template);
    const number = spec.at('clusterIP').text === 'None' ? port : podPort(template, entry, port);
    return to && number !== undefined ? [{ to, port: number, service }] : [];
  });
}

/** The port of a pod that a Service's port leads to. */
export function podPort(template: PodTemplate, port: Field | undefined, number: number): number | undefined {
  const target = port?.at('targetPort');
  if (!target?.exists) return number;
  if (target.text === undefined) return target.number;
  const named = template.containers.flatMap(({ ports }) => ports).find(({ name }) => name === target.text);
  return named?.port;
}

/** `REDIS_PORT` beside `REDIS_HOST`. */
function portBeside({ name }: Setting, all: readonly Setting[]): number | undefined {
  const prefix =
    name !== undefined && HOST_VARIABLE.test(name) ? name.replace(HOST_VARIABLE, '').replace(/_$/, '') : undefined;
  if (prefix === undefined || prefix === '') return undefined;
  const value = all.find((other) => other.name?.toUpperCase() === `${prefix}_PORT`.toUpperCase())?.value;
  return value !== undefined && /^\d{1,5}$/.test(value) ? Number(value) : undefined;
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

/** Each callee and port once, by the setting that names it first. */
function distinct(calls: readonly VisibleCall[]): VisibleCall[] {
  const seen = new Set<string>();
  return calls.filter(({ to, port }) => {
    const key = `${to.kind} ${to.namespace} ${to.name} ${port}`;
    return !seen.has(key) && seen.add(key);
  });
}
