import { placeOf } from '../../construct/place.js';
import type { Store } from '../../data/store.js';
import { type Finding, hasErrors } from '../../diagnostic/diagnostic.js';
import { holdSteady, isLibrary, Unsteady } from '../authored/steady.js';
import { limited, limitSeconds } from '../authored/time-limit.js';
import { type AnyDefinition, environment, type Fleet, type StoreDefinition } from '../fleet.js';
import type { ServiceSpec, WorkerSpec } from '../spec.js';
import type { DefinitionFinding } from './definition-finding.js';
import { shapeMistakes } from './definition-shape.js';

/** A data store that runs in the environment. */
export interface EvaluatedStore {
  readonly definition: StoreDefinition;
  readonly namespace: string;
  readonly store: Store;
}

/** What an author's functions answered for one environment. */
export interface Called {
  /** Environment variables of every service and worker. */
  readonly shared: ReturnType<NonNullable<Fleet['env']>>;
  /** Services and workers by name; of two of one name the first. */
  readonly specs: ReadonlyMap<string, { readonly definition: AnyDefinition; readonly spec: ServiceSpec | WorkerSpec }>;
  readonly stores: ReadonlyMap<string, EvaluatedStore>;
  readonly findings: readonly DefinitionFinding[];
  /** Names of which nothing is known. */
  readonly unclear: ReadonlySet<string>;
}

/** Calls every function of an author for one environment, in limited time and without what differs from run to run. */
export function callDefinitions(fleet: Fleet, name: string, seconds = limitSeconds): Called {
  const env = environment(name);
  const specs = new Map<string, { definition: AnyDefinition; spec: ServiceSpec | WorkerSpec }>();
  const stores = new Map<string, EvaluatedStore>();
  const findings: DefinitionFinding[] = [];
  const unclear = new Set<string>();
  let shared: Called['shared'] = {};
  const call = (definition: AnyDefinition) => {
    const { name: key } = definition;
    if (definition.kind === 'store') {
      const store = definition.define(env);
      if (store && !stores.has(key)) stores.set(key, { definition, namespace: storesNamespace(fleet), store });
      return;
    }
    const spec = definition.define(env);
    const mistakes = spec ? shapeMistakes(definition, spec) : [];
    findings.push(...mistakes);
    if (hasErrors(mistakes)) unclear.add(key);
    else if (spec && !specs.has(key)) specs.set(key, { definition, spec });
  };
  const authors: readonly (AnyDefinition | Fleet)[] = [fleet, ...fleet.definitions];
  let done = 0;
  const release = holdSteady();
  const ended = limited(() => {
    for (; done < authors.length; done += 1) {
      const one = authors[done] ?? fleet;
      try {
        if (one.kind === 'fleet') shared = one.env?.(env) ?? {};
        else call(one);
      } catch (error) {
        findings.push(threw(one, error));
        unclear.add(one.name);
      }
    }
  }, seconds);
  release();
  if (!ended) findings.push(endless(authors[done] ?? fleet, seconds));
  for (const { name: key } of authors.slice(done)) unclear.add(key);
  return { shared, specs, stores, findings, unclear };
}

/** Where the data stores of a fleet lie. */
export function storesNamespace({ namespaces }: Fleet): string {
  return namespaces.stores ?? 'data';
}

const rule = 'definition-threw';
const runs = 'it runs at synthesis, once for each environment';

function threw(authors: AnyDefinition | Fleet, error: unknown): Finding {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: '' };
  const [first = ''] = message.split('\n');
  const unsteady = error instanceof Unsteady;
  return {
    rule,
    severity: 'error',
    message: unsteady ? `${of(authors)} asks for ${first}` : `${of(authors)} threw: ${first}`,
    at: placeOf(stack ?? '', isLibrary) ?? authors.site(),
    why: unsteady ? error.why : unknown(authors),
    fix: unsteady ? error.fix : `Mend the function; ${runs}.`,
  };
}

function endless(authors: AnyDefinition | Fleet, seconds: number): Finding {
  return {
    rule,
    severity: 'error',
    message: `${of(authors)} has not come to an end within ${seconds} s`,
    at: authors.site(),
    why: unknown(authors),
    fix: `Look for a loop that never ends, in the function and in what it calls; ${runs}.`,
  };
}

function of(authors: AnyDefinition | Fleet): string {
  return authors.kind === 'fleet' ? 'the "env" of the fleet' : `the definition of "${authors.name}"`;
}

function unknown({ kind }: AnyDefinition | Fleet): string {
  return `Nothing is known of the ${kind === 'fleet' ? 'variables of every service' : kind}, so nothing can be written.`;
}
