import type { Field } from '../../manifest/field.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import { isTemplated } from '../../manifest/references.js';
import { type Report, report } from '../rule.js';

import { oneOf } from './one-of.js';

/**
 * What the API server refuses of a pod though every field has its type.
 * Source: Kubernetes, pkg/apis/core/validation/validation.go, ValidatePodSpec.
 */
export function* refusedPods(pod: PodTemplate): Iterable<Report> {
  const { spec, containers } = pod;
  const volumes = spec.items('volumes');
  yield* twice(
    volumes.map((volume) => volume.at('name')),
    'volume',
  );
  yield* twice(
    containers.map(({ field }) => field.at('name')),
    'container',
  );
  for (const container of containers) {
    yield* twice(
      container.field.items('volumeMounts').map((mount) => mount.at('mountPath')),
      'mountPath',
    );
    yield* twice(
      container.ports.map(({ field }) => field.at('name')),
      'port',
    );
    for (const probe of container.probes) yield* handlers(probe);
  }
  for (const toleration of spec.items('tolerations')) yield* tolerated(toleration);
  yield* restarts(pod);
}

function* tolerated(toleration: Field): Iterable<Report> {
  const [key, operator, value] = ['key', 'operator', 'value'].map((name) => toleration.at(name));
  const isAny = operator?.text === 'Exists';
  const [seconds, effect] = ['tolerationSeconds', 'effect'].map((name) => toleration.at(name));
  if (seconds?.exists && effect?.text !== 'NoExecute' && !isTemplated(effect?.text ?? ''))
    yield report(seconds, `"tolerationSeconds" is set, and the effect is ${effect?.text ?? 'not said'}`, {
      fix: 'Write effect: NoExecute: no other drives a pod away later.',
    });
  if (value && isAny && value.text !== undefined && value.text !== '')
    yield report(value, `a toleration with operator Exists has the value "${value.text}"`, {
      fix: 'Drop the value, or write operator: Equal.',
    });
  else if (!isAny && !key?.text)
    yield report(toleration, 'a toleration without a key needs operator Exists', { fix: 'Write operator: Exists.' });
}

function twice(names: readonly Field[], what: string): Iterable<Report> {
  return names.length > 1 ? repeated(names, what) : NONE;
}

const NONE: readonly Report[] = [];

function* repeated(names: readonly Field[], what: string): Iterable<Report> {
  const seen = new Set<string>();
  for (const name of names) {
    if (name.text === undefined) continue;
    if (seen.has(name.text))
      yield report(name, `${what} "${name.text}" is there twice`, { fix: 'Give one of the two another name.' });
    seen.add(name.text);
  }
}

const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

function* handlers(probe: Field): Iterable<Report> {
  const { object } = probe;
  const found = HANDLERS.filter((handler) => (object[handler] ?? undefined) !== undefined);
  if (found.length === 1 && (object.successThreshold ?? 1) === 1) return;
  const name = String(probe.path.at(-1));
  yield* oneOf(probe, `"${name}"`, found, {
    several: 'Keep one way to ask.',
    none: { of: HANDLERS, fix: 'Say how to ask, or drop it.' },
  });
  const successes = probe.at('successThreshold');
  if (name === 'readinessProbe' || successes.number === undefined || successes.number === 1) return;
  yield report(successes, `"${name}" has successThreshold ${successes.number}, only 1 is allowed`, {
    fix: 'Drop the field.',
  });
}

/** Which restart policies a controller takes. */
function* restarts({ manifest, spec }: PodTemplate): Iterable<Report> {
  const { kind } = manifest.ref;
  const policy = spec.at('restartPolicy');
  if (isTemplated(policy.text ?? '')) return;
  if (kind === 'Job' || kind === 'CronJob') {
    if (policy.text === 'Never' || policy.text === 'OnFailure') return;
    const at = policy.exists ? policy : spec;
    yield report(
      at,
      `a ${kind} has restartPolicy ${policy.text ?? 'Always, which is the default'}, allowed are Never and OnFailure`,
      {
        fix: 'Write restartPolicy: Never or OnFailure.',
      },
    );
  } else if (kind !== 'Pod' && policy.exists && policy.text !== 'Always') {
    yield report(policy, `a ${kind} has restartPolicy ${policy.scalar}, allowed is Always`, { fix: 'Drop the field.' });
  }
}
