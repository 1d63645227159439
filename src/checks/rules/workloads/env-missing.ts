import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { Container, PodTemplate } from '../../../manifest/pod-template.js';
import { listed } from '../../closed-calls.js';
import { type Report, report, rule } from '../../rule.js';

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
  what: 'A canary lacks a variable that the workload has of which it is the canary',
  why: 'The program falls back to what its code says, localhost as a rule: the new version is tried with other settings than it will run with.',
  fix: 'Give both the same variables.',
  exceptions: ['Variables that speak of the canary or of the version itself.', 'Keys that envFrom may bring.'],
  source: 'Kubernetes, tasks/inject-data-application/define-environment-variable-container',
  wrong: `${twin('shop', 'v1', database)}${twin('shop-canary', 'v2', '').replace('env:', 'env: # <--')}`,
  right: `${twin('shop', 'v1', database)}${twin('shop-canary', 'v2', database)}`,
  *check({ set }) {
    for (const canary of set.podTemplates()) {
      const stable = stableOf(canary, set);
      if (!stable) continue;
      for (const container of canary.containers) {
        const same = stable.containers.find(({ name, role }) => name === container.name && role === container.role);
        if (same) yield* lacking(container, same, canary, stable);
      }
    }
  },
});

function stableOf({ manifest }: PodTemplate, set: ManifestSet): PodTemplate | undefined {
  const { name, namespace, kind } = manifest.ref;
  if (!name.endsWith('-canary')) return undefined;
  const stable = set.find(kind, namespace, name.slice(0, -'-canary'.length));
  return stable && set.podTemplate(stable);
}

function* lacking(
  container: Container,
  same: Container,
  { manifest }: PodTemplate,
  stable: PodTemplate,
): Iterable<Report> {
  // What comes as a whole may hold it.
  const whole = (one: Container) => JSON.stringify(one.field.at('envFrom').value ?? []);
  if (whole(container) !== whole(same)) return;
  const names = namesOf(container);
  const missing = [...namesOf(same)].filter((name) => !names.has(name) && !OWN.test(name));
  if (missing.length === 0) return;
  const env = container.field.at('env');
  yield report(
    env.exists ? env : container.field,
    `"${manifest.ref.name}" lacks ${listed(missing.map((name) => `"${name}"`))}, which "${stable.manifest.ref.name}" has`,
  );
}

const OWN = /CANARY|VERSION|RELEASE|TRACK/;

function namesOf({ env }: Container): ReadonlySet<string> {
  return new Set(env.map(({ name }) => name));
}
