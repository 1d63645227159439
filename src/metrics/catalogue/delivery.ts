import { counter, exporter, gauge, histogram, serviceTarget } from '../metric.js';

/** Scraped with `honorLabels`: `namespace` and `name` are those of the Application. Source: Argo CD, "Metrics". */
export const argoCd = exporter(serviceTarget, {
  argocd_app_info: gauge([
    'namespace',
    'name',
    'project',
    'autosync_enabled',
    'repo',
    'dest_server',
    'dest_namespace',
    'sync_status',
    'health_status',
    'operation',
  ]),
  argocd_app_sync_total: counter(['namespace', 'name', 'project', 'phase', 'dest_server']),
  argocd_app_reconcile: histogram(['namespace', 'dest_server'], [0.25, 0.5, 1, 2, 4, 8, 16]),
  argocd_app_k8s_request_total: counter(['name', 'project', 'server', 'resource_kind', 'response_code', 'verb']),
  argocd_cluster_connection_status: gauge(['server', 'k8s_version']),
  argocd_git_request_total: counter(['repo', 'request_type']),
  argocd_git_fetch_fail_total: counter(['repo']),
  argocd_kubectl_exec_pending: gauge(['hostname', 'command']),
});

const rollout = ['namespace', 'name'] as const;

/**
 * Scraped with `honorLabels`: `namespace` and `name` are those of the Rollout. Its counters lack the usual `_total`.
 * Source: Argo Rollouts, controller/metrics/prommetrics.go.
 */
export const argoRollouts = exporter(serviceTarget, {
  rollout_info: gauge([...rollout, 'strategy', 'traffic_router', 'phase']),
  rollout_info_replicas_available: gauge(rollout),
  rollout_info_replicas_unavailable: gauge(rollout),
  rollout_info_replicas_desired: gauge(rollout),
  rollout_info_replicas_updated: gauge(rollout),
  rollout_phase: gauge([...rollout, 'strategy', 'phase']),
  rollout_events_total: counter([...rollout, 'type', 'reason']),
  rollout_reconcile: histogram(rollout, [0.01, 0.15, 0.25, 0.5, 1]),
  rollout_reconcile_error: counter(rollout),
  analysis_run_info: gauge([...rollout, 'phase']),
  analysis_run_phase: gauge([...rollout, 'phase']),
  analysis_run_metric_phase: gauge([...rollout, 'metric', 'type', 'dry_run', 'phase']),
  analysis_run_metric_type: gauge([...rollout, 'metric', 'type']),
  analysis_run_reconcile_error: counter(rollout),
  analysis_template_info: gauge(rollout),
  experiment_info: gauge([...rollout, 'phase']),
  notification_send_error: counter([...rollout, 'type', 'reason']),
  notification_send_success: counter([...rollout, 'type', 'reason']),
  argo_rollouts_controller_info: gauge(['version']),
});
