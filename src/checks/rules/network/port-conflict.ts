import { type Field, fieldOf } from '../../../manifest/field.js';
import { describeRef } from '../../../manifest/manifest.js';
import { report, rule } from '../../rule.js';

const example = (port: string) => `
apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: api
spec:
  ports:
    - name: http
      port: 80
      targetPort: 8000
    - name: metrics
      port: ${port}
      targetPort: 9090
`;

export const portConflict = rule({
  id: 'port-conflict',
  severity: 'error',
  what: 'A port is taken twice',
  why: 'The API server refuses the second.',
  fix: 'Give one of them another number or name.',
  exceptions: ['The same number for TCP and for UDP.'],
  source: 'Kubernetes, concepts/services-networking/service#multi-port-services and #type-nodeport',
  wrong: example('80 # <--'),
  right: example('9090'),
  *check({ set }) {
    const nodePorts = new Map<string, Field>();
    for (const service of set.kind('Service')) {
      const ports = fieldOf(service).items('spec.ports');
      yield* twice(ports, 'port', protocol);
      yield* twice(ports, 'name', () => '');
      for (const port of ports) {
        const field = port.at('nodePort');
        if (!field.exists) continue;
        const key = `${field.scalar}/${protocol(port)}`;
        const first = nodePorts.get(key);
        if (!first) nodePorts.set(key, port);
        // Within one Service it is the same cause as the port itself.
        else if (first.manifest !== service) {
          yield report(field, `nodePort ${field.scalar} is taken by ${describeRef(first.manifest.ref)}`);
        }
      }
    }
    for (const pod of set.podTemplates()) {
      const running = pod.containers.filter(({ role }) => role === 'main' || role === 'sidecar');
      const ports = running.flatMap(({ ports }) => ports.map(({ field }) => field));
      for (const one of twice(ports, 'containerPort', (port) => `${protocol(port)} ${port.at('hostIP').text ?? ''}`)) {
        yield {
          ...one,
          severity: 'warning',
          why: 'Containers of a pod share its address: the second process cannot listen there, and crashes.',
        };
      }
      // On the network of the node the two numbers are one, which is said already.
      if (pod.spec.at('hostNetwork').flag !== true)
        yield* twice(
          ports.filter((port) => port.at('hostPort').number),
          'hostPort',
          (port) => `${protocol(port)} ${port.at('hostIP').text ?? ''}`,
        );
      for (const { ports } of running)
        yield* twice(
          ports.map(({ field }) => field),
          'name',
          () => '',
        );
    }
  },
});

function protocol(port: Field): string {
  return port.at('protocol').text ?? 'TCP';
}

function* twice(ports: readonly Field[], name: string, also: (port: Field) => string) {
  const seen = new Set<string>();
  for (const port of ports) {
    const field = port.at(name);
    if (!field.exists) continue;
    const key = `${field.scalar} ${also(port)}`;
    if (seen.has(key))
      yield report(field, `${name} ${name === 'name' ? `"${field.scalar}"` : field.scalar} is there twice`);
    seen.add(key);
  }
}
