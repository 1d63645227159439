import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { type ManifestSet, perSet } from '../../manifest/manifest-set.js';

/** The queues that a Celery worker takes, and where that is written. */
export interface Consumer {
  readonly manifest: Manifest;
  readonly at: Field;
  readonly queues: readonly string[];
}

/** Every Celery worker of a set that says which queues it takes. Source: Celery, userguide/workers#queues. */
export const consumersOf = perSet((set: ManifestSet): readonly Consumer[] =>
  set.podTemplates().flatMap(({ manifest, containers }) =>
    containers.flatMap(({ field }): Consumer[] => {
      const words = [...field.items('command'), ...field.items('args')];
      if (!words.some(({ text = '' }) => /\bcelery\b/.test(text))) return [];
      return words.flatMap((word, i) => {
        const text = word.text ?? '';
        const beside = /^(?:-Q|--queues)$/.test(text) ? words[i + 1] : undefined;
        const list = beside?.text ?? /(?:^|\s)(?:-Q\s*|--queues[\s=]+)([\w.,:-]+)/.exec(text)?.[1];
        if (list === undefined) return [];
        return [{ manifest, at: beside ?? word, queues: list.split(',').filter((queue) => queue !== '') }];
      });
    }),
  ),
);

/** Something of the broker that a manifest declares: a queue, an exchange. */
export interface Declared {
  readonly manifest: Manifest;
  readonly name: string;
}

/** Queues or exchanges that are declared, by `vhost/name`. */
export function declared(set: ManifestSet, kind: 'Queue' | 'Exchange'): ReadonlyMap<string, Declared> {
  return new Map(
    set.kind(`${kind}.rabbitmq.com`).map((manifest) => {
      const name = fieldOf(manifest, 'spec.name').text ?? '';
      return [`${vhostOf(manifest)}/${name}`, { manifest, name }];
    }),
  );
}

export function vhostOf(manifest: Manifest): string {
  return fieldOf(manifest, 'spec.vhost').text ?? '/';
}
