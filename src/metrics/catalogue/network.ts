import { counter, exporter, gauge, histogram, podTarget } from '../metric.js';

const call = [
  'reporter',
  'source_workload',
  'source_workload_namespace',
  'source_principal',
  'source_app',
  'source_version',
  'source_canonical_service',
  'source_canonical_revision',
  'source_cluster',
  'destination_workload',
  'destination_workload_namespace',
  'destination_principal',
  'destination_app',
  'destination_version',
  'destination_service',
  'destination_service_name',
  'destination_service_namespace',
  'destination_canonical_service',
  'destination_canonical_revision',
  'destination_cluster',
  'request_protocol',
  'response_code',
  'response_flags',
  'grpc_response_status',
  'connection_security_policy',
] as const;

/** Source: Istio, "Istio Standard Metrics". */
export const istio = exporter([...podTarget], {
  istio_requests_total: counter(call),
  istio_request_duration_milliseconds: histogram(
    call,
    [0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000, 300000, 600000, 1800000, 3600000],
    'none',
  ),
  istio_request_bytes: histogram(call, [], 'bytes'),
  istio_response_bytes: histogram(call, [], 'bytes'),
  istio_tcp_connections_opened_total: counter(call),
  istio_tcp_connections_closed_total: counter(call),
  istio_tcp_sent_bytes_total: counter(call, 'bytes'),
  istio_tcp_received_bytes_total: counter(call, 'bytes'),
});

/** What a Probe yields through the blackbox exporter. Source: prometheus/blackbox_exporter, README and prober/. */
export const probes = exporter(['job', 'instance', 'namespace'], {
  probe_success: gauge(),
  probe_duration_seconds: gauge([], 'seconds'),
  probe_dns_lookup_time_seconds: gauge([], 'seconds'),
  probe_http_status_code: gauge(),
  probe_http_duration_seconds: gauge(['phase'], 'seconds'),
  probe_http_ssl: gauge(),
  probe_ssl_earliest_cert_expiry: gauge([], 'timestamp'),
});

/**
 * Scraped with `honorLabels`: `namespace` and `name` are those of the Certificate; 0 of one that was never issued.
 * Source: cert-manager, "Prometheus Metrics".
 */
export const certManager = exporter(podTarget, {
  certmanager_certificate_expiration_timestamp_seconds: gauge(
    ['namespace', 'name', 'issuer_name', 'issuer_kind', 'issuer_group'],
    'timestamp',
  ),
  certmanager_certificate_renewal_timestamp_seconds: gauge(
    ['namespace', 'name', 'issuer_name', 'issuer_kind', 'issuer_group'],
    'timestamp',
  ),
  certmanager_certificate_ready_status: gauge([
    'namespace',
    'name',
    'condition',
    'issuer_name',
    'issuer_kind',
    'issuer_group',
  ]),
});
