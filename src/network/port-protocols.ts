import type { Field } from '../manifest/field.js';

/** Ports on which one protocol alone is spoken, whoever listens. Sources: the manuals of the stores. */
export const SPOKEN: ReadonlyMap<number, RegExp> = new Map([
  [5432, /^(?:postgres|postgresql|jdbc)/],
  [6379, /^rediss?/],
  [5672, /^amqp/],
  [3306, /^(?:mysql|mariadb|jdbc)/],
  [27017, /^mongodb/],
  // The management of RabbitMQ, and its metrics.
  [15672, /^https?/],
  [15692, /^https?/],
]);

/** HTTP, with or without TLS, where a port of a Service says so. */
export function httpOf(port: Field | undefined): { readonly name: string; readonly protocol: string } | undefined {
  const name = port?.at('appProtocol').text ?? port?.at('name').text ?? '';
  const [protocol] = /^https?(?=$|-)/.exec(name.toLowerCase()) ?? [];
  return protocol === undefined ? undefined : { name, protocol };
}
