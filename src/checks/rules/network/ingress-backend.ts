import { type Field, fieldOf } from '../../../manifest/field.js';
import type { Identity, ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { gatewayPods, gatewayPorts } from '../../../network/gateway-pods.js';
import { didYouMean } from '../../../values/did-you-mean.js';
import { listed } from '../../../values/listed.js';
import { ingressPaths } from '../../network/ingress-paths.js';
import { place, shortName } from '../../references/missing.js';
import { missingService } from '../../references/missing-service.js';
import { type Report, report, rule } from '../../rule.js';

const example = (number: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: api
spec:
  rules:
    - host: shop.team.io
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: shop
                port:
                  number: ${number}
---
apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: api
spec:
  ports:
    - port: 80
`;

export const ingressBackend = rule({
  id: 'ingress-backend',
  severity: 'error',
  what: 'A route of an Ingress leads to no port of a Service in its namespace',
  why: 'The controller has no backend for the route: requests answer 404, 500 or 503.',
  fix: 'Name a Service of the same namespace and one of its ports.',
  exceptions: [
    'The port use-annotation, with which the AWS controller reads the action from an annotation.',
    'A Service that a chart or an operator may make. Where its name does not fit the release, it is a warning.',
  ],
  source: 'Kubernetes, concepts/services-networking/ingress; AWS Load Balancer Controller, guide/ingress/spec',
  wrong: example('8000 # <--'),
  right: example('80'),
  *check({ set, graph }) {
    for (const ingress of set.kind('Ingress')) {
      const said = new Set<string>();
      const away = new Map<string, Away>();
      for (const { path, to, target, row } of graph.from(ingress)) {
        if (row.checkedBy !== 'ingress-backend') continue;
        const name = fieldOf(ingress, path);
        const backend = fieldOf(ingress, path.slice(0, -1));
        if (target.is === 'manifest') yield* port(backend, fieldOf(target.manifest));
        else yield* gatewayPort(set, backend, to);
        const missing = said.has(to.name) ? undefined : missingService(set, to, target);
        if (!missing && target.is === 'missing') away.set(to.name, { name, in: namespacesOf(to, set) });
        if (!missing) continue;
        said.add(to.name);
        yield report(name, `Service ${shortName(to.name)} does not exist ${place(to)}`, {
          fix: missing.fix,
          severity: missing.sure ? undefined : 'warning',
        });
      }
      yield* elsewhere([...away.values()].filter((one) => one.in.length > 0));
      yield* ingressPaths(fieldOf(ingress));
    }
  },
});

interface Away {
  readonly name: Field;
  readonly in: readonly string[];
}

function namespacesOf({ name: service, namespace }: Identity, set: ManifestSet): readonly string[] {
  const gateways = (gatewayPods(set) ?? []).filter(({ by }) => by.release === service);
  return [
    ...set.kind('Service').flatMap(({ ref }) => (ref.name === service ? (ref.namespace ?? []) : [])),
    ...gateways.flatMap(({ by }) => (by.namespace === namespace ? [] : (by.namespace ?? []))),
  ];
}

/** Services of other namespaces, where something that is not shown may bring one of that name here: one report. */
function* elsewhere(found: readonly Away[]): Iterable<Report> {
  const [first, ...others] = found;
  if (!first) return;
  const also = others.length > 0 ? `, as ${listed(others.map(({ name }) => `"${name.text}"`))} are in others` : '';
  yield report(first.name, `Service "${first.name.text}" is in namespace "${first.in[0]}"${also}`, {
    severity: 'warning',
    why: 'An Ingress reaches Services of its own namespace only: the controller builds no target, requests answer 503.',
    fix: `Put an Ingress into namespace "${first.in[0]}"; those of one group.name share a load balancer.`,
    also: others.map(({ name }) => name),
  });
}

function* port(backend: Field, service: Field): Iterable<Report> {
  const ports = service.items('spec.ports');
  if (ports.length === 0 || service.at('spec.type').text === 'ExternalName') return;
  const [number, named] = [backend.at('port.number'), backend.at('port.name')];
  const wanted = number.exists ? number : named;
  if (!wanted.exists || isTemplated(wanted.text ?? '')) return;
  const has = ports.some((own) =>
    number.exists ? own.at('port').number === number.number : own.at('name').text === named.text,
  );
  if (has) return;
  const all = ports.map((own) => [own.at('name').text, own.at('port').scalar].filter(Boolean).join(' '));
  const near = didYouMean(
    wanted.scalar ?? '',
    ports.flatMap((own) => own.at('name').text ?? []),
  );
  yield report(
    wanted,
    `port ${wanted.scalar} is none of Service "${backend.at('name').text}", which has ${all.join(', ')}`,
    {
      fix: near ? `Did you mean "${near}"?` : 'Name the port of the Service, not that of the pods.',
    },
  );
}

/** The Service of a gateway that a chart of Istio makes has the name of its release. */
function* gatewayPort(set: ManifestSet, backend: Field, to: Identity): Iterable<Report> {
  const made = gatewayPods(set)?.find(({ by }) => by.release === to.name && by.namespace === to.namespace);
  const ports = made && gatewayPorts(made);
  const wanted = backend.at('port.number');
  if (!ports || wanted.number === undefined || ports.some(({ port }) => port === wanted.number)) return;
  const all = ports.map(({ port }) => port).join(', ');
  yield report(wanted, `port ${wanted.number} is none of Service "${to.name}", which has ${all}`, {
    fix: 'Name the port of the Service, as service.ports of its chart says it.',
  });
}
