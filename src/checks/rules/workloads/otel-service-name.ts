import type { Field } from '../../../manifest/field.js';
import { isTemplated } from '../../../manifest/references.js';
import { isOneSlip } from '../../../values/did-you-mean.js';
import { report, rule } from '../../rule.js';

const pod = (name: string, service: string, mark = '') => `---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/${name}:1.0.0
      env:
        - name: OTEL_SERVICE_NAME
          value: ${service}${mark}
`;
const others = ['cart', 'stock', 'mail'].map((name) => pod(name, name)).join('');

export const otelServiceName = rule({
  id: 'otel-service-name',
  severity: 'warning',
  what: 'A workload traces under the name of another',
  why: 'Its spans, errors and latencies are counted as those of the other: both look wrong, and nobody sees which it is.',
  fix: 'Write the name of the workload itself.',
  exceptions: [
    'Where fewer than three workloads trace under their own names.',
    'Another workload of the same image, and one whose name goes on from the name that is written (cart-canary of cart).',
  ],
  source: 'OpenTelemetry, specs/otel/configuration/sdk-environment-variables#general-sdk-configuration',
  wrong: others + pod('shop', 'cart', ' # <--'),
  right: others + pod('shop', 'shop'),
  *check({ set }) {
    const named = set.podTemplates().flatMap(({ manifest, containers }) =>
      containers.flatMap(({ env, field }) => {
        const service = env.find((one) => one.name === 'OTEL_SERVICE_NAME');
        if (service?.value === undefined || isTemplated(service.value)) return [];
        return [{ name: manifest.ref.name, value: service.value, at: service.field.at('value'), field }];
      }),
    );
    const own = new Map(named.filter(({ name, value }) => name === value).map((one) => [one.name, one]));
    if (own.size < LEAST) return;
    for (const { name, value, at, field } of named) {
      if (value === name || name.startsWith(`${value}-`)) continue;
      const other = own.get(value);
      if (other && imageOf(other.field) !== imageOf(field))
        yield report(at, `"${name}" traces as "${value}", which is another workload`, { fix: `Write ${name}.` });
      else if (!other && isOneSlip(value, name))
        yield report(at, `"${name}" traces as "${value}"`, {
          why: 'Whoever looks for its name finds no traces.',
          fix: `Did you mean "${name}"?`,
        });
    }
  },
});

const LEAST = 3;

function imageOf(container: Field): string {
  return container.at('image').text ?? '';
}
