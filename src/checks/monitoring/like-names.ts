import type { Exporter } from '../../metrics/catalogue.js';

/** The one metric of an exporter whose name is this one and a word within: `kube_pod_container_restarts_total`. */
export function longerName(metric: string, owner: Exporter): string | undefined {
  const words = metric.split('_');
  const longer = Object.keys(owner.metrics).filter((one) => {
    const own = one.split('_');
    if (own.length !== words.length + 1) return false;
    const at = own.findIndex((word, i) => word !== words[i]);
    return at > 0 && at < words.length && own.slice(at + 1).every((word, i) => word === words[at + i]);
  });
  return longer.length === 1 ? longer[0] : undefined;
}

const ENDS = ['_total', '_bytes', '_seconds'];

/** The one metric of an exporter whose name has the same words, an end more, or one word in another form. */
export function likeName(metric: string, owner: Exporter): string | undefined {
  const words = metric.split('_');
  const alike = Object.keys(owner.metrics).filter((one) => {
    if (ENDS.some((end) => one === `${metric}${end}`)) return true;
    const own = one.split('_');
    if (own.length !== words.length) return false;
    const differing = own.filter((word, i) => word !== words[i]);
    if (differing.length > 1) return own.toSorted().join() === words.toSorted().join();
    const at = own.findIndex((word, i) => word !== words[i]);
    return at >= 2 && isForm(own[at] ?? '', words[at] ?? '');
  });
  return alike.length === 1 ? alike[0] : undefined;
}

/** Whether two words are forms of one: `expiry` and `expiration`, `available` and `MemAvailable`, no opposites. */
function isForm(one: string, other: string): boolean {
  const [short = '', long = ''] = [one.toLowerCase(), other.toLowerCase()].toSorted((a, b) => a.length - b.length);
  if (short.length < 5 || /^(?:un|in|non)/.test(long.replace(short, ''))) return false;
  return long.endsWith(short) || long.startsWith(short.slice(0, 5));
}
