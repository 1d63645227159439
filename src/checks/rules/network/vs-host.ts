import { unseenNamespaces } from '../../../manifest/argocd/charts.js';
import { fieldOf } from '../../../manifest/field.js';
import { describeRef } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { chartNamespaces } from '../../../manifest/references/existing.js';
import type { Reference } from '../../../manifest/references.js';
import { type Destination, destinationsOf, gatewaysOf, meshService } from '../../../network/mesh-routes.js';
import { listed } from '../../../values/listed.js';
import { missingService } from '../../references/missing-service.js';
import { missingTargets } from '../../references/missing-targets.js';
import { folded, type Report, report, rule } from '../../rule.js';

const ANY = { labels: new Map<string, string>(), expressions: [] };

const example = (host: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: cart
  namespace: shop
spec:
  hosts: [cart]
  http:
    - route:
        - destination:
            host: ${host}
---
apiVersion: v1
kind: Service
metadata:
  name: cart
  namespace: shop
spec:
  selector: { app: cart }
  ports:
    - port: 80
---
apiVersion: v1
kind: Pod
metadata:
  name: cart
  namespace: shop
  labels: { app: cart }
spec:
  containers:
    - name: app
      image: ghcr.io/team/cart:1.0.0
`;

export const vsHost = rule({
  id: 'vs-host',
  severity: 'error',
  what: "A host of the mesh's configuration is no Service, or no port of it",
  why: 'The proxy has nowhere to send the requests to: they answer 503, or the route is left out.',
  fix: 'Name the Service that serves the requests: its name alone in the own namespace, else name.namespace.svc.cluster.local.',
  exceptions: [
    'Hosts outside the cluster, and Services of a namespace that a chart fills, unless its names are known.',
    'Namespaces of which the manifests show no Service: a warning, and only where they show pods, or the Service in another namespace; an error where Argo CD installs nothing there.',
    'A port may be left out where the Service has only one.',
  ],
  source:
    'istio/api, networking/v1 Destination, DestinationRule.host; Istio, reference/config/analysis/ist0101, ist0112',
  wrong: example('basket # <--'),
  right: example('cart'),
  *check({ set, graph }) {
    // Where no pods are shown, the rest of the namespace stands elsewhere.
    const unseen = new Set([...chartNamespaces(set), ...unseenNamespaces(set)]);
    // Charts that are known call their Services after the release.
    const isOfRelease = ({ to, target }: Pick<Reference, 'to' | 'target'>) =>
      missingService(set, to, target)?.sure === true;
    const concerns = ({ from, path, target, to }: Reference) =>
      (target.is === 'missing' && target.sure) ||
      isOfRelease({ to, target }) ||
      (!unseen.has(to.namespace ?? '') &&
        (set.pods(to.namespace, ANY).length > 0 || isElsewhere(set, fieldOf(from, path).text)));
    yield* together([...missingTargets({ set, graph }, 'vs-host', concerns, isOfRelease)]);
    for (const destination of set.kind('VirtualService').flatMap(destinationsOf)) yield* port(destination, set);
    yield* publicHosts(set);
  },
});

/** Whether a host that is a name alone is a Service of another namespace: read here, it is one of its own. */
function isElsewhere(set: ManifestSet, host: string | undefined): boolean {
  return set.kind('Service').some(({ ref }) => ref.name === host);
}

/** Services that something unseen may bring after all are said together: it did not come, or it is not there yet. */
function* together(missing: readonly Report[]): Iterable<Report> {
  yield* missing.filter(({ severity }) => severity !== 'warning');
  const unsure = missing.filter(({ severity }) => severity === 'warning');
  yield* folded(
    unsure,
    (one) => one,
    ([first, ...rest]) => {
      const also = listed(rest.map(({ manifest }) => describeRef(manifest.ref)));
      return also ? { ...first, message: `${first.message}; nor do those that ${also} send to` } : first;
    },
  );
}

function* port({ field, service }: Destination, set: ManifestSet): Iterable<Report> {
  const found = service && set.find('Service', service.namespace, service.name);
  if (!found || fieldOf(found, 'spec.type').text === 'ExternalName') return;
  const ports = fieldOf(found)
    .items('spec.ports')
    .flatMap((one) => one.at('port').number ?? []);
  const wanted = field.at('port.number');
  const has = `it has ${ports.join(', ')}`;
  if (wanted.number !== undefined && !ports.includes(wanted.number))
    yield report(wanted, `${describeRef(found.ref)} has no port ${wanted.number}: ${has}`, {
      fix: `Name a port of the Service, not of its pods: ${ports.join(', ')}.`,
    });
  else if (!wanted.exists && ports.length > 1)
    yield report(field, `destination "${found.ref.name}" names no port: ${has}`, {
      fix: `Add port.number: ${ports.join(' or ')}.`,
    });
}

/** A DestinationRule for the name that clients outside use: what the route then calls has no rule. */
function* publicHosts(set: ManifestSet): Iterable<Report> {
  const entries = set
    .fields('ServiceEntry')
    .flatMap((one) => one.items('spec.hosts').flatMap(({ text }) => text ?? []));
  const outside = new Set(
    set
      .kind('VirtualService')
      .filter((one) => !gatewaysOf(one).includes('mesh'))
      .flatMap((one) => fieldOf(one).items('spec.hosts'))
      .flatMap(({ text }) => text ?? []),
  );
  for (const { manifest } of set.fields('DestinationRule')) {
    const host = fieldOf(manifest, 'spec.host');
    if (host.text === undefined || !outside.has(host.text) || entries.includes(host.text)) continue;
    if (host.text === '*' || meshService(host.text, manifest.ref.namespace)) continue;
    yield report(host, `"${host.text}" is the name that clients call, not a Service`, {
      why: 'The rule is for what the proxy calls: subsets and traffic policy of this one never take effect.',
      fix: 'Name the Service that the VirtualService sends to.',
    });
  }
}
