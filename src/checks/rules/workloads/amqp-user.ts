import { text } from '../../../manifest/access.js';
import { fieldOf } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { type HostUse, hostUses } from '../../../manifest/hosts/host-uses.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { quoted } from '../../../values/listed.js';
import { type Report, report, rule } from '../../rule.js';
import { vhostOf } from '../../workloads/queues.js';
import { userOf } from '../../workloads/url-users.js';

const example = (user: string, mark = '') => `
apiVersion: rabbitmq.com/v1beta1
kind: RabbitmqCluster
metadata:
  name: mq
  namespace: data
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
        - name: MQ_USER
          valueFrom: { secretKeyRef: { name: mq-user, key: username, optional: true } }
        - name: MQ_PASSWORD
          valueFrom: { secretKeyRef: { name: mq-user, key: password, optional: true } }
        - name: BROKER_URL
          value: amqp://${user}:$(MQ_PASSWORD)@mq.data.svc.cluster.local:5672/${mark}
`;

export const amqpUser = rule({
  id: 'amqp-user',
  severity: 'warning',
  what: 'A URL of the broker names a user that nothing creates, or a user may do nothing where the queues are',
  why: 'The broker answers ACCESS_REFUSED: nothing is sent, nothing is received.',
  fix: 'Declare the User and its Permission for the vhost, or take name and password from the Secret of the cluster.',
  exceptions: [
    'Clusters that load definitions, or name their first user in a file that is not shown.',
    'Users whose names stand in a Secret that is not shown.',
    'Users whose passwords come out of a store: they are set up elsewhere, unless most others call as one and the same.',
    'Permissions of brokers for which the set declares no queue.',
  ],
  source: 'rabbitmq/cluster-operator, default user; rabbitmq.com/docs/access-control#loopback-users',
  wrong: example('guest', ' # <--'),
  right: example('$(MQ_USER)'),
  *check({ set }) {
    yield* powerless(set);
    const said = new Set<string>();
    const known = new Map<Manifest, ReadonlySet<string> | undefined>();
    const uses = hostUses(set);
    const callers = groupBy(
      uses.filter((use) => callerOf(use) !== undefined),
      (use) => callerOf(use) ?? '',
    );
    for (const use of uses) {
      const user = callerOf(use);
      const cluster = use.target.is === 'made' ? use.target.by : undefined;
      if (user === undefined || cluster?.ref.kind !== 'RabbitmqCluster' || said.has(user)) continue;
      if (!known.has(cluster)) known.set(cluster, usersOf(set, cluster));
      const users = known.get(cluster);
      if (users === undefined || users.has(user)) continue;
      // Whose password comes out of a store was set up elsewhere, unless all others go by another name.
      if (/\{\{/.test(use.at.text ?? '') && !isStranger(user, callers)) continue;
      said.add(user);
      const there = quoted([...users]).join(', ') || 'none but the one that the operator makes up';
      yield report(use.at, `user "${user}" is not declared for ${describeRef(cluster.ref)}; there are: ${there}`, {
        // The operator replaces it, and as RabbitMQ brings it, it may only come from the same host.
        severity: user === 'guest' ? 'error' : undefined,
      });
    }
  },
});

function isStranger(user: string, callers: ReadonlyMap<string, readonly HostUse[]>): boolean {
  const most = Math.max(...[...callers].map(([name, uses]) => (name === user ? 0 : uses.length)));
  return callers.get(user)?.length === 1 && most > 2;
}

/** The user of a call of the broker. */
function callerOf(use: HostUse): string | undefined {
  const user = /^amqps?$/.test(use.host.scheme ?? '') ? userOf(use) : undefined;
  // The operator makes such names up: somebody copied it.
  return user?.startsWith('default_user_') ? undefined : user;
}

/** Users without a permission, and permissions for vhosts in which nothing is declared. */
function* powerless(set: ManifestSet): Iterable<Report> {
  const homes = new Set(set.kind('Queue.rabbitmq.com').map(vhostOf));
  if (homes.size === 0) return;
  const permissions = set.kind('Permission.rabbitmq.com');
  const names = quoted([...homes]).join(', ');
  for (const permission of permissions) {
    if (homes.has(vhostOf(permission))) continue;
    const at = fieldOf(permission, 'spec.vhost');
    yield report(
      at.exists ? at : fieldOf(permission, 'spec'),
      `the permission is for vhost "${vhostOf(permission)}", and all queues are declared in ${names}`,
      { fix: `Write \`vhost: ${[...homes][0]}\`.` },
    );
  }
  for (const user of set.kind('User.rabbitmq.com')) {
    const { name, namespace } = user.ref;
    const isMeant = (permission: Manifest) => {
      const reference = fieldOf(permission, 'spec.userReference.name').text;
      // Named by the name that the broker knows: whose that is stands in a Secret.
      return permission.ref.namespace === namespace && (reference === undefined || reference === name);
    };
    if (permissions.some(isMeant)) continue;
    yield report(fieldOf(user), `user "${name}" has no permission in any vhost; the queues are in ${names}`, {
      fix: `Add a Permission with userReference ${name} for the vhost.`,
    });
  }
}

/** The users of a cluster; undefined where something may bring others. */
function usersOf(set: ManifestSet, cluster: Manifest): ReadonlySet<string> | undefined {
  const settings = JSON.stringify(fieldOf(cluster, 'spec').value ?? {});
  if (/definitions|default_user_credential|secretBackend|loopback_users/.test(settings)) return undefined;
  const first = /default_user\s*=\s*([\w-]+)/.exec(settings)?.[1];
  const users = new Set(first === undefined ? [] : [first]);
  for (const user of set.kind('User.rabbitmq.com')) {
    const from = fieldOf(user, 'spec.importCredentialsSecret.name').text;
    // Without one, the operator makes a name up.
    if (from === undefined) continue;
    const secret = set.find('Secret', user.ref.namespace, from);
    const plain = secret && text(secret.object, 'stringData.username');
    const encoded = secret && text(secret.object, 'data.username');
    if (plain === undefined && encoded === undefined) return undefined;
    users.add(plain ?? Buffer.from(encoded ?? '', 'base64').toString());
  }
  return users;
}
