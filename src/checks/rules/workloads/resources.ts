import { applicationSources, valueBelow } from '../../../manifest/argocd/application-sources.js';
import type { Field } from '../../../manifest/field.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import { isTemplated } from '../../../manifest/references.js';
import { parseQuantity } from '../../../values/quantity.js';
import { type Report, report, rule } from '../../rule.js';
import { heapsOverLimit } from '../../workloads/heaps.js';

const example = (memory: string) => `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      resources:
        requests:
          memory: ${memory}
`;

export const resources = rule({
  id: 'resources',
  severity: 'error',
  what: 'An amount of CPU, memory or storage is none, or not the one that was meant; or a heap takes all that the container may have',
  why: 'The API server refuses the pod, or the container has too little to start.',
  fix: 'CPU in m or cores, memory and storage in Mi or Gi; a request at most as high as its limit.',
  exceptions: [
    'A limit without a request: the request is the same.',
    'Heaps of containers without a limit, and those of Node that are as large as it.',
  ],
  source: 'Kubernetes, concepts/configuration/manage-resources-containers#resource-units-in-kubernetes',
  wrong: example('512m # <--'),
  right: example('512Mi'),
  *check({ set }) {
    for (const block of blocks(set)) {
      for (const part of ['requests', 'limits'])
        for (const [name, amount] of block.entries(part)) yield* unit(name, amount);
      for (const [name, request] of block.entries('requests')) yield* over(name, request, block.at(['limits', name]));
    }
    for (const { spec } of set.podTemplates()) {
      for (const volume of spec.items('volumes')) yield* unit('memory', volume.at('emptyDir.sizeLimit'));
    }
    yield* heapsOverLimit(set);
  },
});

/** Every place that asks for resources. */
function blocks(set: ManifestSet): Field[] {
  const claims = set.fields('PersistentVolumeClaim').map((claim) => claim.at('spec.resources'));
  const templates = set
    .fields('StatefulSet')
    .flatMap((one) => one.items('spec.volumeClaimTemplates').map((claim) => claim.at('spec.resources')));
  const pods = set
    .podTemplates()
    .flatMap(({ spec, containers }) => [spec.at('resources'), ...containers.map(({ field }) => field.at('resources'))]);
  const operated = set
    .placements()
    .filter(({ manifest }) => set.podTemplate(manifest) === undefined)
    .flatMap((place) => [
      ...resourcesBelow(place),
      ...place.items('containers').map((container) => container.at('resources')),
    ]);
  const charts = applicationSources(set).flatMap((source) => resourcesBelow(valueBelow(source, [])));
  return [...pods, ...claims, ...templates, ...operated, ...charts];
}

/** What values of a chart, or a part of a custom resource, ask for, however deep: charts hand values down to those that they bring. */
function resourcesBelow(field: Field): Field[] {
  return field.entries().flatMap(([key, value]) => {
    const isOne = key === 'resources' && (value.at('requests').exists || value.at('limits').exists);
    return isOne ? [value] : resourcesBelow(value);
  });
}

const Mi = 1024n * 1024n;
const one = 1_000_000_000n;

function* unit(name: string, amount: Field): Iterable<Report> {
  const written = amount.scalar;
  if (written === undefined || isTemplated(written)) return;
  const value = parseQuantity(written);
  if (value === undefined) {
    const fixed = /^(\d+(?:\.\d+)?)\s*(?:MB|mb|Mb|MIB|mi|MiB|GB|gb|GIB|gi|GiB)$/.exec(written);
    const fix = fixed ? `Write ${fixed[1]}${/g/i.test(written) ? 'Gi' : 'Mi'}.` : undefined;
    yield report(amount, `"${name}" is "${written}", which is no quantity`, { fix });
  } else if (value < 0n) {
    yield report(amount, `"${name}" is ${written}, at least 0 is allowed`);
  } else if (name === 'cpu') {
    if (value % 1_000_000n !== 0n) yield report(amount, `"cpu" is ${written}, the smallest step is 1m`);
    else if (value >= 100n * one && !written.endsWith('m')) {
      yield report(amount, `"cpu" is ${written} cores`, {
        severity: 'warning',
        why: 'No node has that many: the pod stays Pending.',
        fix: `Write ${written}m, if thousandths were meant.`,
      });
    }
  } else if (/^(?:memory|storage|ephemeral-storage)$/.test(name) && value > 0n && value < 4n * Mi * one) {
    const bytes = Number(value / 1_000_000n) / 1000;
    const meant = /^[\d.]+m?$/.test(written) ? `Write ${written.replace(/m$/, '')}Mi.` : undefined;
    yield report(amount, `"${name}" is ${written}, which is ${bytes} bytes`, {
      why: 'That is less than a container needs to start.',
      fix: meant,
    });
  }
}

function* over(name: string, request: Field, limit: Field): Iterable<Report> {
  const [asked, most] = [request.scalar, limit.scalar].map((text) =>
    text === undefined ? undefined : parseQuantity(text),
  );
  if (asked === undefined || most === undefined || asked <= most) return;
  yield report(request, `"${name}" requests ${request.scalar}, over its limit ${limit.scalar}`, {
    why: 'The API server refuses the pod.',
    fix: 'Lower the request, or raise the limit.',
  });
}
