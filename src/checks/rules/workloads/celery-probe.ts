import type { Field } from '../../../manifest/field.js';
import { folded, type Report, report, rule } from '../../rule.js';
import { otherApplication } from '../../workloads/own-command.js';
import { commandOf } from '../../workloads/probes.js';

const example = (timeoutSeconds: string) => `
apiVersion: v1
kind: Pod
metadata:
  name: shop-worker
  namespace: workers
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      startupProbe:
        exec: { command: [celery, -A, shop, inspect, ping, -d, celery@shop, -t, "10"] }
        timeoutSeconds: 15
      livenessProbe:
        exec: { command: [celery, -A, shop, inspect, ping, -d, celery@shop, -t, "10"] }
        timeoutSeconds: ${timeoutSeconds}
`;

export const celeryProbe = rule({
  id: 'celery-probe',
  severity: 'warning',
  what: "A probe asks Celery's workers through the broker, and leaves too little time or does not say which worker",
  why: 'The answer goes through the broker: when that is slow, the kubelet restarts workers that are fine, and these load it more.',
  fix: 'celery inspect ping -d celery@$HOSTNAME -t 10, with timeoutSeconds over it and a startupProbe; or let the worker touch a file.',
  exceptions: ['Readiness and startup probes are looked at for their time only: they restart nothing that runs.'],
  source: 'Celery, userguide/workers#ping; Kubernetes, concepts/configuration/liveness-readiness-startup-probes',
  wrong: example('5 # <--'),
  right: example('15'),
  *check({ set }) {
    const anybody: Field[] = [];
    for (const { containers } of set.podTemplates()) {
      for (const container of containers) {
        yield* otherApplication(container);
        for (const probe of container.probes) {
          const words = commandOf(probe).join(' ').split(/\s+/);
          if (!words.includes('inspect') || !words.includes('ping')) continue;
          yield* time(probe, words);
          if (probe.path.at(-1) !== 'livenessProbe') continue;
          if (!words.some((word) => /^(?:-d|--destination)/.test(word))) anybody.push(probe);
          if (!container.field.at('startupProbe').exists) yield* unprepared(probe);
        }
      }
    }
    yield* unaddressed(anybody);
  },
});

/** Seconds that a worker should have to answer in, through a broker under load. */
const ENOUGH = 10;

function* time(probe: Field, words: readonly string[]): Iterable<Report> {
  const timeout = probe.at('timeoutSeconds');
  const allowed = timeout.number ?? 1;
  const option = words.findIndex((word) => /^(?:-t|--timeout)$/.test(word));
  const waits = option < 0 ? 1 : Number(words[option + 1]);
  const place = timeout.exists ? timeout : probe;
  const what = `"${probe.path.at(-1)}"`;
  if (allowed < ENOUGH)
    yield report(place, `${what} pings Celery and is stopped after ${allowed} s, ${ENOUGH} s is little already`);
  else if (waits < ENOUGH) {
    yield report(place, `${what} pings Celery and waits ${waits} s for the answer, ${ENOUGH} s is little already`);
  } else if (waits >= allowed) {
    yield report(
      place,
      `${what} waits ${waits} s for Celery's answer and is stopped after ${allowed} s: it can only fail`,
    );
  }
}

/** Seconds in which a worker has loaded its program and found its broker, on a node that is busy. */
const SLOW = 180;

function* unprepared(probe: Field): Iterable<Report> {
  const delay = probe.at('initialDelaySeconds').number ?? 0;
  const more = (probe.at('periodSeconds').number ?? 10) * (probe.at('failureThreshold').number ?? 3);
  if (delay + more >= SLOW) return;
  yield report(
    probe,
    `"livenessProbe" pings Celery from the start: a worker that needs over ${delay + more} s is killed`,
    {
      fix: 'Add a startupProbe: until it succeeds, the liveness probe waits.',
    },
  );
}

/** Said once: all workers of a kind are written alike. */
function unaddressed(probes: readonly Field[]): Iterable<Report> {
  const commands = probes.map((probe) => probe.at('exec.command'));
  return folded(
    commands,
    (command) => command,
    ([first, ...others]) => {
      const more = others.length > 0 ? `, as in ${others.length} more` : '';
      return report(first, `ping asks every worker: it succeeds when another one answers${more}`, {
        why: 'A worker that hangs is not restarted, as long as one worker anywhere is well.',
        fix: 'Add -d celery@$HOSTNAME (through a shell, which fills it in).',
      });
    },
  );
}
