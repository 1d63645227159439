import type { Facts } from '../../cluster/facts.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { quoted } from '../../values/listed.js';
import { lack, missingAddOns } from '../gitops/brought.js';
import { strayPortCause } from '../network/target-port.js';
import { type Report, report } from '../rule.js';
import { type AskedSeries, wanted } from './chain.js';
import { type Monitor, monitorsOf, scrapes, strayService } from './monitors.js';
import { readersOf, reads } from './readers.js';

/** What a query takes for granted: who yields the metric, and the labels that say of which pods. */
interface Asked {
  readonly owner: string;
  readonly job: string | undefined;
  readonly namespace: string | undefined;
  readonly container: string | undefined;
}

/** A link of the chain that is broken, and what mends it. */
interface Break {
  readonly what: string;
  readonly fix: string;
  readonly cause?: string | undefined;
}

/** Many queries ask of the same pods: their chain is followed once. */
export type Chains = Map<string, readonly Break[]>;

/** The chain from a query to pods, and the first link that is broken. What other rules say is not said again. */
export function* brokenChains(
  { query: { field, name }, selector, metric }: AskedSeries,
  owner: string,
  set: ManifestSet,
  facts: Facts,
  chains: Chains,
): Iterable<Report> {
  if (!facts.exporters) return;
  const asked: Asked = {
    owner,
    job: wanted(selector, 'job') ?? wanted(selector, 'service'),
    namespace: wanted(selector, 'namespace'),
    container: wanted(selector, 'container'),
  };
  const key = JSON.stringify([asked.owner, asked.job, asked.namespace, asked.container]);
  const breaks = chains.get(key) ?? [...breaksOf(asked, facts.exporters, set, facts)];
  chains.set(key, breaks);
  for (const { what, fix, cause } of breaks) {
    yield report(field, `"${name}" asks for "${metric}", and ${what}`, {
      severity: 'error',
      fix,
      cause,
      why: `The chain breaks here: ${name} -> ${metric} -> ${asked.owner} -> ${what}. An alert without series never fires.`,
    });
  }
}

function* breaksOf(
  { owner, job, namespace, container }: Asked,
  known: NonNullable<Facts['exporters']>,
  set: ManifestSet,
  facts: Facts,
): Iterable<Break> {
  if (owner !== 'prometheus' && !known.some(({ exporter }) => exporter === owner)) {
    yield {
      what: `nothing in the cluster yields metrics of ${owner}`,
      ...lack('exporters', owner, missingAddOns(set, facts.resources ?? []).keys()),
    };
    return;
  }
  const placed = known.flatMap(({ pods, port, exporter }) => (pods ? [{ pods, port, exporter }] : []));
  // Only queries about a workload's own metrics: those of others speak of it from outside.
  const own =
    owner === 'prometheus'
      ? placed.filter(({ pods }) => isJobOf(pods, job))
      : placed.filter(({ exporter }) => exporter === owner);
  if (own.length === 0) return;
  const asked = own.filter(({ pods }) => {
    if (namespace !== undefined && namespace !== pods.namespace) return false;
    if (job !== undefined) return isJobOf(pods, job);
    return container === undefined || container === pods.name;
  });
  if (asked.length === 0) {
    const near = didYouMean(
      job ?? container ?? '',
      own.map(({ pods }) => pods.name),
    );
    const whose = [namespace && `namespace "${namespace}"`, job && `"${job}"`, container && `container "${container}"`]
      .filter(Boolean)
      .join(', ');
    yield {
      what: `nobody there yields it: ${whose}`,
      fix: near ? `"${near}"` : `One of ${own.map(({ pods }) => `${pods.namespace}/${pods.name}`).join(', ')}.`,
    };
    return;
  }
  for (const { pods, port } of asked) {
    const templates = set.pods(pods.namespace, { labels: new Map(Object.entries(pods.labels)), expressions: [] });
    const monitors = monitorsOf(set).filter((one) => templates.some((template) => one.pods.includes(template)));
    const read = monitors.filter(({ manifest }) =>
      readersOf(set, facts, manifest.ref.kind).some((reader) => reads(reader, manifest, set)),
    );
    // A monitor that is not picked up, or that finds nothing, is reported where it stands.
    if (templates.length === 0 || (monitors.length > 0 && read.length === 0)) continue;
    if (
      monitors.length === 0 &&
      monitorsOf(set).some(
        ({ manifest }) => manifest.ref.name === pods.name && manifest.ref.namespace === pods.namespace,
      )
    )
      continue;
    if (monitors.length === 0) {
      yield {
        what: `no monitor scrapes the pods of "${pods.name}"`,
        fix: `A ServiceMonitor or PodMonitor that selects ${Object.entries(pods.labels)
          .map(([key, value]) => `${key}=${value}`)
          .join(', ')}.`,
      };
    } else if (
      !read.some(
        (one) =>
          one.endpoints.some((endpoint) => !endpoint.at('port').exists) ||
          templates.some((template) => scrapes(one, template, port)),
      )
    ) {
      const ports = read.flatMap((one) => one.endpoints.flatMap((endpoint) => endpoint.at('port').text ?? []));
      if (ports.length > 0 && read.every((one) => one.services.length > 0 || one.manifest.ref.kind === 'PodMonitor'))
        yield {
          what: `its monitor scrapes port ${quoted(ports).join(', ')} of "${pods.name}", not port ${port}`,
          fix: `A port that leads to ${port}.`,
          cause: strayCauseOf(read, templates),
        };
    }
  }
}

function strayCauseOf(monitors: readonly Monitor[], templates: readonly PodTemplate[]): string | undefined {
  const [service] = monitors.flatMap((one) => strayService(one, templates) ?? []);
  return service && strayPortCause(service);
}

/** Whether a job is what Prometheus calls the pods of a workload, by its Service or its PodMonitor. */
export function isJobOf(
  { name, namespace }: { readonly name: string; readonly namespace: string },
  job?: string,
): boolean {
  return job === name || job === `${namespace}/${name}` || job === `${name}-pods`;
}
