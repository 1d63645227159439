import type { Field } from '../../manifest/field.js';
import { type HostUse, hostUses } from '../../manifest/hosts/host-uses.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { type MeshService, meshService } from '../../network/mesh-routes.js';
import { lackSidecars } from '../../network/sidecars.js';
import { type Report, report } from '../rule.js';

/** OTLP over HTTP/1.1; its other port, 4317, is gRPC, which is written with http:// as well. Source: OTLP, specification. */
const [OTLP_HTTP, OTLP_GRPC] = [4318, 4317];

/**
 * Requests that a rule of the mesh turns into HTTP/2 on their way to pods without a sidecar, which would turn them back.
 * Source: Istio, networking/v1 ConnectionPoolSettings.HTTPSettings.
 */
export function* http2Upgrades(set: ManifestSet): Iterable<Report> {
  for (const root of set.fields('DestinationRule')) {
    const policies = [root.at('spec.trafficPolicy'), ...root.items('spec.trafficPolicy.portLevelSettings')];
    for (const policy of policies) {
      const upgrade = policy.at('connectionPool.http.h2UpgradePolicy');
      const host = meshService(root.at('spec.host').text, root.manifest.ref.namespace);
      if (upgrade.text !== 'UPGRADE' || !host || !isPlain(root, policy, host, set)) continue;
      const port = policy.at('port.number').number;
      const uses = hostUses(set).filter((use) => isPlainHttp(use, host, port));
      const [first] = [...uses].sort((a, b) => Number(isOtlp(b)) - Number(isOtlp(a)));
      if (first) yield told(upgrade, host, first);
    }
  }
}

/** Whether there is no sidecar at the other end. */
function isPlain(root: Field, policy: Field, host: MeshService, set: ManifestSet): boolean {
  const own = policy.at('tls.mode').text ?? root.at('spec.trafficPolicy.tls.mode').text;
  return own === undefined ? lackSidecars(set, host) : own === 'DISABLE';
}

function isPlainHttp({ host, service }: HostUse, { namespace, name }: MeshService, port: number | undefined): boolean {
  return (
    host.scheme === 'http' &&
    host.port !== OTLP_GRPC &&
    service.name === name &&
    service.namespace === namespace &&
    (port === undefined || host.port === port)
  );
}

function isOtlp({ host }: HostUse): boolean {
  return host.port === OTLP_HTTP;
}

function told(upgrade: Field, { name }: MeshService, use: HostUse): Report {
  const { ref } = use.at.manifest;
  const where = use.host.port === undefined ? '' : ` on port ${use.host.port}`;
  return report(upgrade, `"${name}" gets HTTP/2, and ${ref.kind} "${ref.name}" calls it by http://${where}`, {
    severity: isOtlp(use) ? undefined : 'warning',
    why: 'There is no sidecar at the other end that would turn it back: a server that knows HTTP/1.1 alone closes the connection, and the caller sees 502.',
    fix: 'Write DO_NOT_UPGRADE.',
  });
}
