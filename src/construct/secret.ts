/**
 * A Secret as services refer to it: its name and keys, and which environment variable takes which key.
 * Never a value: a value has no way into a definition.
 */
export interface SecretRef<Key extends string = string> {
  readonly kind: 'secret';
  readonly name: string;
  readonly keys: readonly Key[];
  readonly env: Readonly<Record<string, Key>>;
}

export interface SecretProps<Key extends string> {
  /** Every key that the Secret holds. */
  readonly keys: readonly Key[];
  /** Environment variable -> key of the Secret. A key that is not among `keys` does not compile. Default: none. */
  readonly env?: Readonly<Record<string, NoInfer<Key>>>;
}

/** Declares a Secret that lies in the namespace of whoever uses it. */
export function secret<const Key extends string>(name: string, props: SecretProps<Key>): SecretRef<Key> {
  return { kind: 'secret', name, keys: props.keys, env: props.env ?? {} };
}
