import type { Connection } from '../../construct/connection.js';
import { selectorLabels } from '../../construct/labels.js';
import { servicePort } from '../../construct/ports.js';
import { notInList } from '../../diagnostic/causes.js';
import type { Finding } from '../../diagnostic/diagnostic.js';
import { didYouMean } from '../../values/did-you-mean.js';
import type { AnyDefinition, Fleet } from '../fleet.js';
import type { Resolved, ServiceReference, ServiceSpec, StoreReference, WorkerSpec } from '../spec.js';
import { callDefinitions, type EvaluatedStore } from './call-definitions.js';
import { circles } from './circles.js';
import type { DefinitionFinding } from './definition-finding.js';
import { badFleetNames, badName, nameMistakes, twice } from './definition-names.js';

/** What one definition says about one environment. */
export type Evaluated = EvaluatedService | EvaluatedWorker;

type Used = Connection | ServiceReference | StoreReference;

interface EvaluatedService {
  readonly kind: 'service';
  readonly definition: AnyDefinition;
  readonly namespace: string;
  readonly spec: Resolved<ServiceSpec>;
}

interface EvaluatedWorker {
  readonly kind: 'worker';
  readonly definition: AnyDefinition;
  readonly namespace: string;
  readonly spec: Resolved<WorkerSpec>;
}

export interface Evaluation {
  readonly definitions: readonly Evaluated[];
  readonly stores: readonly EvaluatedStore[];
  readonly findings: readonly DefinitionFinding[];
  /** Names of which a finding says why nothing is certain: declared twice, no names, definitions that threw. */
  readonly unclear: ReadonlySet<string>;
}

/** Calls every definition for one environment and turns references between them into hosts and ports. */
export function evaluate(fleet: Fleet, name: string): Evaluation {
  const refused = badFleetNames(fleet);
  // Everything lies in one: all of it would be wrong in the same way.
  if (refused.length > 0)
    return {
      definitions: [],
      stores: [],
      findings: refused,
      unclear: new Set(fleet.definitions.map((one) => one.name)),
    };
  const called = callDefinitions(fleet, name);
  const { specs, stores, shared } = called;
  const findings: DefinitionFinding[] = [...nameMistakes(fleet), ...called.findings];
  const unnamed = [...twice(fleet.definitions), ...fleet.definitions.filter((one) => badName(one, fleet))];
  const unclear = new Set([...unnamed.map((one) => one.name), ...called.unclear]);
  const services = new Map(
    [...specs].flatMap(([key, { definition, spec }]) => ('port' in spec ? [[key, { definition, spec }]] : [])),
  );
  findings.push(...circles(new Map([...specs].filter(([key]) => !unclear.has(key)))));

  // What cannot be named is not built: every object of it would be wrong in the same way.
  const nameable = ({ definition }: { readonly definition: AnyDefinition }) => !badName(definition, fleet);
  const definitions = [...specs.values()].filter(nameable).map(({ definition, spec }): Evaluated => {
    const uses = spec.uses?.flatMap((used, item) => {
      const property = { object: spec, key: 'uses', item };
      const before = spec.uses?.slice(0, item);
      if (isEcho(used, definition, before)) return [];
      if (!before?.includes(used)) return resolve(used, definition, property);
      findings.push({ ...usedTwice(definition, used), property });
      return [];
    });
    const namespace = fleet.namespaces[definition.kind === 'service' ? 'services' : 'workers'];
    const resolved = { ...spec, env: { ...shared, ...spec.env }, uses, slo: spec.slo ?? fleet.slo };
    return { kind: definition.kind, definition, namespace, spec: resolved } as Evaluated;
  });
  return { definitions, stores: [...stores.values()].filter(nameable), findings, unclear };

  /** Of two services of one name nobody uses itself, and nobody one of them twice: the name alone is wrong. */
  function isEcho({ kind, name }: Used, definition: AnyDefinition, before: readonly Used[] = []): boolean {
    if (kind === 'connection' || !unclear.has(name)) return false;
    return name === definition.name || before.some((other) => other.kind !== 'connection' && other.name === name);
  }

  function resolve(
    used: Used,
    definition: AnyDefinition,
    property: DefinitionFinding['property'],
  ): readonly Connection[] {
    if (used.kind === 'connection') return [used];
    const known = used.kind === 'store' ? stores : services;
    const store = used.kind === 'store' ? stores.get(used.name) : undefined;
    if (store) {
      const connection = store.store.connection(used.name, store.namespace);
      return [{ ...connection, at: [{ to: podsOf(used.name, store.namespace), port: connection.port }] }];
    }
    const target = used.kind === 'service' ? services.get(used.name) : undefined;
    if (target) return [serviceConnection(used.name, fleet.namespaces.services, target.spec as ServiceSpec)];
    if (unclear.has(used.name)) return [];
    const listed = fleet.definitions.some((one) => one.name === used.name);
    const missing = missingUse(definition, used.name, listed ? name : undefined, didYouMean(used.name, known.keys()));
    findings.push({ ...missing, property });
    return [];
  }
}

function usedTwice(user: AnyDefinition, used: Used): Finding {
  return {
    rule: 'env-duplicate',
    severity: 'error',
    message: `"${user.name}" uses "${used.name}" twice`,
    at: user.site(),
    why: 'Its variables would be there twice: server-side apply refuses a list that has a key twice.',
    fix: 'Take one of the two out.',
  };
}

/** `environment`: where what is used does not run; undefined when the fleet lists no such thing at all. */
function missingUse(
  user: AnyDefinition,
  used: string,
  environment: string | undefined,
  near: string | undefined,
): Finding {
  const add =
    environment === undefined
      ? `add "${used}" to the list in the fleet's index`
      : `let "${used}" run in "${environment}"`;
  const lacks = environment === undefined ? 'which the fleet does not list' : `which does not run in "${environment}"`;
  return {
    rule: 'uses-missing',
    severity: 'error',
    message: `"${user.name}" uses "${used}", ${lacks}`,
    at: user.site(),
    ...(environment === undefined && { cause: notInList(used) }),
    why: 'Its host name resolves to nothing there: every call fails.',
    fix: near
      ? `Use "${near}", or ${add}.`
      : `${add.replace(/^./, (letter) => letter.toUpperCase())}, or pick another.`,
  };
}

/** The pods of a service or store of the fleet, as network policies name them. */
function podsOf(name: string, namespace: string) {
  return { name, namespace, labels: selectorLabels({ name }) };
}

/** A service of the fleet as others see it: `WASTE_API_HOST`, `WASTE_API_PORT`. */
function serviceConnection(name: string, namespace: string, { port }: ServiceSpec): Connection {
  const prefix = name.replaceAll('-', '_').toUpperCase();
  const at = [{ to: podsOf(name, namespace), port, portName: servicePort }];
  return { kind: 'connection', name, host: `${name}.${namespace}.svc.cluster.local`, port, prefix, at };
}
