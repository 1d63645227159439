import { groupBy } from '../../../manifest/group-by.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { oddOnesOut } from '../../odd-one-out.js';
import { folded, type Report, report, rule } from '../../rule.js';
import { prefixOf, serviceName, type Variable, variablesOf } from '../../workloads/variables.js';

const pod = (name: string, value: string) => `---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/${name}:1.0.0
      env:
        - name: FEED_SHARD_COUNT
          value: ${value}
`;

export const shardCount = rule({
  id: 'shard-count',
  severity: 'error',
  what: 'Services that must agree on a number of shards do not',
  why: 'What one writes to a shard the other never reads, or looks for in another: messages get lost, and no error is seen.',
  fix: 'Take the number for all of them from one place: the same key of one ConfigMap.',
  exceptions: ['Services of different namespaces that share nothing but the variable’s name: write them differently.'],
  source: 'What a partition is: Redis, Streams; Apache Kafka, Partitions',
  wrong: pod('reader', '"4"') + pod('writer', '"8" # <--'),
  right: pod('reader', '"4"') + pod('writer', '"4"'),
  *check({ set }) {
    for (const variables of shared(set)) {
      const [first] = variables;
      const others = variables.filter(({ at }) => at.scalar !== first?.at.scalar);
      if (first && others.length > 0)
        yield* folded(
          others,
          ({ at }) => at,
          ([other]) =>
            report(
              other.at,
              `${first.name} is ${other.at.scalar} for "${serviceName(other.pod)}", and ${first.at.scalar} for "${serviceName(first.pod)}"`,
            ),
        );
      else yield* without(set, variables);
    }
    yield* unlikeAll(set);
  },
});

const COUNT = /_(?:SHARD_COUNT|SHARDS|NUM_SHARDS|PARTITION_COUNT|PARTITIONS|NUM_PARTITIONS|BUCKET_COUNT)$/;

/** The same variable of at least two services. */
function shared(set: ManifestSet): Variable[][] {
  const counts = variablesOf(set).filter(({ name, at }) => COUNT.test(name) && at.scalar !== undefined);
  return [...groupBy(counts, ({ name }) => name).values()].filter(
    (all) => new Set(all.map(({ pod }) => serviceName(pod))).size > 1,
  );
}

/** One service that counts otherwise than all others do, each under a name of its own. */
function* unlikeAll(set: ManifestSet): Iterable<Report> {
  const counts = variablesOf(set).filter(({ name, at }) => /(?:^|_)SHARD_COUNT$/.test(name) && at.scalar !== undefined);
  const once = [...groupBy(counts, ({ pod, name }) => `${serviceName(pod)} ${name}`).values()].flatMap(
    ([one]) => one ?? [],
  );
  const found = oddOnesOut(once, ({ at }) => at.scalar);
  const [odd, ...more] = found?.odd ?? [];
  // Where others have the same name, that has been said.
  if (!found || !odd || more.length > 0 || once.some((one) => one !== odd && one.name === odd.name)) return;
  yield report(
    odd.at,
    `${odd.name} is ${odd.at.scalar} for "${serviceName(odd.pod)}", and all other counts of shards are ${found.usual}`,
    {
      severity: 'warning',
    },
  );
}

/** `SSE_SHARD_COUNT` is there for others, and not for the service that is called after it: `sse-gateway`. */
function* without(set: ManifestSet, variables: readonly Variable[]): Iterable<Report> {
  const [first] = variables;
  const prefix = first?.name.replace(COUNT, '_') ?? '';
  const told = new Set(variables.map(({ pod }) => pod));
  for (const pod of set.podTemplates()) {
    const isNamed = prefixOf(serviceName(pod)).startsWith(prefix) && pod.containers.some(({ env }) => env.length > 0);
    const isKnown = pod.containers.every(({ field }) => field.items('envFrom').length === 0);
    if (!first || !isNamed || !isKnown || told.has(pod)) continue;
    const [container] = pod.containers;
    yield report(
      container?.field.at('env') ?? pod.spec,
      `"${serviceName(pod)}" is not told ${first.name}, which is ${first.at.scalar} for "${serviceName(first.pod)}"`,
      { severity: 'warning', why: 'It counts with the default of its program: where that differs, messages get lost.' },
    );
    return;
  }
}
