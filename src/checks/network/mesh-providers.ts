import { isObject, records } from '../../manifest/access.js';
import { type Field, fieldOf } from '../../manifest/field.js';
import type { JsonObject } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { meshConfigs } from '../../network/mesh-config.js';
import { meshService } from '../../network/mesh-routes.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';

// What the mesh has without being told. Source: istio/istio, pkg/config/mesh: DefaultMeshConfig.
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  metrics: ['prometheus', 'stackdriver'],
  accessLogging: ['envoy', 'stackdriver'],
  tracing: ['stackdriver'],
  authorization: [],
};

const ENVOY = ['prometheus', 'envoyFileAccessLog', 'envoyHttpAls', 'envoyTcpAls', 'envoyOtelAls'];

/** A name of a provider that the settings of the mesh do not declare, or not for this use. */
export function* provider(field: Field, use: string, set: ManifestSet): Iterable<Report> {
  const configs = meshConfigs(set);
  if (field.text === undefined || configs.length === 0) return;
  const all = configs.flatMap(({ config }) => records(config, 'extensionProviders'));
  const names = [...all.flatMap(({ name }) => (typeof name === 'string' ? name : [])), ...(BUILT_IN[use] ?? [])];
  const own = all.find(({ name }) => name === field.text);
  if (names.includes(field.text) && (!own || serves(own, use))) return;
  const near = didYouMean(field.text, names);
  yield report(field, `provider "${field.text}" is none for ${use} that the settings of the mesh declare`, {
    why: 'istiod leaves the setting out: nothing is sent to the provider, and a CUSTOM policy refuses every request.',
    fix: near
      ? `Did you mean "${near}"?`
      : `Declare it in meshConfig.extensionProviders; there are: ${names.join(', ') || 'none'}.`,
  });
}

/** Whether a provider is of a sort that does this: one that authorizes does nothing else, and nothing else authorizes. */
function serves(own: JsonObject, use: string): boolean {
  const authorizes = AUTHORIZING.some((kind) => kind in own);
  if (use === 'authorization') return authorizes || !OBSERVING.some((kind) => kind in own);
  return !authorizes && (use !== 'tracing' || !ENVOY.some((kind) => kind in own));
}

// Source: istio/api, mesh/v1alpha1 ExtensionProvider.
const AUTHORIZING = ['envoyExtAuthzHttp', 'envoyExtAuthzGrpc'];
const OBSERVING = [
  ...ENVOY,
  'zipkin',
  'lightstep',
  'datadog',
  'stackdriver',
  'opencensus',
  'skywalking',
  'opentelemetry',
];

/** What the settings of the mesh say of their own providers: those taken by default, and the ports of their Services. */
export function* declaredProviders(set: ManifestSet): Iterable<Report> {
  for (const { field } of meshConfigs(set)) {
    for (const [use, names] of field.at('defaultProviders').entries())
      for (const name of names.items()) if (Object.hasOwn(BUILT_IN, use)) yield* provider(name, use, set);
    for (const one of field.items('extensionProviders'))
      for (const [kind, settings] of one.entries()) yield* servedPort(kind, settings, set);
  }
}

/** A port of a provider that its Service does not have, or that is called after another protocol. */
function* servedPort(kind: string, settings: Field, set: ManifestSet): Iterable<Report> {
  if (!isObject(settings.value)) return;
  const port = settings.at('port');
  const number = Number(port.scalar);
  const host = meshService(settings.at('service').text?.replace(/^[^/]*\//, ''), undefined);
  const service = host?.namespace === undefined ? undefined : set.find('Service', host.namespace, host.name);
  if (!service || !Number.isInteger(number)) return;
  const entries = fieldOf(service).items('spec.ports');
  const ports = entries.map((entry) => entry.at('port').scalar ?? '');
  const own = entries.find((entry) => entry.at('port').number === number);
  if (own) yield* spoken(kind, port, own, entries);
  if (ports.length === 0 || own) return;
  yield report(port, `port ${number} is none of Service "${service.ref.name}", which has ${listed(ports)}`, {
    why: 'The gateway finds nobody who listens there: a CUSTOM policy refuses every request, and traces are lost.',
    fix: `Write ${ports.length === 1 ? `port: ${ports[0]}` : 'one of its ports'}.`,
  });
}

const SPEAKS: ReadonlyMap<string, RegExp> = new Map([
  ['envoyExtAuthzGrpc', /^grpc/],
  ['envoyExtAuthzHttp', /^https?(?!2)/],
]);

function* spoken(kind: string, port: Field, own: Field, entries: readonly Field[]): Iterable<Report> {
  const speaks = SPEAKS.get(kind);
  const name = nameOf(own);
  if (!speaks || name === '' || speaks.test(name)) return;
  const meant = entries.find((entry) => speaks.test(nameOf(entry)));
  if (!meant && ![...SPEAKS.values()].some((other) => other.test(name))) return;
  yield report(port, `port ${port.scalar} is called "${name}", and ${kind} asks there`, {
    severity: 'warning',
    why: 'Who listens there does not understand the question: a CUSTOM policy refuses every request.',
    fix: meant
      ? `Write port: ${meant.at('port').scalar}, which is "${nameOf(meant)}".`
      : 'Write the other kind of provider, or name the port after what it speaks.',
  });
}

function nameOf(port: Field): string {
  return port.at('appProtocol').text ?? port.at('name').text ?? '';
}
