import type { Field } from '../../manifest/field.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import { type Report, report } from '../rule.js';
import { oneOf } from './one-of.js';

/**
 * What the API server refuses of volumes and of where they are mounted, though every field has its type.
 * Source: Kubernetes, pkg/apis/core/validation/validation.go, validateVolumeSource, validateLocalNonReservedPath and
 * ValidateVolumeMounts.
 */
export function* refusedVolumes({ spec, containers }: PodTemplate): Iterable<Report> {
  for (const volume of spec.items('volumes')) {
    const { name, emptyDir, persistentVolumeClaim, ...others } = volume.object;
    if (Object.keys(others).length === 0 && !(emptyDir && persistentVolumeClaim)) continue;
    const sources = volume.entries().filter(([name, field]) => name !== 'name' && field.exists);
    yield* oneOf(
      volume,
      `volume "${volume.at('name').text}"`,
      sources.map(([name]) => name),
      { several: 'Make a volume of each.' },
    );
    for (const [name, source] of sources) {
      if (name === 'hostPath') yield* noUp(source.at('path'));
      for (const files of [
        source,
        ...source.items('sources').flatMap((one) => one.entries().map(([, field]) => field)),
      ])
        for (const file of files.items('items')) yield* inside(file.at('path'));
      for (const mode of [source.at('defaultMode'), ...source.items('items').map((item) => item.at('mode'))])
        yield* octal(mode);
    }
  }
  for (const { field } of containers)
    for (const mount of field.items('volumeMounts')) {
      const { mountPath, subPath, subPathExpr } = mount.object;
      if (subPath || subPathExpr || String(mountPath).includes(':')) yield* mounted(mount);
    }
}

function* mounted(mount: Field): Iterable<Report> {
  const [path, sub, expression] = ['mountPath', 'subPath', 'subPathExpr'].map((name) => mount.at(name));
  if (path?.text?.includes(':') && !/^[A-Za-z]:[\\/]/.test(path.text))
    yield report(path, `mountPath "${path.text}" has ":"`, {
      fix: /:ro$/.test(path.text)
        ? `Write ${path.text.slice(0, -3)}, and readOnly: true beside it.`
        : 'Write a path without it.',
    });
  if (sub) yield* inside(sub);
  if (expression) yield* inside(expression);
  if (sub?.text && expression?.text) yield* oneOf(expression, 'the mount', ['subPath', 'subPathExpr']);
}

/** A path within a volume. */
function* inside(field: Field): Iterable<Report> {
  const { text } = field;
  if (text?.startsWith('/'))
    yield report(field, `"${field.path.at(-1)}" is "${text}", which begins with "/"`, {
      fix: text === '/' ? 'Drop the field.' : `Write ${text.replace(/^\/+/, '')}: it is a path within the volume.`,
    });
  yield* noUp(field);
}

function* noUp(field: Field): Iterable<Report> {
  if (field.text?.split('/').includes('..'))
    yield report(field, `"${field.path.at(-1)}" is "${field.text}", which has ".."`, { fix: 'Write the path itself.' });
}

/** Modes that people write, read as decimals. */
const DECIMALS = [400, 440, 444, 500];

function* octal(field: Field): Iterable<Report> {
  const { number } = field;
  if (number === undefined || !DECIMALS.includes(number)) return;
  yield report(field, `"${field.path.at(-1)}" is ${number}, which is 0${number.toString(8)} in octal`, {
    severity: 'warning',
    why: 'Without a 0 before it the number is decimal: the files get other rights than it seems.',
    fix: `Write 0${number}.`,
  });
}
