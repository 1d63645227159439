import { applicationsOf } from '../../../manifest/argocd/applications.js';
import { declaresNamespaces } from '../../../manifest/argocd/charts.js';
import { fieldOf } from '../../../manifest/field.js';
import { portOf } from '../../../manifest/hosts/calls.js';
import { type HostUse, hostUses } from '../../../manifest/hosts/host-uses.js';
import { calledPort } from '../../../manifest/hosts/hosts.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { domainSlips } from '../../references/domain-slips.js';
import { unansweredPort } from '../../references/made-ports.js';
import { missingService } from '../../references/missing-service.js';
import { type Report, report, rule } from '../../rule.js';

export const hostUnresolved = rule({
  id: 'host-unresolved',
  severity: 'error',
  what: 'A host name leads to no Service, or to a port that it does not have',
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
      const [found] = use.target.is === 'missing' ? absent(use, set, namespaces) : port(use);
      if (!found) continue;
      // One host that is wrong is one cause, however often an object names it.
      const key = JSON.stringify([at.manifest.ref, service, found.message]);
      if (said.has(key)) continue;
      said.add(key);
      yield found;
    }
    yield* domainSlips(set);
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
function* port(use: HostUse): Iterable<Report> {
  const { at, host, target, member } = use;
  const called = portOf(use);
  if (member !== undefined || called === undefined) return;
  yield* unansweredPort(use, called);
  if (target.is !== 'manifest') return;
  const spec = fieldOf(target.manifest, 'spec');
  const ports = spec.items('ports');
  const isHeadless = spec.at('clusterIP').text === 'None' || spec.at('type').text === 'ExternalName';
  if (ports.length === 0 || isHeadless) return;
  if (ports.some((own) => own.at('port').number === called)) return;
  const has = ports.map((own) => own.at('port').scalar).join(', ');
  const isBeside = calledPort(host) === undefined;
  const written = host.port === undefined && !isBeside ? `${host.scheme}, which is port ${called}` : `port ${called}`;
  yield report(at, `host "${host.host}" is called on ${written}: Service "${target.manifest.ref.name}" has ${has}`, {
    why: 'Nothing answers on that port: every call times out or is refused.',
    fix: 'Call the port of the Service; that of its pods counts for headless Services only.',
    // The program may add a port to what it is told.
    severity: host.port === undefined && !isBeside ? 'warning' : undefined,
  });
}
