import { type HostUse, hostUses } from '../../../manifest/hosts/host-uses.js';
import { isTemplated } from '../../../manifest/references.js';
import { isOneSlip } from '../../../values/did-you-mean.js';
import { quoted } from '../../../values/listed.js';
import { parseBytes } from '../../../values/quantity.js';
import { type Report, report, rule } from '../../rule.js';
import { type RedisSetting, redisBytes, redisSettings } from '../../workloads/redis-settings.js';

const example = (most: string, mark = '') => `
apiVersion: databases.spotahome.com/v1
kind: RedisFailover
metadata:
  name: sessions
  namespace: data
spec:
  redis:
    customConfig:
      - maxmemory ${most}${mark}
      - maxmemory-policy allkeys-lru
    resources:
      limits:
        memory: 512Mi
`;

export const redisSetting = rule({
  id: 'redis-setting',
  severity: 'error',
  what: 'A setting of Redis is none, or more than its container may have; or a database is asked for that it does not have',
  why: 'The server or its operator refuses the line, and what it says does not hold.',
  fix: 'Write the setting as redis.conf has it.',
  exceptions: [
    'Settings that are not known here: a newer release may have them.',
    'Servers that nothing in the set describes.',
  ],
  source: 'Redis, redis.conf and sentinel.conf; spotahome/redis-operator, README#custom-configurations',
  wrong: example('1gb', ' # <--'),
  right: example('384mb'),
  *check({ set }) {
    const settings = redisSettings(set);
    for (const setting of settings) {
      if (isTemplated(setting.value)) continue;
      yield* refused(setting);
      yield* tooMuch(setting);
    }
    for (const use of hostUses(set)) yield* beyondLast(use);
  },
});

const POLICIES = ['noeviction'].concat(
  ['lru', 'lfu', 'random'].map((by) => `allkeys-${by}`),
  ['lru', 'lfu', 'random', 'ttl'].map((by) => `volatile-${by}`),
);
const SWITCH = ['yes', 'no'];

/** Settings that take one of a few words, and those that are mostly written. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  'maxmemory-policy': POLICIES,
  appendonly: SWITCH,
  appendfsync: ['always', 'everysec', 'no'],
  activedefrag: SWITCH,
  'lazyfree-lazy-eviction': SWITCH,
  'no-appendfsync-on-rewrite': SWITCH,
  'stop-writes-on-bgsave-error': SWITCH,
};
const SERVER = new Set([
  ...Object.keys(VALUES),
  ...[
    'maxmemory',
    'maxmemory-samples',
    'maxclients',
    'timeout',
    'tcp-keepalive',
    'save',
    'hz',
    'databases',
    'loglevel',
  ],
  ...['notify-keyspace-events', 'slowlog-log-slower-than', 'slowlog-max-len', 'client-output-buffer-limit'],
  ...['min-replicas-to-write', 'min-replicas-max-lag', 'repl-backlog-size', 'auto-aof-rewrite-percentage'],
]);
const SENTINEL = new Set(['down-after-milliseconds', 'failover-timeout', 'parallel-syncs', 'quorum']);

/** A word that the setting does not take, and a setting that is a letter off, or of the other of the two. */
function* refused({ at, name, value, of }: RedisSetting): Iterable<Report> {
  const [own, other] = of === 'server' ? [SERVER, SENTINEL] : [SENTINEL, SERVER];
  const allowed = VALUES[name];
  const [before, behind] = name.split('=');
  if (behind !== undefined) {
    yield report(at, `"${name}" is no setting of Redis: a space stands before the value`, {
      fix: `Write ${before} ${behind}.`,
    });
  } else if (other.has(name)) {
    yield report(at, `"${name}" is no setting of a ${of}`, {
      fix: `Write it under ${of === 'server' ? 'sentinel' : 'redis'}.`,
    });
  } else if (of === 'server' && allowed && !allowed.includes(value)) {
    const near = allowed.find((one) => isOneSlip(one, value));
    yield report(at, `"${name}" is "${value}", allowed are ${quoted(allowed).join(', ')}`, {
      fix: near && `Did you mean "${near}"?`,
    });
  } else if (!own.has(name)) {
    const near = [...own].find((one) => isOneSlip(one, name));
    if (near !== undefined) yield report(at, `"${name}" is no setting of Redis`, { fix: `Did you mean "${near}"?` });
  }
}

function* tooMuch({ at, name, value, limit }: RedisSetting): Iterable<Report> {
  if (name !== 'maxmemory') return;
  const [wanted, most] = [redisBytes(value), limit.scalar === undefined ? undefined : parseBytes(limit.scalar)];
  if (wanted === undefined)
    yield report(at, `"maxmemory" is "${value}", which is no amount of memory`, {
      fix: 'Redis writes it as 256mb, Kubernetes as 256Mi.',
    });
  else if (most !== undefined && wanted >= most)
    yield report(at, `"maxmemory" is ${value}, and the container may have ${limit.scalar}`, {
      why: 'The kernel kills the server before it begins to evict: what it held is lost, or read again from the disk.',
      fix: 'Lower it to about three quarters of the limit, or raise the limit: connections and copies need room too.',
    });
}

/** A number behind the host that is none of the databases. */
function* beyondLast({ at, host, target }: HostUse): Iterable<Report> {
  if (!/^rediss?$/.test(host.scheme ?? '') || target.is !== 'made') return;
  const { ref, object } = target.by;
  if (!/^Redis/.test(ref.kind)) return;
  const behind = (at.text ?? '').slice(host.index + host.host.length);
  const asked = Number(/^(?::\d+)?\/(\d+)(?=$|[?\s"',;])/.exec(behind)?.[1] ?? 0);
  const written = /\bdatabases\s+(\d+)/.exec(JSON.stringify(object))?.[1];
  const count = ref.kind === 'RedisCluster' ? 1 : Number(written ?? 16);
  if (asked < count) return;
  const has = count === 1 ? 'only 0' : `0 to ${count - 1}`;
  yield report(at, `database ${asked} of "${host.host}" is asked for: ${ref.kind} "${ref.name}" has ${has}`, {
    why: 'The server answers ERR DB index is out of range: no connection is usable.',
    fix: `Write a number below ${count}.`,
  });
}
