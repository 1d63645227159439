import { counter, exporter, gauge, serviceTarget } from '../metric.js';

/** What Prometheus itself knows of every target. Source: Prometheus, "Jobs and instances". */
export const targets = exporter([...serviceTarget, 'node', 'metrics_path'], {
  up: gauge(),
  scrape_duration_seconds: gauge([], 'seconds'),
  scrape_samples_scraped: gauge(),
  scrape_samples_post_metric_relabeling: gauge(),
  scrape_series_added: gauge(),
});

/** Source: Prometheus and Alertmanager, their own `/metrics`. */
export const watchers = exporter(serviceTarget, {
  prometheus_build_info: gauge(['version', 'revision', 'branch', 'goversion']),
  prometheus_config_last_reload_successful: gauge(),
  prometheus_rule_evaluation_failures_total: counter(['rule_group']),
  prometheus_rule_group_iterations_missed_total: counter(['rule_group']),
  prometheus_notifications_dropped_total: counter(),
  prometheus_notifications_errors_total: counter(['alertmanager']),
  prometheus_notifications_alertmanagers_discovered: gauge(),
  prometheus_target_scrapes_exceeded_sample_limit_total: counter(),
  prometheus_tsdb_head_series: gauge(),
  prometheus_tsdb_compactions_failed_total: counter(),
  prometheus_tsdb_storage_blocks_bytes: gauge([], 'bytes'),
  alertmanager_alerts: gauge(['state']),
  alertmanager_config_last_reload_successful: gauge(),
  alertmanager_notifications_total: counter(['integration', 'receiver_name']),
  alertmanager_notifications_failed_total: counter(['integration', 'reason', 'receiver_name']),
});

/** What the evaluation of alerts writes; the alert's own labels are there besides. */
export const alerts = exporter([], {
  ALERTS: gauge(['alertname', 'alertstate', 'severity']),
  ALERTS_FOR_STATE: gauge(['alertname', 'severity']),
});
