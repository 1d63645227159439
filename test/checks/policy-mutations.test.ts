import { rules } from '../../src/checks/rules/index.js';
import { runChecks } from '../../src/checks/run.js';
import { fleet } from '../../src/fleet/index';
import type { KubeObject, Manifest } from '../../src/manifest/manifest.js';
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

/** The policy with a rule that nobody needs. */
function more(spec: Any): Mutation[] {
  return spec.policyTypes.flatMap((type: string) => {
    const direction = type.toLowerCase();
    return Object.entries(additions).map(([what, { peers, ports }]) => {
      const rule = { ...(peers && { [direction === 'ingress' ? 'from' : 'to']: peers }), ...(ports && { ports }) };
      return {
        what: `with ${direction} of ${what}`,
        spec: { ...spec, [direction]: [...(spec[direction] ?? []), rule] },
      };
    });
  });
}

describe.each(['prod', 'dev'])('%s', (environment) => {
  const { set, facts } = synthesize(fleet, environment, { images, imagesFile: 'images.yaml', output: 'dist' });
  const policies = set.kind('NetworkPolicy');
  const found = (changed: readonly Manifest[]) =>
    runChecks(new ManifestSet(environment, changed), facts, { rules: network }).findings;

  const caught = (change: (spec: Any) => Mutation[]) => {
    let tried = 0;
    const missed = policies.flatMap((policy) =>
      change(policy.object.spec).flatMap(({ what, spec }) => {
        tried += 1;
        const object = { ...policy.object, spec } as KubeObject;
        const changed = set.manifests.map((one) => (one === policy ? { ...one, object } : one));
        return found(changed).length > 0 ? [] : [`${policy.ref.namespace}/${policy.ref.name} ${what}`];
      }),
    );
    return { tried, missed };
  };

  it('is as it should be', () => {
    expect(policies.length).toBeGreaterThan(30);
    expect(found(set.manifests)).toEqual([]);
  });

  it('misses no rule, peer or port that is taken away', () => {
    const { tried, missed } = caught(less);
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThan(80);
  });

  it('notices every rule that nobody needs', () => {
    const { tried, missed } = caught(more);
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThan(200);
  });
});
