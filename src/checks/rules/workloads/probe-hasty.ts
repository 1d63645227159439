import type { Container } from '../../../manifest/pod-template.js';
import { type Report, report, rule } from '../../rule.js';

const example = (threshold: number, mark = '') => `
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
        - { name: http, containerPort: 8000 }
      livenessProbe:
        httpGet: { path: /health, port: http }
        periodSeconds: 10
        failureThreshold: ${threshold}${mark}
`;

export const probeHasty = rule({
  id: 'probe-hasty',
  severity: 'warning',
  what: 'A container is killed at the first answer that fails, or before it can have started',
  why: 'One slow answer under load restarts the container: its requests are lost, and the others get its load too.',
  fix: 'Leave failureThreshold at 3; for a slow start add a startupProbe.',
  exceptions: ['Numbers of which one is a template.', 'A short time to start, where a startupProbe waits for it.'],
  source: 'Kubernetes, concepts/workloads/pods/pod-lifecycle#container-probes; API reference, Probe',
  wrong: example(1, ' # <--'),
  right: example(3),
  *check({ set }) {
    for (const { containers } of set.podTemplates()) for (const one of containers) yield* check(one);
  },
});

/** Programs that read their settings, connect and listen are seldom faster. */
const LEAST_SECONDS = 10;

function* check({ name, field }: Container): Iterable<Report> {
  const probe = field.at('livenessProbe');
  if (!probe.exists) return;
  const threshold = probe.at('failureThreshold');
  if (threshold.number === 1) {
    yield report(threshold, `container "${name}" is killed when its liveness probe fails once`);
    return;
  }
  if (field.at('startupProbe').exists || threshold.value === undefined) return;
  const [delay = 0, period = 10, failures = 3] = ['initialDelaySeconds', 'periodSeconds', 'failureThreshold'].map(
    // 0 stands for the default.
    (key) => (probe.at(key).exists && probe.at(key).number !== 0 ? (probe.at(key).number ?? Number.NaN) : undefined),
  );
  const seconds = delay + period * (failures - 1);
  if (seconds < LEAST_SECONDS)
    yield report(probe, `container "${name}" is killed unless it answers ${seconds} s after its start`, {
      why: 'A slow node, image or database is enough: the container never gets to run (CrashLoopBackOff).',
      fix: 'Add a startupProbe of the same kind, with failureThreshold 30.',
    });
}
