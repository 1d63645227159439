import { type Field, fieldOf } from '../../manifest/field.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';

/** A line of the configuration of a Redis server or sentinel, as an operator or an argument hands it over. */
export interface RedisSetting {
  readonly at: Field;
  readonly name: string;
  readonly value: string;
  readonly of: 'server' | 'sentinel';
  /** The most memory that the container may have, where it is written. */
  readonly limit: Field;
}

/** The settings of every Redis of a set: of the operator's resources, and of containers that start the server. */
export function redisSettings(set: ManifestSet): readonly RedisSetting[] {
  const failovers = set.kind('RedisFailover').flatMap((manifest) =>
    (['redis', 'sentinel'] as const).flatMap((part) => {
      const field = fieldOf(manifest, ['spec', part]);
      return field.items('customConfig').flatMap((at) => {
        const [name = '', ...rest] = (at.text ?? '').trim().split(/\s+/);
        const of = part === 'redis' ? 'server' : part;
        return name === '' ? [] : [{ at, name, value: rest.join(' '), of, limit: field.at(LIMIT) } as const];
      });
    }),
  );
  return [
    ...failovers,
    ...set.podTemplates().flatMap(({ containers }) => containers.flatMap(({ field }) => started(field))),
  ];
}

const LIMIT = 'resources.limits.memory';

/** `redis-server --maxmemory 256mb`, as a list of words or as one line. */
function started(container: Field): readonly RedisSetting[] {
  const words = [...container.items('command'), ...container.items('args')].flatMap((at) =>
    (at.text ?? '').split(/\s+/).map((word) => ({ at, word })),
  );
  if (!words.some(({ word }) => /(?:^|\/)redis-server$/.test(word))) return [];
  return words.flatMap(({ at, word }, i) => {
    const value = words[i + 1]?.word ?? '';
    return word.startsWith('--')
      ? [{ at, name: word.slice(2), value, of: 'server' as const, limit: container.at(LIMIT) }]
      : [];
  });
}

/** `256mb` in bytes: `mb` is 1024 times 1024, `m` a million. Source: redis, src/util.c, memtoull. */
export function redisBytes(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+)([kmg]b?|b)?$/i.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const power = 'bkmg'.indexOf(unit.charAt(0).toLowerCase() || 'b');
  return Number(digits) * (/^[kmg]b$/i.test(unit) ? 1024 : 1000) ** power;
}
