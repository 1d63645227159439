import type { Field } from '../../../manifest/field.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { Container, PodTemplate } from '../../../manifest/pod-template.js';
import { hasSidecar } from '../../../network/sidecars.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { quoted } from '../../../values/listed.js';
import { type Report, report, rule } from '../../rule.js';
import { unlistedPorts } from '../../workloads/own-command.js';

const example = (port: string) => `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      ports:
        - name: http
          containerPort: 8000
      readinessProbe:
        httpGet:
          path: /health
          port: ${port}
`;

export const probePort = rule({
  id: 'probe-port',
  severity: 'error',
  what: 'A probe or hook calls a port that its container does not have',
  why: 'The kubelet cannot resolve the name: the probe fails each time, and the container never becomes ready or is restarted.',
  fix: 'Name one of the ports of the same container.',
  exceptions: ['Numbers: the process may listen on ports that it does not list.'],
  source: "Kubernetes API reference, core/v1 HTTPGetAction: a name must be one of the container's ports",
  wrong: example('htpp # <--'),
  right: example('http'),
  *check({ set }) {
    for (const pod of set.podTemplates()) {
      for (const container of pod.containers) {
        yield* askedInVain(container);
        yield* withoutSidecar(container, pod, set);
        yield* unlistedPorts(container);
        yield* otherProtocol(container);
        for (const port of calledPorts(container)) {
          const name = port.text;
          if (name === undefined || container.ports.some((own) => own.name === name)) continue;
          const names = container.ports.flatMap((own) => own.name ?? []);
          const near = didYouMean(name, names);
          const number = Number(name);
          yield report(
            port,
            `port "${name}" is none of container "${container.name}"${names.length > 0 ? `, which has ${quoted(names).join(', ')}` : ''}`,
            {
              fix: near
                ? `Did you mean "${near}"?`
                : Number.isInteger(number)
                  ? `Write ${number} without quotes.`
                  : undefined,
            },
          );
        }
      }
    }
  },
});

/** A Celery worker and its scheduler listen nowhere by themselves; a port that the container declares is their program's. */
function* askedInVain(container: Container): Iterable<Report> {
  const words = ['command', 'args'].flatMap((part) => container.field.items(part)).map(({ text }) => text ?? '');
  const [, what] = /\bcelery\b.*?\s(worker|beat)\b/.exec(words.join(' ')) ?? [];
  if (what === undefined || words.some((word) => /[&;|]|uvicorn|gunicorn|hypercorn|flask/.test(word))) return;
  for (const probe of container.probes) {
    const [way] = ['httpGet', 'tcpSocket', 'grpc'].filter((name) => probe.at(name).exists);
    const port = probe.at([way ?? '', 'port']).value;
    const isDeclared = container.ports.some((own) => own.port === port || own.name === port);
    if (way === undefined || isDeclared) continue;
    const name = String(probe.path.at(-1));
    yield report(
      probe.at(way),
      `"${name}" asks by ${way}, and the container runs celery ${what}, which listens nowhere`,
      {
        why: 'The probe never succeeds: the container is killed and started again, or its pod never becomes ready.',
        fix:
          what === 'worker'
            ? 'Ask by exec: celery -A APP inspect ping -d celery@$HOSTNAME, with a timeout over 10 seconds.'
            : 'Drop the probe, or look for the schedule file by exec.',
      },
    );
  }
}

/** The sidecar's own port, of a pod that has none. Source: Istio, ops/deployment/application-requirements. */
function* withoutSidecar(container: Container, pod: PodTemplate, set: ManifestSet): Iterable<Report> {
  for (const probe of container.probes) {
    const port = probe.at('httpGet.port');
    if ((port.number !== 15020 && port.number !== 15021) || hasSidecar(set, pod) !== false) continue;
    if (
      pod.containers.some(({ name, ports }) => name === 'istio-proxy' || ports.some((own) => own.port === port.number))
    )
      continue;
    yield report(port, `"${probe.path.at(-1)}" asks the sidecar on port ${port.number}, and the pod gets none`, {
      why: 'Nothing listens there: the probe never succeeds, and the container is killed or its pod never ready.',
      fix: 'Ask the program itself, or let the pod into the mesh.',
    });
  }
}

/** HTTP at a port that says that it speaks gRPC, and the other way round. */
function* otherProtocol(container: Container): Iterable<Report> {
  for (const probe of container.probes) {
    const way = ['httpGet', 'grpc'].find((name) => probe.at(name).exists);
    if (way === undefined) continue;
    const port = probe.at([way, 'port']);
    const name = container.ports.find((own) => own.port === port.value || own.name === port.value)?.name ?? '';
    if (!(way === 'grpc' ? /^https?(?:-|$)/ : /^grpc(?:-|$)/).test(name)) continue;
    yield report(port, `"${probe.path.at(-1)}" asks by ${way}, and port ${port.scalar} is called "${name}"`, {
      severity: 'warning',
      why: 'A server of one protocol does not answer the other: the probe never succeeds, and the container is killed or its pod never ready.',
      fix: way === 'grpc' ? 'Ask by httpGet.' : 'Ask by grpc, or by tcpSocket where the program has no health service.',
    });
  }
}

function calledPorts(container: Container): Field[] {
  const hooks = ['lifecycle.postStart', 'lifecycle.preStop'].map((path) => container.field.at(path));
  return [...container.probes, ...hooks].flatMap((caller) =>
    ['httpGet.port', 'tcpSocket.port'].map((path) => caller.at(path)).filter(({ exists }) => exists),
  );
}
