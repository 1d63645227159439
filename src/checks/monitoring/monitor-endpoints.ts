import { type Field, fieldOf } from '../../manifest/field.js';
import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { isTemplated } from '../../manifest/references.js';
import { didYouMean, isOneSlip } from '../../values/did-you-mean.js';
import { parseDuration } from '../../values/duration.js';
import { listed, quoted } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { type Monitor, monitorsOf, portsOf } from './monitors.js';

/** A port that what the monitor selects does not have. */
export function* portProblems(monitor: Monitor, endpoint: Field, why: () => string | undefined): Iterable<Report> {
  const { isPods } = monitor;
  const field = endpoint.at('port');
  const name = field.text;
  if (name === undefined) yield* targetPort(monitor, endpoint, why);
  if (name === undefined || isTemplated(name)) return;
  const ports = isPods
    ? monitor.pods.flatMap(({ spec }) => portsOf(spec))
    : monitor.services.flatMap((service) => fieldOf(service).items('spec.ports'));
  const names = ports.flatMap((one) => one.at('name').text ?? []);
  if (names.includes(name)) return;
  const near = didYouMean(name, names);
  const [whose] = isPods ? monitor.pods.map(({ manifest }) => manifest) : monitor.services;
  const owner = whose ? `${whose.ref.kind} "${whose.ref.name}"` : 'what it selects';
  const list = names.length > 0 ? `it has ${quoted([...new Set(names)]).join(', ')}` : 'its ports have no names';
  yield report(field, `port "${name}" is none of ${owner}: ${list}`, {
    why: why(),
    fix: near ? `port: ${near}` : names[0] ? `port: ${names[0]}` : 'Give the port a name.',
  });
}

/** A port of the pods, which they must list: Prometheus finds targets by what containers say that they have. */
function* targetPort({ pods }: Monitor, endpoint: Field, why: () => string | undefined): Iterable<Report> {
  const field = endpoint.at('targetPort');
  const port = field.scalar;
  const ports = pods.flatMap(({ spec }) => portsOf(spec));
  if (port === undefined || ports.length === 0 || isTemplated(port)) return;
  const names = ports.flatMap((one) => [one.at('name').text, one.at('containerPort').scalar].filter(isText));
  if (names.includes(port)) return;
  const near = didYouMean(port, names);
  yield report(
    field,
    `targetPort "${port}" is listed by no pod that it selects: there is ${listed(quoted([...new Set(names)]))}`,
    {
      why: why(),
      fix: `targetPort: ${near ?? names[0] ?? port}`,
    },
  );
}

function isText(text: string | undefined): text is string {
  return text !== undefined;
}

/** Timeouts that are longer than the time between two scrapes. */
export function* timeouts({ endpoints }: Monitor): Iterable<Report> {
  for (const endpoint of endpoints) {
    const timeout = endpoint.at('scrapeTimeout');
    const [most, own] = [parseDuration(endpoint.at('interval').text ?? ''), parseDuration(timeout.text ?? '')];
    if (most === undefined || own === undefined || own <= most) continue;
    yield report(timeout, `scrapeTimeout ${timeout.text} is longer than the interval ${endpoint.at('interval').text}`, {
      why: 'The operator refuses the monitor: nothing of it is scraped.',
      fix: `scrapeTimeout: ${endpoint.at('interval').text}`,
    });
  }
}

/** The path that nearly every program serves, and those that several monitors of the set ask for. */
export function usualPaths(set: ManifestSet): readonly string[] {
  const asked = groupBy(
    monitorsOf(set).flatMap(({ endpoints }) => endpoints.flatMap((one) => one.at('path').text ?? [])),
    (path) => path,
  );
  return ['/metrics', ...[...asked].flatMap(([path, all]) => (all.length >= 3 ? [path] : []))];
}

/** One of them with a slip. */
export function* paths({ endpoints }: Monitor, usual: readonly string[]): Iterable<Report> {
  for (const endpoint of endpoints) {
    const path = endpoint.at('path');
    const near = usual.includes(path.text ?? '') ? undefined : usual.find((one) => isOneSlip(path.text ?? '', one));
    if (near !== undefined)
      yield report(path, `path "${path.text}" is a letter away from ${near}`, {
        severity: 'warning',
        why: 'Where nothing is served there the target is down, and none of its metrics arrive.',
        fix: `Did you mean "${near}"?`,
      });
  }
}
