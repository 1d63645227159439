import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Identity } from '../construct/labels.js';
import type { Platform } from '../construct/platform.js';
import { reject } from '../construct/reject.js';
import { plain } from '../construct/traced.js';
import { meshPolicies, plainMetrics } from '../security/mesh-policy.js';
import { networkPolicies } from '../security/network-policy.js';
import { callsOf, type Talks } from './calls.js';

/** Network policies of a workload, where the environment isolates pods. */
export function networkAccess(
  scope: Construct,
  identity: Identity,
  talks: Omit<Talks, 'name' | 'namespace'>,
  platform: Platform,
): void {
  if (!platform.isolation) return;
  const { namespace } = Chart.of(scope);
  if (namespace === undefined) {
    reject(scope, {
      rule: 'isolation-namespace',
      message: `"${identity.name}" stands in a chart without a namespace`,
      why: 'Policies name pods by namespace: nobody could be let in or out.',
      fix: "new Chart(app, 'shop', { namespace: 'shop' })",
    });
    return;
  }
  for (const connection of talks.uses ?? []) {
    if (connection.at) continue;
    reject(scope, {
      rule: 'connection-unplaced',
      message: `nothing says which pods or addresses are behind "${connection.name}"`,
      why: 'No network policy can let the calls through: every one of them times out.',
      fix: 'Give connection() the pods behind the host, or declare it by outside().',
      property: { object: connection, key: 'host' },
    });
  }
  const calls = callsOf({ ...talks, name: identity.name, namespace }, platform);
  if (talks.routed && !calls.some(({ purpose }) => plain(purpose) === 'route')) {
    reject(scope, {
      rule: 'isolation-entrance',
      message: `"${identity.name}" has a route, and nothing says where requests from outside come from`,
      why: 'No network policy can let them in: the load balancer finds every pod dead.',
      fix:
        platform.ingress.kind === 'alb'
          ? "Give the cluster's network the range of its machines: nodes: '10.0.0.0/16'."
          : `Give the ingress its pods: ${platform.ingress.kind === 'istio' ? 'istio({' : 'ingressClass(name, {'} pods: { name, namespace, labels } }).`,
    });
  }
  if (talks.asksApi && !calls.some(({ purpose }) => plain(purpose) === 'api')) {
    reject(scope, {
      rule: 'isolation-api',
      message: `"${identity.name}" asks the API server, and nothing says at which address it listens`,
      why: 'No network policy can let the calls through: every one of them times out.',
      fix: "Give the cluster's network its address: apiServer: { range: '10.0.0.10/32', port: 6443 }.",
    });
  }
  networkPolicies(scope, identity, namespace, calls);
  const { mesh } = platform;
  if (!mesh) return;
  meshPolicies(scope, identity, namespace, calls, mesh);
  const scraped = calls.some(({ purpose }) => plain(purpose) === 'scrape');
  // A service's metrics share its port: there Prometheus asks the sidecar.
  if (mesh.strict && scraped && identity.component === 'worker' && talks.port !== undefined)
    plainMetrics(scope, identity, talks.port);
}
