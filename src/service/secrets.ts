import type { Chart } from 'cdk8s';
import type { ExternalObject } from '../cluster/facts.js';
import { secretOf } from '../construct/channel.js';
import { fleetLabels } from '../construct/labels.js';
import { reject } from '../construct/reject.js';
import type { SecretRef } from '../construct/secrets/secret.js';
import type { ExternalSource, SecretSource } from '../construct/secrets/secret-source.js';
import { secretsOf } from '../construct/secrets/secrets-used.js';
import { argocdNamespace } from '../gitops/application.js';
import { secretsOfAlerting } from '../monitoring/routing.js';
import { externalSecret } from '../security/external-secret.js';
import type { SealedValues } from '../security/sealed-file.js';
import { sealedSecret } from '../security/sealed-secret.js';
import { secretStore } from '../security/secret-store.js';
import type { EnvironmentSpec } from './environment/environment-spec.js';
import type { Evaluation } from './environment/evaluate.js';
import type { Fleet } from './fleet.js';
import { isSameSecret, rejectSameName, withKeys } from './same-secret.js';

/** A Secret in a namespace. */
export interface PlacedSecret {
  readonly namespace: string;
  readonly secret: SecretRef;
}

/** Secrets of one name in one namespace: one, and those that are declared otherwise. */
type SameName = readonly [PlacedSecret, ...PlacedSecret[]];

/** Every Secret that the pods and the receivers of an environment read, once for each namespace. */
export function placedSecrets(evaluation: Evaluation, spec: EnvironmentSpec): readonly PlacedSecret[] {
  return byName(evaluation, spec).map(([first]) => first);
}

/** The same, with those that have its name and are otherwise declared. */
function byName({ definitions, stores }: Evaluation, spec: EnvironmentSpec): readonly SameName[] {
  const { registry, alerting, prometheus, notifications } = spec;
  const { pullSecret } = registry;
  const { stack } = prometheus ?? {};
  const all = [
    ...definitions.flatMap(({ namespace, spec: { env, secrets, uses } }) =>
      [...secretsOf({ env, secrets, uses }), ...(pullSecret ? [pullSecret] : [])].map((secret) => ({
        namespace,
        secret,
      })),
    ),
    ...stores.map(({ namespace, store }) => ({ namespace, secret: store.credentials })),
    ...(alerting && stack ? secretsOfAlerting(alerting).map((secret) => ({ namespace: stack.namespace, secret })) : []),
    ...(notifications?.channels ?? []).map((channel) => ({ namespace: argocdNamespace, secret: secretOf(channel) })),
  ];
  const once = new Map<string, [PlacedSecret, ...PlacedSecret[]]>();
  for (const placed of all) {
    const key = `${placed.namespace}/${placed.secret.name}`;
    const known = once.get(key);
    if (!known) once.set(key, [placed]);
    else if (known.every(({ secret }) => !isSameSecret(secret, placed.secret))) known.push(placed);
  }
  return [...once.values()];
}

/** Who brings the values of a Secret; undefined where nobody has said. */
export function sourceOf(
  { content }: SecretRef,
  { secrets }: Pick<EnvironmentSpec, 'secrets'>,
): SecretSource | undefined {
  return content.source ?? secrets;
}

/**
 * Writes what makes the Secrets of an environment, and the stores that they come from.
 * @returns namespaces in which values lie that the operator copies
 */
export function composeSecrets(
  chart: Chart,
  fleet: Fleet,
  environment: string,
  spec: EnvironmentSpec,
  evaluation: Evaluation,
  values: SealedValues,
): readonly string[] {
  const labels = fleetLabels(fleet.name);
  const stores = new Map<string, { readonly source: ExternalSource; readonly namespaces: Set<string> }>();
  const said = new Set<SecretRef>();
  for (const [{ namespace, secret: first }, ...others] of byName(evaluation, spec)) {
    for (const other of others) rejectSameName(chart, namespace, first, other.secret);
    const secret = withKeys(
      first,
      others.map((other) => other.secret),
    );
    const source = sourceOf(secret, spec);
    if (!source && !said.has(secret) && !isThere(fleet, namespace, secret)) {
      rejectUnbrought(chart, environment, secret);
      said.add(secret);
    }
    if (source?.by === 'external-secrets') {
      const store = source.name ?? fleet.name;
      const known = stores.get(store) ?? { source, namespaces: new Set() };
      stores.set(store, known);
      known.namespaces.add(namespace);
      if (known.source !== source) rejectSameStore(chart, store, source);
      externalSecret(chart, { namespace, store, labels }, secret, source);
    } else if (source?.by === 'sealed-secrets') {
      sealedSecret(chart, { namespace, environment, labels }, secret, values);
    }
  }
  for (const [name, { source, namespaces }] of stores) secretStore(chart, name, source, [...namespaces].sort(), labels);
  // The values of the environment's own lie there by hand, whether a service reads one just now or not.
  const own = spec.secrets?.by === 'external-secrets' ? [spec.secrets] : [];
  const rooms = [...[...stores.values()].map(({ source }) => source), ...own].flatMap(({ provider }) =>
    provider.kind === 'kubernetes' ? [provider.namespace] : [],
  );
  return [...new Set(rooms)];
}

/** Part of an installation, or declared to exist outside Git. */
function isThere({ external = [] }: Fleet, namespace: string, { name, content }: SecretRef): boolean {
  return (
    content.existing === true ||
    external.some((one) => one.kind === 'Secret' && one.namespace === namespace && one.name === name)
  );
}

function rejectUnbrought(chart: Chart, environment: string, { name, site }: SecretRef): void {
  reject(chart, {
    rule: 'secret-source',
    message: `nobody brings Secret "${name}": the environment has no \`secrets\`, and it has no source of its own`,
    why: 'Nothing makes it in the cluster: pods that read it stay in CreateContainerConfigError.',
    fix: `Give "${environment}" a source, secrets: clusterSecrets({ namespace: 'secrets' }); or say here who makes it, source: madeBy('…').`,
    site,
  });
}

function rejectSameStore(chart: Chart, name: string, source: ExternalSource): void {
  reject(chart, {
    rule: 'secret-store-duplicate',
    message: `two secret stores are called "${name}"`,
    why: 'The later would overwrite the earlier: Secrets would be asked of the wrong one.',
    fix: 'Give one of them a name of its own: { name: "…" }.',
    property: { object: source, key: 'name' },
  });
}

/** Secrets that others make: they exist though no manifest of the fleet does it. */
export function foreignSecrets(
  evaluation: Evaluation,
  spec: EnvironmentSpec,
  values: SealedValues,
): readonly ExternalObject[] {
  const secret = (namespace: string, name: string, keys: readonly string[]): ExternalObject => {
    return { apiVersion: 'v1', kind: 'Secret', namespace, name, keys };
  };
  const sources = new Set<SecretSource>();
  const foreign = placedSecrets(evaluation, spec).flatMap(({ namespace, secret: { name, keys, content } }) => {
    const source = content.source ?? spec.secrets;
    // What nobody has sealed yet is said once, not by all who read it.
    const entry = values.get(`${namespace}/${name}`);
    const unsealed = source?.by === 'sealed-secrets' && content.fetched.some((key) => !entry?.values.has(key));
    if (source) sources.add(source);
    // A Secret of no source is said where it is declared, once, not by all who read it.
    return source === undefined || source.by === 'others' || unsealed ? [secret(namespace, name, keys)] : [];
  });
  const credentials = [...sources].flatMap((source) => {
    if (source.by !== 'external-secrets' || !('credentials' in source.provider)) return [];
    const place = source.provider.credentials;
    return place ? [secret(place.namespace, place.name, ['access-key-id', 'secret-access-key'])] : [];
  });
  return [...foreign, ...credentials];
}
