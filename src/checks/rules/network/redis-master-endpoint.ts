import { hostUses } from '../../../manifest/hosts/host-uses.js';
import { listed, quoted } from '../../../values/listed.js';
import { leadsToReplicas } from '../../network/redis-endpoints.js';
import { folded, report, rule } from '../../rule.js';

export const redisMasterEndpoint = rule({
  id: 'redis-master-endpoint',
  severity: 'warning',
  what: 'A host name leads to replicas of Redis, which refuse writes',
  why: "READONLY You can't write against a read only replica, whenever the name leads to one; what is published on one is not heard on another.",
  fix: 'Name the Service of the master, or ask the sentinels for it.',
  exceptions: [
    'A Redis of one node, and stores of which the set does not say how many nodes they have.',
    'A single pod that is named before a headless Service.',
  ],
  source: 'Redis, docs/management/replication#read-only-replica; spotahome/redis-operator, README',
  wrong: `
apiVersion: databases.spotahome.com/v1
kind: RedisFailover
metadata:
  name: sessions
  namespace: data
spec:
  redis:
    replicas: 3
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      env:
        - name: REDIS_URL
          value: redis://rfr-sessions.data.svc.cluster.local:6379/0 # <--
`,
  right: `
apiVersion: databases.spotahome.com/v1
kind: RedisFailover
metadata:
  name: sessions
  namespace: data
spec:
  redis:
    replicas: 3
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      env:
        - name: REDIS_URL
          value: redis://rfrm-sessions.data.svc.cluster.local:6379/0
`,
  *check({ set }) {
    const found = hostUses(set).flatMap((use) => {
      const why = use.member === undefined ? leadsToReplicas(set, use.service, use.target) : undefined;
      return why === undefined ? [] : [{ use, why, kind: use.at.manifest.ref.kind }];
    });
    // One report, however many objects name however many such Services.
    yield* folded(
      found,
      ({ use }) => use.at,
      (left) => {
        const first = SHARED.map((kind) => left.find((one) => one.kind === kind)).find((one) => one) ?? left[0];
        const { host } = first.use.host;
        const users = new Set(left.map(({ use }) => JSON.stringify(use.at.manifest.ref)));
        const others = [...new Set(left.map(({ use }) => use.host.host))].filter((one) => one !== host).sort();
        const besides = users.size > 1 ? `, also in ${users.size - 1} more objects` : '';
        const like = others.length > 0 ? `; so do ${listed(quoted(others))}` : '';
        return report(first.use.at, `host "${host}" ${first.why}, and replicas refuse writes${besides}${like}`);
      },
    );
  },
});

// What several pods read is told before what stands in one of them.
const SHARED = ['ExternalSecret', 'Secret', 'ConfigMap'];
