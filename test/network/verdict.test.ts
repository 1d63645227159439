import fc from 'fast-check';
import { refOf } from '../../src/manifest/kinds.js';
import type { KubeObject } from '../../src/manifest/manifest.js';
import { ManifestSet } from '../../src/manifest/manifest-set.js';
import { type End, podEnd } from '../../src/network/ends.js';
import { half } from '../../src/network/verdict.js';
import { parseAddress, parseCidr } from '../../src/values/cidr.js';
import { enters, leaves, type NetworkPolicy, type Party, type Pod } from '../reachability/evaluator.js';

// What the library says, held against an evaluator that knows nothing of it, on policies at random.

const key = fc.constantFrom('app', 'tier');
const value = fc.constantFrom('a', 'b', 'c');
const labels = fc.dictionary(key, value, { maxKeys: 2 });
const expression = fc
  .record({
    key,
    operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
    values: fc.array(value, { minLength: 1, maxLength: 2 }),
  })
  .map(({ values, ...rest }) => (rest.operator.endsWith('n') ? { ...rest, values } : rest));
const selector = fc.record(
  { matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 1 }) },
  { requiredKeys: [] },
);
const namespaceSelector = fc.oneof(
  selector,
  fc.constantFrom('x', 'y').map((name) => ({ matchLabels: { 'kubernetes.io/metadata.name': name } })),
);
const block = fc.constantFrom(
  { cidr: '0.0.0.0/0' },
  { cidr: '0.0.0.0/0', except: ['192.168.0.0/16'] },
  { cidr: '192.168.0.0/16' },
  { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] },
  { cidr: '10.1.2.0/24' },
);
const peer = fc.oneof(
  fc.record({ podSelector: selector }),
  fc.record({ namespaceSelector }),
  fc.record({ namespaceSelector, podSelector: selector }),
  fc.record({ ipBlock: block }),
);
const port = fc.oneof(
  fc.constantFrom<object>({ port: 80 }, { port: 80, protocol: 'UDP' }, { port: 'web' }, { protocol: 'TCP' }),
  fc.constant<object>({ port: 79, endPort: 90 }),
);
const rule = (side: 'from' | 'to') =>
  fc.record(
    { [side]: fc.array(peer, { maxLength: 2 }), ports: fc.array(port, { maxLength: 2 }) },
    { requiredKeys: [] },
  );
const spec = fc.record(
  {
    podSelector: selector,
    policyTypes: fc.constantFrom<string[]>(['Ingress'], ['Egress'], ['Ingress', 'Egress']),
    ingress: fc.array(rule('from'), { maxLength: 2 }),
    egress: fc.array(rule('to'), { maxLength: 2 }),
  },
  { requiredKeys: ['podSelector'] },
);
const namespace = fc.constantFrom('x', 'y');
const pods = fc.array(fc.record({ namespace, labels }), { minLength: 2, maxLength: 3 });

const object = (kind: string, apiVersion: string, name: string, more: object, space?: string): KubeObject =>
  ({ apiVersion, kind, metadata: { name, ...(space && { namespace: space }), ...more }, ...more }) as KubeObject;

it('agrees with the evaluator of the tests', () => {
  const world = fc.record({
    pods,
    policies: fc.array(fc.record({ namespace, spec }), { maxLength: 3 }),
    namespaces: fc.record({ x: labels, y: labels }),
    address: fc.constantFrom('10.1.2.3', '10.2.0.1', '203.0.113.5'),
    number: fc.constantFrom(80, 85, 443),
    protocol: fc.constantFrom('TCP', 'UDP'),
  });
  let open = 0;
  let closed = 0;
  fc.assert(
    fc.property(world, ({ pods: given, policies, namespaces, address, number, protocol }) => {
      const container = { name: 'app', image: 'x:1', ports: [{ name: 'web', containerPort: 80 }] };
      const objects = [
        ...Object.entries(namespaces).map(([name, own]) => object('Namespace', 'v1', name, { labels: own })),
        ...given.map((one, i) =>
          object('Pod', 'v1', `p${i}`, { labels: one.labels, spec: { containers: [container] } }, one.namespace),
        ),
        ...policies.map((one, i) =>
          object('NetworkPolicy', 'networking.k8s.io/v1', `n${i}`, { spec: one.spec }, one.namespace),
        ),
      ];
      const set = new ManifestSet(
        '',
        objects.map((one) => ({ ref: refOf(one), object: one, origin: { file: '' } })),
      );
      const ends = set.podTemplates().map((template) => podEnd(template));
      const range = parseAddress(address);
      if (!range) throw new Error(address);
      const theirs: Pod[] = given.map((one, i) => ({
        ...one,
        name: `p${i}`,
        ip: `192.168.0.${i + 1}`,
        ports: [{ name: 'web', number: 80, protocol: 'TCP' }],
      }));
      const parties: (readonly [End | undefined, Party])[] = [
        ...theirs.map((pod, i) => [ends[i], { pod }] as const),
        [{ kind: 'addresses', name: 'out', range, except: [] }, { ip: address }],
      ];
      const oracle = {
        namespaces,
        policies: policies.map(
          (one, i): NetworkPolicy => ({ metadata: { name: `n${i}`, namespace: one.namespace }, spec: one.spec }),
        ),
      };
      const around = { set, pods: parseCidr('192.168.0.0/16') };
      for (const [from, caller] of parties) {
        for (const [to, callee] of parties) {
          if (!from || !to || from === to) continue;
          const connection = { from, to, port: number, protocol };
          const out = leaves(oracle, caller, callee, number, protocol);
          const into = enters(oracle, caller, callee, number, protocol);
          if (out && into) open += 1;
          else closed += 1;
          if (half(around, 'egress', connection).open !== out) throw new Error(`out of ${from.name} to ${to.name}`);
          if (half(around, 'ingress', connection).open !== into) throw new Error(`in to ${to.name} from ${from.name}`);
        }
      }
    }),
    { numRuns: 1000 },
  );
  // The policies at random are worth something: neither all open nor all closed.
  expect(Math.min(open, closed)).toBeGreaterThan(1000);
});
