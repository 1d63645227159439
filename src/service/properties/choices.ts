import type { Eviction } from '../../data/redis.js';
import type { Reporter } from '../../delivery/analysis/request-metrics.js';
import type { NoTraffic } from '../../delivery/analysis/threshold.js';
import type { Event } from '../../gitops/notification-events.js';
import type { Severity } from '../../monitoring/alert.js';

// Kept complete by the compiler: a word more or less in the types does not compile here.
const severity: Record<Severity, true> = { critical: true, warning: true };
const event: Record<Event, true> = { 'sync-failed': true, degraded: true, deployed: true };
const noTraffic: Record<NoTraffic, true> = { pass: true, fail: true, pause: true };
const reporter: Record<Reporter, true> = { service: true, mesh: true };
const eviction: Record<Eviction, true> = {
  noeviction: true,
  'allkeys-lru': true,
  'allkeys-lfu': true,
  'allkeys-random': true,
  'volatile-lru': true,
  'volatile-lfu': true,
  'volatile-random': true,
  'volatile-ttl': true,
};

const choices = new Map<string, object>([
  ['Severity', severity],
  ['Event', event],
  ['NoTraffic', noTraffic],
  ['Reporter', reporter],
  ['Eviction', eviction],
]);

/** The words that an author may choose from, by the name that the compiler calls them by; undefined for other types. */
export function choicesOf(type: string): readonly string[] | undefined {
  const words = choices.get(type);
  return words && Object.keys(words);
}
