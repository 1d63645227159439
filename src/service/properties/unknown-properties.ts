import type { ClusterSpec } from '../../cluster/cluster.js';
import type { Resources } from '../../construct/pod/resources.js';
import type { GitSource } from '../../gitops/application.js';
import type { AlertOptions } from '../../monitoring/alert.js';
import type { OwnAlert } from '../../monitoring/own-alert.js';
import type { Slo } from '../../monitoring/slo.js';
import type { CeleryProps } from '../celery.js';
import type { EnvironmentSpec } from '../environment/environment-spec.js';

/** The keys of a type, of a union those of each of its members. None where they are any text: what it has is not known. */
export type KeysOf<T> = T extends unknown ? (string extends keyof T ? never : keyof T) : never;

/** What an object holds under a key, of a union what each of its members holds there. */
type Inside<Given, Key> = Given extends unknown ? (Key extends keyof Given ? NonNullable<Given[Key]> : never) : never;

/** The objects among what an object holds, whatever the keys are. */
type Entries<Given> = Given extends unknown ? Extract<Given[keyof Given], object> : never;

/**
 * A message but for the quotation mark that it begins with. None of what has a type that is not known, a name that is not
 * imported: its keys are of no type either, and fit any.
 */
type Mistake<Owner extends string, Spec, Given> = [KeysOf<Given>] extends [KeysOf<Spec>]
  ? never
  : `${Exclude<KeysOf<Given>, KeysOf<Spec>> & (string | number)}" is no property of ${Owner}`;

/** In what is written as plain objects. What a function of the library makes is looked at where that is called. */
type NestedMistake<Given> =
  | Mistake<'resources', Resources, Inside<Given, 'resources'>>
  | Mistake<'celery', CeleryProps, Inside<Given, 'celery'>>
  | Mistake<'an SLO', Slo, Inside<Given, 'slo'>>
  | Mistake<'the latency of an SLO', NonNullable<Slo['latency']>, Inside<Inside<Given, 'slo'>, 'latency'>>
  | Mistake<'an alert', AlertOptions, Entries<Inside<Given, 'alerts'>>>
  | Mistake<'an alert of ownAlerts', OwnAlert, Entries<Inside<Given, 'ownAlerts'>>>;

/**
 * The type of a definition's name: any text, unless the definition has a property that its owner does not know, at
 * whichever level. The compiler does not look for such properties in what a function returns, so the name carries the
 * message.
 */
export type NameUnlessExtra<Owner extends string, Spec, Given> = [
  Mistake<Owner, Spec, Given> | NestedMistake<Given>,
] extends [never]
  ? string
  : // A text made here: of a type with a name, and several members, the compiler would show the name.
    `"${Mistake<Owner, Spec, Given> | NestedMistake<Given>}`;

/**
 * Environments as they are written, unless one has a property that none has: names of environments and nodes are taken from
 * what is written, and where the compiler takes a type from, it does not look for such properties.
 */
export type EnvironmentsUnlessExtra<Given> = {
  readonly [Name in keyof Given]: Known<'an environment', EnvironmentSpec, Given[Name]> & {
    readonly cluster: Known<'a cluster', ClusterSpec, Inside<Given[Name], 'cluster'>>;
    readonly git: Known<'a Git source', GitSource, Inside<Given[Name], 'git'>>;
  };
};

type Known<Owner extends string, Spec, Given> = {
  readonly [Key in keyof Given]: Key extends KeysOf<Spec>
    ? unknown
    : [Given[Key]] extends [undefined]
      ? never
      : NoProperty<Owner>;
};

/**
 * What no value has: where the compiler names it, a property stands that its owner does not know. Where the value is
 * `undefined`, no intersection is left of it, and the compiler would take the whole owner for `never`: so it is `never` itself.
 */
interface NoProperty<Owner extends string> {
  readonly isNoPropertyOf: Owner;
}

/** Nothing to ask for, unless among the keys are others than the names of environments. */
export type NoOther<Name, Key> = [Exclude<Key, Name>] extends [never]
  ? unknown
  : NoEnvironment<Exclude<Key, Name>, Name>;

/** What no value has: where the compiler names it, there is a key that is no environment. */
interface NoEnvironment<Key, Name> {
  readonly isNoEnvironment: readonly [Key, Name];
}
