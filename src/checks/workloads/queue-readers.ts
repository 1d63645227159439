import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { quoted } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import type { Consumer } from './queues.js';

/** A canary that takes other queues than the workload it is the canary of. */
export function* unlikeTwins(consumers: readonly Consumer[]): Iterable<Report> {
  for (const canary of consumers) {
    const { name, namespace, kind } = canary.manifest.ref;
    if (!/-canary$/.test(name)) continue;
    const stable = consumers.find(
      ({ manifest: { ref } }) => ref.kind === kind && ref.namespace === namespace && `${ref.name}-canary` === name,
    );
    if (!stable) continue;
    yield* lacking(canary, stable, 'The new version is tried with a part of the work only.');
    yield* lacking(stable, canary, 'The queue is read for as long as the canary runs, and by no one afterwards.');
  }
}

function* lacking(one: Consumer, other: Consumer, why: string): Iterable<Report> {
  const lacks = other.queues.filter((queue) => !one.queues.includes(queue));
  if (lacks.length === 0) return;
  const [name, twin] = [one.manifest.ref.name, other.manifest.ref.name];
  yield report(one.at, `"${name}" does not take ${quoted(lacks).join(', ')}, as "${twin}" does`, {
    severity: 'warning',
    why,
    fix: 'Give both the same queues.',
  });
}

/** A scaler that counts the messages of a queue which other workers take, and its own target does not. */
export function* foreignMeasure(
  set: ManifestSet,
  scaler: Manifest,
  queue: Field,
  consumers: readonly Consumer[],
): Iterable<Report> {
  const target = fieldOf(scaler, 'spec.scaleTargetRef');
  const [kind, name] = [target.at('kind').text ?? 'Deployment', target.at('name').text ?? ''];
  const readers = consumers.filter(({ queues }) => queues.includes(queue.text ?? ''));
  const own = set.find(kind, scaler.ref.namespace, name);
  if (!own || readers.length === 0 || readers.some(({ manifest }) => manifest === own)) return;
  // A program that makes its queues up itself may take this one too.
  if (!consumers.some(({ manifest }) => manifest === own) && isTold(set, own, queue.text ?? '')) return;
  yield report(queue, `queue "${queue.text}" is taken by "${readers[0]?.manifest.ref.name}", not by "${name}"`, {
    severity: 'warning',
    why: `"${name}" is scaled by work that is not its own, and its own makes no replicas.`,
    fix: `Measure a queue that "${name}" takes.`,
  });
}

function isTold(set: ManifestSet, { ref, object }: Manifest, queue: string): boolean {
  const configs = set.kind('ConfigMap').filter((config) => config.ref.namespace === ref.namespace);
  const told = [object.spec, ...configs.map((config) => config.object.data)];
  const texts = told.map((value) => JSON.stringify(value ?? null));
  return texts.some((text) => text.includes(queue)) || !texts.some((text) => /queue/i.test(text));
}

/** Variables that name a queue nearly as it is called, or one that is not declared with the others of its family. */
export function* nearlyNamed(set: ManifestSet, names: ReadonlySet<string>): Iterable<Report> {
  const configs = set.fields('ConfigMap').flatMap((config) => config.entries('data'));
  const variables = set
    .podTemplates()
    .flatMap(({ containers }) =>
      containers.flatMap(({ field }) =>
        field.items('env').map((one): [string, Field] => [one.at('name').text ?? '', one.at('value')]),
      ),
    );
  for (const [key, at] of [...configs, ...variables]) {
    const name = at.text ?? '';
    if (!/(?:^|_)QUEUE(?:_NAME)?$/i.test(key) || names.has(name) || !/^[\w.-]+$/.test(name)) continue;
    const near = didYouMean(name, names);
    const [family = '', ...rest] = name.split('.');
    const kin = rest.length > 0 ? [...names].find((one) => one.startsWith(`${family}.`)) : undefined;
    const declared = near ?? kin;
    if (declared === undefined) continue;
    yield report(at, `queue "${name}" is not declared, "${declared}" is`, {
      severity: 'warning',
      fix: near === undefined ? 'Declare the queue, or correct the name.' : `Did you mean "${near}"?`,
    });
  }
}
