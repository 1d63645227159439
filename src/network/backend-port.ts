import type { Field } from '../manifest/field.js';

/** The port of a Service that the backend of an Ingress means, by its number or its name. */
export function backendPort(service: Field, wanted: Field): Field | undefined {
  const [number, name] = [wanted.at('number'), wanted.at('name')];
  return service
    .items('spec.ports')
    .find((one) => (name.exists ? one.at('name').text === name.text : one.at('port').number === number.number));
}
