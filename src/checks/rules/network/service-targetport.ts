import { type Field, fieldOf } from '../../../manifest/field.js';
import { mapSelector } from '../../../manifest/labels.js';
import { describeRef } from '../../../manifest/manifest.js';
import { type PodTemplate, podTemplateOf } from '../../../manifest/pod-template.js';
import { isTemplated } from '../../../manifest/references.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { targetOf } from '../../delivery/canaries.js';
import { strayPortCause } from '../../network/target-port.js';
import { report, rule } from '../../rule.js';
import { serviceName } from '../../workloads/variables.js';

// Istio's sidecar listens on these; no manifest lists them.
const isSidecarPort = (port: number) => port >= 15000 && port < 15100;

const example = (targetPort: string) => `
apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: api
spec:
  selector: { app: shop }
  ports:
    - port: 80
      targetPort: ${targetPort}
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
  labels: { app: shop }
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      ports:
        - name: http
          containerPort: 8000
`;

export const serviceTargetport = rule({
  id: 'service-targetport',
  severity: 'error',
  what: 'A Service sends to a port that its pods do not have',
  why: 'The port has no endpoints: every connection to it is refused.',
  fix: "Use the name of one of the containers' ports.",
  exceptions: [
    'A number that no container lists is a warning: containerPort only documents, the process may listen all the same.',
    'A number that the twin of a canary lists: the same program listens there.',
    'A name that some of the selected pods have is a warning: the others get no traffic.',
  ],
  source: 'Kubernetes, concepts/services-networking/service#field-spec-ports',
  wrong: example('web # <--'),
  right: example('http'),
  *check({ set }) {
    for (const service of set.kind('Service')) {
      const ports = fieldOf(service).items('spec.ports');
      for (const port of ports) {
        if (ports.length < 2 || port.at('name').exists) continue;
        yield report(port, `port ${port.at('port').scalar} has no name, which each needs where there are several`, {
          why: 'The API server refuses the Service.',
          fix: 'Give every port a name.',
        });
      }
      const selector = mapSelector(fieldOf(service, 'spec.selector').value);
      if (!selector || selector.labels.size === 0) continue;
      const pods = set.pods(service.ref.namespace, selector);
      if (pods.length === 0) continue;
      for (const port of ports) yield* target(port, pods);
    }
    // Flagger makes Services of it.
    for (const canary of set.kind('Canary.flagger.app')) {
      const workload = targetOf(canary, set);
      const pods = workload && podTemplateOf(workload);
      if (pods) yield* target(fieldOf(canary, 'spec.service'), [pods]);
    }
  },
});

function* target(port: Field, pods: readonly PodTemplate[]) {
  const field = port.at('targetPort');
  yield* protocol(port, field, pods);
  if (field.text !== undefined && !isTemplated(field.text)) {
    const without = pods.filter((pod) => !portsOf(pod).some(({ name }) => name === field.text));
    const [first] = without;
    if (!first) return;
    const near = didYouMean(
      field.text,
      portsOf(first).flatMap(({ name }) => name ?? []),
    );
    yield report(field, `targetPort "${field.text}" is no port of ${describeRef(first.manifest.ref)}`, {
      severity: without.length < pods.length ? 'warning' : undefined,
      cause: strayPortCause(port.manifest),
      fix: near ? `Did you mean "${near}"?` : undefined,
    });
    return;
  }
  const number = field.exists ? field.number : port.at('port').number;
  if (number === undefined || isSidecarPort(number)) return;
  const without = pods.filter((pod) => portsOf(pod).length > 0 && !portsOf(pod).some((own) => own.port === number));
  // What the twin of a canary lists, the canary's process listens on as well.
  const twins = new Set(pods.filter((pod) => !without.includes(pod)).map(serviceName));
  const first = without.find((pod) => !twins.has(serviceName(pod)));
  if (!first) return;
  const numbers = [...new Set(portsOf(first).map((own) => own.port))].join(', ');
  const where = field.exists ? field : port.at('port');
  const what = field.exists ? 'targetPort' : 'port';
  const message = `${what} ${number} is not listed by ${describeRef(first.manifest.ref)}, which has ${numbers}`;
  const why =
    without.length < pods.length
      ? 'Connections that reach these pods are refused, if the process does not listen there.'
      : 'If the process does not listen there, every connection is refused.';
  const fix = 'Send to a port that all selected pods have.';
  yield report(where, message, { severity: 'warning', why, fix, cause: strayPortCause(port.manifest) });
}

/** A port that all pods list, under another protocol. */
function* protocol(port: Field, target: Field, pods: readonly PodTemplate[]) {
  const own = port.at('protocol').text ?? 'TCP';
  const meant = (pod: PodTemplate) =>
    portsOf(pod).filter((one) =>
      target.text === undefined ? one.port === (target.number ?? port.at('port').number) : one.name === target.text,
    );
  const listed = pods.map(meant);
  const [first] = listed[0] ?? [];
  if (!first || listed.some((ports) => ports.length === 0 || ports.some((one) => one.protocol === own))) return;
  yield report(
    port.at('protocol').exists ? port.at('protocol') : port,
    `the port is ${own}, and that of the pods is ${first.protocol}`,
    {
      why: 'By a name, the Service has no endpoints; by a number, it sends to a port on which nobody listens.',
      fix: `Write protocol: ${first.protocol}.`,
    },
  );
}

function portsOf(pod: PodTemplate) {
  return pod.containers.flatMap(({ ports }) => ports);
}
