import type { Field } from '../../../manifest/field.js';
import type { Manifest } from '../../../manifest/manifest.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { Container, EnvVar, PodTemplate } from '../../../manifest/pod-template.js';
import type { ReferenceGraph } from '../../../manifest/references.js';
import { listed } from '../../../values/listed.js';
import { folded, report, rule } from '../../rule.js';
import { broughtBy } from '../../workloads/key-sources.js';
import { lackedSources } from '../../workloads/lacked-sources.js';

const twin = (name: string, version: string, env: string) => `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: api
spec:
  selector:
    matchLabels: { app: shop, version: ${version} }
  template:
    metadata:
      labels: { app: shop, version: ${version} }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
          env:${env}
            - name: REDIS_URL
              value: redis://redis.data:6379
---`;
const database = `
            - name: LOG_LEVEL
              value: INFO`;

export const envMissing = rule({
  id: 'env-missing',
  severity: 'warning',
  what: 'A canary lacks a variable that the workload has of which it is the canary; or a workload takes none of a ConfigMap or Secret that all others of its image take',
  why: 'The program falls back to what its code says, localhost as a rule: the new version is tried with other settings than it will run with.',
  fix: 'Give both the same variables.',
  exceptions: [
    'Variables that speak of the canary or of the version itself, those of OpenTelemetry, and counts of shards (shard-count).',
    'Keys that envFrom may bring, and workloads that take another ConfigMap or Secret instead.',
    'What only the canary has, unless both run the same image and it is a key of a Secret, or the host or port of a pair.',
  ],
  source: 'Kubernetes, tasks/inject-data-application/define-environment-variable-container',
  wrong: `${twin('shop', 'v1', database)}${twin('shop-canary', 'v2', '').replace('env:', 'env: # <--')}`,
  right: `${twin('shop', 'v1', database)}${twin('shop-canary', 'v2', database)}`,
  *check({ set, graph }) {
    const found = set.podTemplates().flatMap((canary) => {
      const stable = stableOf(canary, set);
      if (!stable) return [];
      return [
        ...canary.containers.flatMap((container) => lacking(container, canary, stable, graph, () => true)),
        ...stable.containers.flatMap((container) => lacking(container, stable, canary, graph, isNeeded)),
      ];
    });
    // Who copies a workload once and edits one of the two does so everywhere: one report, at the one that lacks most.
    const ordered = found.toSorted((a, b) => b.missing.length - a.missing.length);
    yield* folded(
      ordered,
      ({ at }) => at,
      ([{ at, missing, own, other }, ...others]) => {
        const names = [...new Set(others.map((one) => `"${one.own.ref.name}"`))];
        const also = names.length > 0 ? `; ${listed(names)} ${names.length > 1 ? 'lack' : 'lacks'} some too` : '';
        return report(at, `"${own.ref.name}" lacks ${listed(missing)}, which "${other.ref.name}" has${also}`);
      },
    );
    yield* lackedSources(set);
  },
});

function stableOf({ manifest }: PodTemplate, set: ManifestSet): PodTemplate | undefined {
  const { name, namespace, kind } = manifest.ref;
  if (!name.endsWith('-canary')) return undefined;
  const stable = set.find(kind, namespace, name.slice(0, -'-canary'.length));
  return stable && set.podTemplate(stable);
}

interface Lacking {
  readonly at: Field;
  readonly own: Manifest;
  readonly other: Manifest;
  /** Names, in quotes. */
  readonly missing: readonly string[];
}

function lacking(
  container: Container,
  { manifest: own }: PodTemplate,
  { manifest: other, containers }: PodTemplate,
  graph: ReferenceGraph,
  isMeant: (variable: EnvVar, container: Container, same: Container) => boolean,
): Lacking[] {
  const same = containers.find(({ name, role }) => name === container.name && role === container.role);
  const brought = broughtBy(container, graph);
  if (!same || !brought) return [];
  const names = new Set(container.env.map(({ name }) => name));
  const missing = same.env.filter(
    (variable) =>
      !names.has(variable.name) &&
      !brought.has(variable.name) &&
      !OWN.test(variable.name) &&
      isMeant(variable, container, same),
  );
  const env = container.field.at('env');
  const at = env.exists ? env : container.field;
  return missing.length > 0 ? [{ at, own, other, missing: missing.map(({ name }) => `"${name}"`) }] : [];
}

/** A new version may well want more; a program that is the same wants its passwords, and both of a host and its port. */
function isNeeded({ name, field }: EnvVar, container: Container, same: Container): boolean {
  if (container.field.at('image').text !== same.field.at('image').text) return false;
  const ref = field.at('valueFrom.secretKeyRef');
  const half = name.endsWith('_HOST') ? name.replace(/HOST$/, 'PORT') : name.replace(/_PORT$/, '_HOST');
  return (
    (ref.exists && ref.at('optional').flag !== true) ||
    (half !== name && container.env.some((variable) => variable.name === half))
  );
}

// Without OpenTelemetry's nothing is traced, and nothing else changes; of shards shard-count speaks.
const OWN = /CANARY|VERSION|RELEASE|TRACK|^OTEL_|SHARD/;
