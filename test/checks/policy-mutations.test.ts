import { checkSet } from '../../src/checks/check.js';
import { rules } from '../../src/checks/rules/index.js';
import { fleet } from '../../src/fleet/index';
import type { Manifest } from '../../src/manifest/manifest.js';
import { ManifestSet } from '../../src/manifest/manifest-set.js';
import { synthesize } from '../../src/synth/synthesize.js';

// Every rule of the fleet's network policies is needed, and none more: each is taken away, and some are added.

const images = new Map(
  fleet.definitions.map(({ name }) => [name, { place: { file: 'images.yaml', line: 1, column: 1 }, tag: '1.0.0' }]),
);
const network = rules.filter(({ id }) => id.startsWith('netpol-'));

// biome-ignore lint/suspicious/noExplicitAny: policies are taken apart as plain data
type Any = any;
interface Mutation {
  readonly what: string;
  readonly spec: Any;
}

/** The policy without one of its rules, peers or ports. */
function less(spec: Any): Mutation[] {
  return ['ingress', 'egress'].flatMap((direction) =>
    (spec[direction] ?? []).flatMap((rule: Any, i: number) => {
      const side = direction === 'ingress' ? 'from' : 'to';
      const without = (changed: Any[]) => ({ ...spec, [direction]: changed });
      const others = spec[direction].filter((_: Any, j: number) => j !== i);
      const parts = [side, 'ports'].flatMap((part) =>
        rule[part].length < 2
          ? []
          : rule[part].map((_: Any, k: number) => ({
              what: `without ${direction}[${i}].${part}[${k}]`,
              spec: without([...others, { ...rule, [part]: rule[part].filter((__: Any, j: number) => j !== k) }]),
            })),
      );
      return [{ what: `without ${direction}[${i}]`, spec: without(others) }, ...parts];
    }),
  );
}

const additions: Record<string, Any> = {
  everything: {},
  'every pod of the namespace': { peers: [{ podSelector: {} }] },
  'every pod of another namespace': {
    peers: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'workers' } } }],
    ports: [{ port: 443 }],
  },
  'the internet': { peers: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: [{ port: 8443 }] },
  'one port more': {
    peers: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } },
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
      },
    ],
    ports: [{ port: 9999 }],
  },
};

/** The policy with a rule that nobody needs; undefined where it says nothing of that direction. */
function more(spec: Any, direction: string, what: string): Any {
  if (!spec.policyTypes.some((type: string) => type.toLowerCase() === direction)) return undefined;
  const { peers, ports } = additions[what];
  const rule = { ...(peers && { [direction === 'ingress' ? 'from' : 'to']: peers }), ...(ports && { ports }) };
  return { ...spec, [direction]: [...(spec[direction] ?? []), rule] };
}

describe.each(['prod', 'dev'])('%s', (environment) => {
  const { set, facts } = synthesize(fleet, environment, { images, imagesFile: 'images.yaml', output: 'dist' });
  const policies = set.kind('NetworkPolicy');
  const found = (changed: readonly Manifest[]) =>
    checkSet(new ManifestSet(environment, changed), facts, { rules: network }).findings;

  const withSpecs = (specs: ReadonlyMap<Manifest, Any>) =>
    set.manifests.map((one) => (specs.has(one) ? { ...one, object: { ...one.object, spec: specs.get(one) } } : one));
  const name = ({ ref }: Manifest) => `${ref.namespace}/${ref.name}`;

  it('is as it should be', () => {
    expect(policies.length).toBeGreaterThan(30);
    expect(found(set.manifests)).toEqual([]);
  });

  it('misses no rule, peer or port that is taken away', () => {
    const all = policies.flatMap((policy) => less(policy.object.spec).map((mutation) => ({ policy, ...mutation })));
    const missed = all.filter(({ policy, spec }) => found(withSpecs(new Map([[policy, spec]]))).length === 0);
    expect(missed.map(({ policy, what }) => `${name(policy)} ${what}`)).toEqual([]);
    expect(all.length).toBeGreaterThan(80);
  });

  // What nobody needs is so whatever the other policies say: all get the same rule too many at once.
  it.each(
    Object.keys(additions).flatMap((what) => ['ingress', 'egress'].map((direction) => [direction, what] as const)),
  )('notices %s of %s that nobody needs, in each policy', (direction, what) => {
    const specs = new Map(
      policies.flatMap((policy) => {
        const spec = more(policy.object.spec, direction, what);
        return spec ? [[policy, spec] as const] : [];
      }),
    );
    const findings = found(withSpecs(specs));
    const missed = [...specs.keys()].filter(
      ({ ref }) => !findings.some(({ object }) => object?.name === ref.name && object.namespace === ref.namespace),
    );
    expect(missed.map(name)).toEqual([]);
    expect(specs.size).toBeGreaterThan(10);
  });
});
