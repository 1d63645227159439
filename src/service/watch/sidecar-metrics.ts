import type { Platform } from '../../construct/platform.js';
import { type Draft, derive, type Input, preset } from '../../construct/traced.js';

/**
 * Whether metrics of services of a namespace come through their sidecars, which hand on the program's besides their own:
 * where strict mutual TLS holds nobody without a sidecar reaches the program itself, and where Prometheus is the fleet's
 * it wants both.
 * Source: Istio, "Prometheus", "Option 1: Metrics merging".
 */
export function asksSidecar({ mesh, prometheus }: Platform, namespace: string | undefined): boolean {
  if (!mesh || namespace === undefined || !mesh.namespaces.includes(namespace)) return false;
  return mesh.strict || prometheus?.stack !== undefined;
}

/** By these a sidecar learns where the program has its metrics: of pods without them it hands on nothing. */
export function programMetrics(port: Input<number>): Draft<Record<string, string>> {
  return {
    'prometheus.io/scrape': preset('true', 'the sidecar hands on metrics of the program too'),
    'prometheus.io/port': derive(port, String),
  };
}
