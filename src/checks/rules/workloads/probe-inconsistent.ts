import type { Field } from '../../../manifest/field.js';
import { groupBy } from '../../../manifest/group-by.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { Container, PodTemplate } from '../../../manifest/pod-template.js';
import { isOneSlip } from '../../../values/did-you-mean.js';
import { listed } from '../../../values/listed.js';
import { oddOnesOut } from '../../odd-one-out.js';
import { folded, type Report, report, rule } from '../../rule.js';
import { unlikeTwins } from '../../workloads/twin-probes.js';
import { serviceName, sortOf } from '../../workloads/variables.js';

const pod = (name: string, probe: string, mark = '') => `---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/${name}:1.0.0
      ports:
        - { name: http, containerPort: 8000 }
      livenessProbe: ${mark}
        httpGet: { path: /health, port: http }${probe}
`;
const LONG = '\n        timeoutSeconds: 5';
const example = (probe: string, mark = '') => pod('cart', LONG) + pod('stock', LONG) + pod('shop', probe, mark);

export const probeInconsistent = rule({
  id: 'probe-inconsistent',
  severity: 'warning',
  what: 'A probe waits one second, the default, where those of its siblings wait longer, or is missing where they have one; or it asks for another port or path than the same image elsewhere',
  why: 'Under load the answer takes longer than a second: the kubelet restarts a container that only works hard.',
  fix: 'Set timeoutSeconds as the others do.',
  exceptions: [
    'Namespaces in which fewer than two other workloads ask the same path and wait at least three seconds.',
    'A probe that is missing, unless at least four others whose names end alike have one.',
  ],
  source: 'Kubernetes, tasks/configure-pod-container/configure-liveness-readiness-startup-probes#configure-probes',
  wrong: example('', '# <--').replace('livenessProbe: # <--', 'livenessProbe: # <--'),
  right: example(LONG),
  *check({ set }) {
    for (const { containers } of set.podTemplates()) for (const one of containers) yield* within(one);
    yield* unlikeTwins(set);
    yield* unasked(set);
    for (const probes of alike(set).values()) {
      const patient = probes.filter(({ at }) => (at.at('timeoutSeconds').number ?? 0) >= 3);
      const hasty = probes.filter(({ at }) => !at.at('timeoutSeconds').exists);
      if (new Set(patient.map(({ name }) => name)).size < 2) continue;
      const waits = patient[0]?.at.at('timeoutSeconds').number;
      yield* folded(
        hasty,
        ({ at }) => at,
        (left) => {
          const names = listed([...new Set(left.map(({ name }) => `"${name}"`))]);
          return report(
            left[0].at,
            `the liveness probe of ${names} waits 1 s, and those of others beside wait ${waits} s`,
            {
              fix: `timeoutSeconds: ${waits}`,
            },
          );
        },
      );
    }
  },
});

/** Services whose pods nobody asks whether they are ready, as those of all others of their sort are. */
function* unasked(set: ManifestSet): Iterable<Report> {
  const pods = set
    .podTemplates()
    .filter(({ manifest }) => /^(?:Deployment|StatefulSet|Rollout)$/.test(manifest.ref.kind));
  const services = [...groupBy(pods, serviceName)].map(([name, own]) => ({ sort: sortOf(name), own }));
  for (const [sort, alike] of groupBy(services, (one) => one.sort)) {
    const found = sort === '' ? undefined : oddOnesOut(alike, ({ own }) => (own.every(isAsked) ? 'yes' : undefined));
    for (const { own } of found?.odd ?? [])
      yield* folded(
        own.filter((pod) => !isAsked(pod)),
        placeOf,
        (left) => {
          const names = listed(left.map(({ manifest }) => `"${manifest.ref.name}"`));
          const verb = left.length > 1 ? 'have' : 'has';
          return report(
            placeOf(left[0]),
            `${names} ${verb} no readinessProbe, and ${found?.count} other services of the sort have one`,
            {
              why: 'It gets requests before it can answer, and a roll-out takes a version for good that never answers.',
              fix: 'Add the probe that the others have.',
            },
          );
        },
      );
  }
}

function placeOf({ containers, field }: PodTemplate): Field {
  return containers[0]?.field ?? field;
}

function isAsked({ containers }: PodTemplate): boolean {
  return containers.some(({ probes }) => probes.some((probe) => probe.path.at(-1) === 'readinessProbe'));
}

/** Probes of one container that cannot all be right: it answers a port with TLS, or without. */
function* within(container: Container): Iterable<Report> {
  const asking = container.probes.filter((probe) => probe.at('httpGet').exists);
  for (const [port, probes] of groupBy(asking, (probe) => probe.at('httpGet.port').scalar)) {
    const schemes = groupBy(probes, (probe) => probe.at('httpGet.scheme').text?.toUpperCase() ?? 'HTTP');
    const [odd] = schemes.get('HTTPS') ?? [];
    if (schemes.size > 1 && odd)
      yield report(odd.at('httpGet.scheme'), `port ${port} is asked with HTTPS here, and without by another probe`, {
        severity: 'error',
        why: 'A port speaks one of the two: one of the probes never succeeds.',
        fix: 'Ask with the same scheme in all probes of the port.',
      });
    yield* nearlyAlike(probes);
  }
}

/** Paths that are a letter apart. */
function* nearlyAlike(probes: readonly Field[]): Iterable<Report> {
  const [first, ...rest] = probes.map((probe) => probe.at('httpGet.path'));
  for (const other of rest) {
    const [one, two] = [first?.text, other.text];
    if (one === undefined || two === undefined || one === two || /z$/.test(one) !== /z$/.test(two)) continue;
    if (isOneSlip(one, two))
      yield report(other, `path "${two}" is asked here, and "${one}" by another probe of the same port`, {
        why: 'A path that is not served answers 404: the probe fails, the container is killed or never ready.',
        fix: 'Write the path that the program serves.',
      });
  }
}

interface Probe {
  readonly name: string;
  readonly at: Field;
}

/** Liveness probes that ask the same path, by namespace. */
function alike(set: ManifestSet): ReadonlyMap<string, readonly Probe[]> {
  const all = set
    .podTemplates()
    .flatMap(({ manifest, containers }) =>
      containers.flatMap(({ probes }) => probes).map((at) => ({ name: manifest.ref.name, at })),
    );
  const asking = all.filter(({ at }) => at.path.at(-1) === 'livenessProbe' && at.at('httpGet.path').text !== undefined);
  return groupBy(asking, ({ at }) => `${at.manifest.ref.namespace} ${at.at('httpGet.path').text}`);
}
