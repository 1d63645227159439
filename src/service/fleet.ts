import type { ExternalObject } from '../cluster/facts.js';
import { type CallSite, callSite } from '../construct/place.js';
import type { Store } from '../data/store.js';
import type { RuleId } from '../diagnostic/rule-id.js';
import type { RuleSetting } from '../diagnostic/rule-setting.js';
import type { Slo } from '../monitoring/slo.js';
import type { GithubActions } from '../pipeline/github-actions.js';
import type { EnvironmentSpec } from './environment/environment-spec.js';
import type { EnvironmentsUnlessExtra, NameUnlessExtra, NoOther } from './properties/unknown-properties.js';
import type { ServiceSpec, WorkerSpec } from './spec.js';

/** What an author's function is told about the environment that it is called for. */
export interface Environment<Name extends string = string> {
  readonly name: Name;
  /** The value for this environment. Leaving one out, or naming one that does not exist, does not compile. */
  pick<T, const Given extends { readonly [N in Name]: T }>(
    choices: Given & NoOther<Name, keyof Given>,
  ): T & Given[Name];
}

/** What all services of a fleet have in common, and the environments that they run in. */
export interface FleetSpec<Environments extends Readonly<Record<string, EnvironmentSpec>>> {
  /** `app.kubernetes.io/part-of` of everything; name of the Argo CD project of the services. */
  readonly name: string;
  /** Name of the root Application, which brings all others, and of its project. */
  readonly rootApplication: string;
  readonly environments: Environments;
  readonly namespaces: {
    readonly services: string;
    readonly workers: string;
    /** Of data stores. Default `data`. */
    readonly stores?: string;
  };
  /** Environment variables of every service and worker; a service's own win. */
  readonly env?: (env: Environment<keyof Environments & string>) => Readonly<Record<string, string | number | boolean>>;
  /** What users may expect of every service and worker; a service's own objectives replace it. None when absent. */
  readonly slo?: Slo;
  /** Folder of `<environment>.yaml` with the image tags, from the project's root. */
  readonly images: string;
  /** Folder of `<environment>.yaml` with sealed values, from the project's root: see `sealed()`. */
  readonly sealed?: string;
  /**
   * Environments that have left it, and why: `{ dev: 'its cluster was shut down' }`. Without this word nothing is written
   * that lacks one which the output still has.
   */
  readonly removed?: Readonly<Record<string, string>>;
  /** The way of an image from environment to environment: `['dev', 'prod']`. CI writes new images into the first. */
  readonly promotion?: readonly (keyof Environments & string)[];
  /** The workflows that build, test and review it: `githubActions({…})`. None are written when absent. */
  readonly ci?: GithubActions;
  /** Which rules run on this fleet, and how severe they are; a rule that is not named is as its own page says. */
  readonly checks?: { readonly [Id in RuleId]?: RuleSetting };
  /** What exists in every cluster though no manifest makes it. Secrets that services name are added by themselves. */
  readonly external?: readonly ExternalObject[];
}

interface Definition<Kind extends string, Spec> {
  readonly kind: Kind;
  readonly name: string;
  readonly define: (env: Environment) => Spec | undefined;
  /** Where the author wrote it. */
  readonly site: CallSite;
}

/** A service as `defineService` gives it: other definitions name it in `uses`. */
export type ServiceDefinition = Definition<'service', ServiceSpec>;
/** A worker as `defineWorker` gives it. */
export type WorkerDefinition = Definition<'worker', WorkerSpec>;
/** A data store as `defineStore` gives it: services name it in `uses`. */
export type StoreDefinition = Definition<'store', Store>;
/** What a fleet consists of. */
export type AnyDefinition = ServiceDefinition | WorkerDefinition | StoreDefinition;

/** A fleet: plain data, nothing synthesized yet. */
export interface Fleet extends FleetSpec<Readonly<Record<string, EnvironmentSpec>>> {
  readonly kind: 'fleet';
  readonly definitions: readonly AnyDefinition[];
  /** Where the author called `defineFleet`. */
  readonly site: CallSite;
  /** Where the author listed the definitions. */
  readonly list: CallSite;
}

/** The functions with which a fleet's files are written: they know its environments and nodes by name. */
export interface Authoring<Name extends string, Node extends string> {
  /**
   * Declares an HTTP service: a function of its environment, called once for each. `undefined` where it does not run.
   * Nothing is checked yet: mistakes show at synthesis, all at once.
   */
  defineService<Given extends ServiceSpec<Node> | undefined>(
    name: NameUnlessExtra<'a service', ServiceSpec, Given>,
    define: (env: Environment<Name>) => Given,
  ): ServiceDefinition;
  /** Declares a worker: a function of its environment, called once for each. `undefined` where it does not run. */
  defineWorker<Given extends WorkerSpec<Node> | undefined>(
    name: NameUnlessExtra<'a worker', WorkerSpec, Given>,
    define: (env: Environment<Name>) => Given,
  ): WorkerDefinition;
  /**
   * Declares a data store that the fleet runs itself: a function of its environment, called once for each. Services
   * name it in `uses`. `undefined` where it does not run.
   */
  defineStore(name: string, define: (env: Environment<Name>) => Store<Node> | undefined): StoreDefinition;
  /** The fleet of these services, workers and stores: what the entry module exports as `fleet`. */
  fleet(...definitions: readonly AnyDefinition[]): Fleet;
}

/** Begins a fleet: its environments, and the functions to declare services with. */
export function defineFleet<const Environments extends Readonly<Record<string, EnvironmentSpec>>>(
  spec: FleetSpec<Environments> & { readonly environments: EnvironmentsUnlessExtra<NoInfer<Environments>> },
): Authoring<
  keyof Environments & string,
  // Spelt out, not named: the compiler then lists the nodes in its messages.
  { [Name in keyof Environments]: keyof Environments[Name]['cluster']['nodes'] & string }[keyof Environments]
> {
  const site = callSite(defineFleet);
  const authoring: ReturnType<typeof defineFleet<Environments>> = {
    // An author's function takes the environments by name; the fleet, which calls it, knows them as strings.
    defineService: (name, define) =>
      ({ kind: 'service', name, define, site: callSite(authoring.defineService) }) as unknown as ServiceDefinition,
    defineWorker: (name, define) =>
      ({ kind: 'worker', name, define, site: callSite(authoring.defineWorker) }) as unknown as WorkerDefinition,
    defineStore: (name, define) =>
      ({ kind: 'store', name, define, site: callSite(authoring.defineStore) }) as unknown as StoreDefinition,
    fleet: (...definitions) =>
      ({ kind: 'fleet', ...spec, definitions, site, list: callSite(authoring.fleet) }) as unknown as Fleet,
  };
  return authoring;
}

/** The environment as an author's function sees it. */
export function environment(name: string): Environment {
  return { name, pick: (choices) => choices[name] as never };
}
