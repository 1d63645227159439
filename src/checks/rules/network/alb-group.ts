import type { Field } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import { describeRef, type Manifest } from '../../../manifest/manifest.js';
import { ALB, albAnnotation, isAlb } from '../../../network/alb.js';
import { certificates, listeners, unlike } from '../../network/alb-listeners.js';
import { strays } from '../../network/alb-strays.js';
import { type Report, report, rule } from '../../rule.js';

const ingress = (name: string, scheme: string) => `---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ${name}
  namespace: shop
  annotations:
    alb.ingress.kubernetes.io/group.name: shop
    alb.ingress.kubernetes.io/scheme: ${scheme}
spec:
  ingressClassName: alb
  defaultBackend:
    service:
      name: ${name}
      port: { number: 80 }
---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: shop
spec:
  type: NodePort
  ports:
    - port: 80
`;

/** One value for the whole load balancer. Source: AWS Load Balancer Controller, annotations with merge behavior "Exclusive". */
const EXCLUSIVE = [
  'load-balancer-name',
  'scheme',
  'ip-address-type',
  'subnets',
  'security-groups',
  'customer-owned-ipv4-pool',
  'load-balancer-attributes',
  'ssl-redirect',
  'ssl-policy',
  'wafv2-acl-arn',
  'wafv2-acl-name',
  'waf-acl-id',
  'shield-advanced-protection',
];

/** Of these a change makes another load balancer. */
const REBUILDS = new Set(['scheme', 'ip-address-type', 'load-balancer-name']);

export const albGroup = rule({
  id: 'alb-group',
  severity: 'error',
  what: 'Members of an ALB group do not agree on what all of them share',
  why: 'The controller stops reconciling the whole group: no change of any member reaches the load balancer.',
  fix: 'Write the same value on every member.',
  exceptions: [
    'Annotations that the controller merges: certificate-arn, tags, and listen-ports but for the protocol of a port.',
    'Groups that differ by a digit, a letter that stands alone, their scheme or their certificate.',
    'One that only some members set holds for all; where its change makes another load balancer it is a warning.',
  ],
  source: 'AWS Load Balancer Controller, guide/ingress/annotations#ingressgroup',
  wrong: ingress('cart', 'internal') + ingress('desk', 'internet-facing # <--'),
  right: ingress('cart', 'internal') + ingress('desk', 'internal'),
  *check({ set }) {
    const all = set.kind('Ingress').filter(isAlb);
    for (const ingress of all) yield* order(albAnnotation(ingress, 'group.order'));
    yield* strays(all, set);
    yield* certificates(all);
    for (const [name, members] of groupBy(all, (ingress) => albAnnotation(ingress, 'group.name').text)) {
      if (name === undefined) continue;
      for (const key of EXCLUSIVE) yield* disagreement(name, members, key);
      yield* listeners(name, members);
    }
  },
});

function* order(field: Field): Iterable<Report> {
  const { scalar } = field;
  if (scalar === undefined || (/^-?\d+$/.test(scalar) && Math.abs(Number(scalar)) <= 1000)) return;
  yield report(field, `group.order "${scalar}" is no whole number from -1000 to 1000`);
}

function* disagreement(group: string, members: readonly Manifest[], key: string): Iterable<Report> {
  const fields = members.map((member) => albAnnotation(member, key)).filter(({ exists }) => exists);
  const [first] = fields;
  if (!first) return;
  yield* unlike(
    fields.map((at) => ({ at, value: plain(at) })),
    ({ at }, usual) =>
      report(
        at,
        `${key} "${at.scalar}" of group "${group}" is "${usual.at.scalar}" in ${describeRef(usual.at.manifest.ref)}`,
      ),
  );
  if (!REBUILDS.has(key)) return;
  for (const member of members) {
    const own = albAnnotation(member, key);
    if (own.exists) continue;
    const place = albAnnotation(member, 'group.name');
    yield report(
      place,
      `${key} of group "${group}" stands in ${describeRef(first.manifest.ref)} and not in ${describeRef(member.ref)}`,
      {
        severity: 'warning',
        why: 'It holds for all while that member is there: without it the controller builds another load balancer, with another address.',
        fix: `Add ${ALB}${key}: ${first.scalar} here too.`,
      },
    );
  }
}

/** The order of a list does not count. */
function plain({ scalar }: Field): string {
  return (scalar ?? '')
    .split(',')
    .map((one) => one.trim())
    .sort()
    .join(',');
}
