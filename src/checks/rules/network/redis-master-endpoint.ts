import { type HostUse, hostUses } from '../../../manifest/host-uses.js';
import { leadsToReplicas } from '../../redis-endpoints.js';
import { report, rule } from '../../rule.js';

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
    // One report for each Service, however many objects of one kind name it.
    const groups = new Map<string, { readonly use: HostUse; readonly why: string; readonly users: Set<string> }>();
    for (const use of hostUses(set)) {
      const why = use.member === undefined ? leadsToReplicas(set, use.service, use.target) : undefined;
      if (why === undefined) continue;
      const { ref } = use.at.manifest;
      const key = JSON.stringify([use.service, ref.kind]);
      const group = groups.get(key) ?? { use, why, users: new Set() };
      groups.set(key, group);
      group.users.add(JSON.stringify(ref));
    }
    for (const { use, why, users } of groups.values()) {
      const more = users.size > 1 ? `, also in ${users.size - 1} more of kind ${use.at.manifest.ref.kind}` : '';
      yield report(use.at, `host "${use.host.host}" ${why}, and replicas refuse writes${more}`);
    }
  },
});
