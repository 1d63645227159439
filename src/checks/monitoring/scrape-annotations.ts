import type { Field } from '../../manifest/field.js';
import type { PodTemplate } from '../../manifest/pod-template.js';
import { isTemplated } from '../../manifest/references.js';
import { isOneSlip } from '../../values/did-you-mean.js';
import { type Report, report } from '../rule.js';

const PREFIX = 'prometheus.io/';

/** Ports of a sidecar that Istio puts in. */
const OF_SIDECAR = new Set([15020, 15090]);

const why =
  'The scrape configuration reads the annotation as it is written: the pod is no target, or one that is down.';

/**
 * What annotations of a pod say wrong of how it is scraped. A path without a slash is none of it: Prometheus puts it in.
 * Source: prometheus/prometheus, documentation/examples/prometheus-kubernetes.yml, job kubernetes-pods.
 */
export function* scrapeAnnotations(template: PodTemplate): Iterable<Report> {
  for (const [key, field] of template.field.entries('metadata.annotations')) {
    const { text } = field;
    if (!key.startsWith(PREFIX) || text === undefined || isTemplated(text)) continue;
    const name = key.slice(PREFIX.length);
    const meant = ['scrape', 'port', 'path'].find((one) => isOneSlip(name, one));
    if (meant !== undefined) yield said(field, `annotation "${key}" is read by nobody`, `${PREFIX}${meant}: "${text}"`);
    else if (name === 'scrape' && text !== 'true' && text !== 'false')
      yield said(field, `annotation "${key}" is "${text}": "true" alone counts`, `${key}: "true"`);
    else if (name === 'path' && text.startsWith('/') && isOneSlip(text, '/metrics'))
      yield said(field, `annotation "${key}" is "${text}", a letter away from /metrics`, `${key}: /metrics`);
    else if (name === 'port') yield* port(template, key, field, text);
  }
}

function* port({ containers, spec }: PodTemplate, key: string, field: Field, text: string): Iterable<Report> {
  const ports = containers.flatMap((container) => container.ports);
  const named = ports.find((one) => one.name === text)?.port;
  const isNumber = /^\d+$/.test(text);
  const number = Number(text);
  const numbers = [...new Set(ports.flatMap((one) => one.port ?? []))];
  if (isNumber && (numbers.length === 0 || numbers.includes(number) || OF_SIDECAR.has(number))) return;
  // What the pod is told of the number may be that it listens there.
  if (isNumber && new RegExp(`(?<!\\d)${text}(?!\\d)`).test(JSON.stringify(spec.value))) return;
  const has = numbers.length > 0 ? `the containers have ${numbers.join(', ')}` : 'it must be a number';
  const [only = named] = numbers.length === 1 ? numbers : [named];
  const fix = only === undefined ? 'Write the number of the port that serves the metrics.' : `${key}: "${only}"`;
  yield said(field, `annotation "${key}" is "${text}": ${has}`, fix);
}

function said(field: Field, message: string, fix: string): Report {
  return report(field, message, { severity: 'warning', why, fix });
}
