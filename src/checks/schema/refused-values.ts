import type { Field } from '../../manifest/field.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import { isTemplated } from '../../manifest/references.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { oneOf } from './one-of.js';

/**
 * What the API server refuses of the variables of containers, and of files that tell a pod of itself.
 * Source: Kubernetes, pkg/apis/core/validation/validation.go, validateEnvVarValueFrom, ValidateEnvFrom and
 * validateDownwardAPIVolumeFile; concepts/workloads/pods/downward-api.
 */
export function* refusedValues({ spec, containers }: PodTemplate): Iterable<Report> {
  const names = containers.map(({ name }) => name);
  for (const { field, env } of containers) {
    for (const { field: variable } of env) if (variable.object.valueFrom !== undefined) yield* source(variable, names);
    for (const from of field.items('envFrom')) yield* oneSource(from, ['configMapRef', 'secretRef']);
  }
  for (const volume of spec.items('volumes')) {
    if (!volume.object.downwardAPI && !volume.object.projected) continue;
    for (const files of [volume, ...volume.items('projected.sources')])
      for (const file of files.items('downwardAPI.items')) {
        yield* fieldPath(file.at('fieldRef.fieldPath'), OF_FILES, 'a file');
        yield* resource(file.at('resourceFieldRef'), names, true);
      }
  }
}

function* source(variable: Field, names: readonly string[]): Iterable<Report> {
  const from = variable.at('valueFrom');
  if (!from.exists) return;
  const { text } = variable.at('value');
  if (text !== undefined && text !== '')
    yield report(from, `variable "${variable.at('name').text}" has a value and valueFrom`, {
      fix: 'Keep one of the two.',
    });
  yield* oneSource(from, ['configMapKeyRef', 'secretKeyRef', 'fieldRef', 'resourceFieldRef', 'fileKeyRef']);
  yield* fieldPath(from.at('fieldRef.fieldPath'), OF_VARIABLES, 'a variable');
  yield* resource(from.at('resourceFieldRef'), names, false);
}

/** None where the schema says already that the field is unknown. */
function* oneSource(field: Field, sources: readonly string[]): Iterable<Report> {
  const found = sources.filter((name) => field.at(name).exists);
  const isUnknown = field.entries().some(([name]) => !sources.includes(name) && name !== 'prefix');
  if (found.length === 0 && isUnknown) return;
  const what = `"${field.path.filter((step) => typeof step === 'string').at(-1)}"`;
  yield* oneOf(field, what, found, { none: { of: sources, fix: 'Say where the value comes from.' } });
}

const OF_FILES = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations'];
const OF_VARIABLES = [
  ...['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName'],
  ...['status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs'],
];

function* fieldPath(field: Field, allowed: readonly string[], whose: string): Iterable<Report> {
  const { text } = field;
  if (text === undefined || allowed.includes(text) || isTemplated(text)) return;
  if (/^metadata\.(?:labels|annotations)\['.+'\]$/.test(text)) return;
  const isWhole = /^metadata\.(?:labels|annotations)/.test(text);
  yield report(field, `"${text}" is no field of a pod that ${whose} can have`, {
    fix: isWhole
      ? `Name one: ${text.split(/[[.]/, 2).join('.')}['KEY']${whose === 'a variable' ? '; all of them need a downwardAPI volume' : ''}.`
      : nearest(text, allowed),
  });
}

/** What was meant: the same last word in another part of the pod comes first. */
function nearest(text: string, allowed: readonly string[]): string {
  const last = text.split('.').at(-1)?.toLowerCase();
  const near = allowed.find((one) => one.toLowerCase().endsWith(`.${last}`)) ?? didYouMean(text, allowed);
  return near ? `Did you mean "${near}"?` : `Allowed are ${listed(allowed)}.`;
}

const AMOUNTS = ['cpu', 'memory', 'ephemeral-storage'].flatMap((name) => [`limits.${name}`, `requests.${name}`]);

function* resource(ref: Field, names: readonly string[], isFile: boolean): Iterable<Report> {
  const [name, container] = [ref.at('resource'), ref.at('containerName')];
  if (
    name.text !== undefined &&
    !AMOUNTS.includes(name.text) &&
    !isTemplated(name.text) &&
    !/^(?:limits|requests)\.hugepages-/.test(name.text)
  ) {
    const near = AMOUNTS.find((one) => one === `limits.${name.text}`) ?? didYouMean(name.text, AMOUNTS);
    yield report(name, `"${name.text}" is no amount that a container has`, {
      fix: near ? `Did you mean "${near}"?` : `Allowed are ${listed(AMOUNTS)}.`,
    });
  }
  if (ref.exists && isFile && !container.exists)
    yield report(ref, '"resourceFieldRef" of a file names no container', { fix: 'Add containerName.' });
  else if (container.text !== undefined && !names.includes(container.text) && !isTemplated(container.text))
    yield report(container, `the pod has no container "${container.text}"`, {
      why: 'The container does not start: CreateContainerConfigError.',
      fix: `Write one of ${listed(names)}, or drop the field: the container of the variable.`,
    });
}
