import { applicationsOf } from '../../../manifest/applications.js';
import { declaresNamespaces } from '../../../manifest/charts.js';
import { fieldOf } from '../../../manifest/field.js';
import { type HostUse, hostUses } from '../../../manifest/host-uses.js';
import { calledPort } from '../../../manifest/hosts.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { listed } from '../../closed-calls.js';
import { missingService } from '../../missing-service.js';
import { leadsToReplicas } from '../../redis-endpoints.js';
import { type Report, report, rule } from '../../rule.js';

export const hostUnresolved = rule({
  id: 'host-unresolved',
  severity: 'error',
  what: 'A host name leads to no Service, to a port that it does not have, or to replicas that refuse writes',
  why: 'The name does not resolve: every call fails with NXDOMAIN.',
  fix: 'Write SERVICE.NAMESPACE.svc.cluster.local of a Service that is there.',
  exceptions: [
    'Words without a port or a scheme, hosts outside the cluster, and those of a ServiceEntry.',
    'A Service that a chart or an operator may make. Where its name does not fit the release, it is a warning.',
    'A namespace that the set does not show: a warning, where it declares others.',
  ],
  source: 'Kubernetes, concepts/services-networking/dns-pod-service',
  wrong: `
apiVersion: v1
kind: Service
metadata:
  name: cart
  namespace: api
spec:
  ports:
    - port: 80
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
        - name: CART_URL
          value: http://carts.api.svc.cluster.local # <--
`,
  right: `
apiVersion: v1
kind: Service
metadata:
  name: cart
  namespace: api
spec:
  ports:
    - port: 80
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
        - name: CART_URL
          value: http://cart.api.svc.cluster.local
`,
  *check({ set, facts }) {
    const outside = new Set([...(facts.hosts ?? []), ...entryHosts(set)]);
    const namespaces = new Set([
      ...set.namespaces(),
      ...applicationsOf(set).flatMap(({ namespace }) => namespace ?? []),
    ]);
    const said = new Set<string>();
    for (const use of hostUses(set)) {
      const { host, service, at } = use;
      if (outside.has(host.host) || isUnsure(use)) continue;
      const found = [...absent(use, set, namespaces), ...port(use)][0];
      // One host that is wrong is one cause, however often an object names it.
      const key = JSON.stringify([at.manifest.ref, service, found?.message]);
      if (!found || said.has(key)) continue;
      said.add(key);
      yield found;
    }
    yield* replicas(set);
  },
});

/** Hosts that a ServiceEntry brings. */
function entryHosts(set: ManifestSet): string[] {
  return set.kind('ServiceEntry').flatMap((entry) =>
    fieldOf(entry)
      .items('spec.hosts')
      .flatMap(({ text }) => text ?? []),
  );
}

/** A name that may as well be one of the world: `shop.info` is a domain, and a namespace may be called `info`. */
function isUnsure({ host }: HostUse): boolean {
  if (host.form === 'cluster') return false;
  if (calledPort(host) === undefined) return true;
  return host.host.includes('.') && host.port === undefined;
}

const GIVEN = /^(?:default|kube-.*)$/;

/** A Service, or a whole namespace, that is not there. */
function* absent(
  { at, host, service, target }: HostUse,
  set: ManifestSet,
  namespaces: ReadonlySet<string>,
): Iterable<Report> {
  if (target.is !== 'missing') return;
  const { namespace, name } = service;
  const to = { group: '', kind: 'Service', namespace, name };
  if (namespace !== undefined && !namespaces.has(namespace)) {
    if (GIVEN.test(namespace) || !declaresNamespaces(set)) return;
    const near = didYouMean(namespace, namespaces);
    yield report(at, `host "${host.host}" is in namespace "${namespace}", which nothing here declares or uses`, {
      severity: 'warning',
      fix: near ? `Did you mean "${near}"?` : undefined,
    });
    return;
  }
  const missing = missingService(set, to, target);
  if (!missing) return;
  const where = namespace === undefined ? '' : ` in namespace "${namespace}"`;
  yield report(at, `host "${host.host}" leads nowhere: Service "${name}" does not exist${where}`, {
    severity: missing.sure ? undefined : 'warning',
    fix: missing.fix,
  });
}

/** A port that the Service does not have. A headless Service has none of its own: the pods' count. */
function* port({ at, host, target, member }: HostUse): Iterable<Report> {
  if (target.is !== 'manifest' || member !== undefined) return;
  const spec = fieldOf(target.manifest, 'spec');
  const ports = spec.items('ports');
  const called = calledPort(host);
  const isHeadless = spec.at('clusterIP').text === 'None' || spec.at('type').text === 'ExternalName';
  if (called === undefined || ports.length === 0 || isHeadless) return;
  if (ports.some((own) => own.at('port').number === called)) return;
  const has = ports.map((own) => own.at('port').scalar).join(', ');
  const written = host.port === undefined ? `${host.scheme}, which is port ${called}` : `port ${called}`;
  yield report(at, `host "${host.host}" is called on ${written}: Service "${target.manifest.ref.name}" has ${has}`, {
    why: 'Nothing answers on that port: every call times out or is refused.',
    fix: 'Call the port of the Service; that of its pods counts for headless Services only.',
    // The program may add a port to what it is told.
    severity: host.port === undefined ? 'warning' : undefined,
  });
}

// What several pods read is told before what stands in one of them.
const SHARED = ['ExternalSecret', 'Secret', 'ConfigMap'];

/** One report, however many objects name however many such Services. */
function* replicas(set: ManifestSet): Iterable<Report> {
  const found = hostUses(set).flatMap((use) => {
    const why = use.member === undefined ? leadsToReplicas(set, use.service, use.target) : undefined;
    return why === undefined ? [] : [{ use, why, kind: use.at.manifest.ref.kind }];
  });
  const first = SHARED.map((kind) => found.find((one) => one.kind === kind)).find((one) => one) ?? found[0];
  if (!first) return;
  const { host } = first.use.host;
  const users = new Set(found.map(({ use }) => JSON.stringify(use.at.manifest.ref)));
  const others = [...new Set(found.map(({ use }) => use.host.host))].filter((one) => one !== host).sort();
  const besides = users.size > 1 ? `, also in ${users.size - 1} more objects` : '';
  const like = others.length > 0 ? `; so do ${listed(others.map((one) => `"${one}"`))}` : '';
  yield report(first.use.at, `host "${host}" ${first.why}, and replicas refuse writes${besides}${like}`, {
    severity: 'warning',
    why: "READONLY You can't write against a read only replica, whenever the name leads to one; what is published on one is not heard on another.",
    fix: 'Name the Service of the master, or ask the sentinels for it.',
  });
}
