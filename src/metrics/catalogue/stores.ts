import { counter, exporter, gauge, serviceTarget } from '../metric.js';

/**
 * RabbitMQ's own plugin: totals on `/metrics`, each queue on `/metrics/detailed`.
 * A queue's oldest message has a timestamp only where the broker writes one on arrival
 * (`message_interceptors.incoming.set_header_timestamp.overwrite`).
 * Source: rabbitmq-server, deps/rabbitmq_prometheus/metrics.md and metrics-detailed.md.
 */
export const rabbitmq = exporter(serviceTarget, {
  rabbitmq_identity_info: gauge(['rabbitmq_node', 'rabbitmq_cluster', 'rabbitmq_cluster_permanent_id']),
  rabbitmq_build_info: gauge(['rabbitmq_version', 'prometheus_plugin_version', 'erlang_version', 'product_name']),
  rabbitmq_alarms_memory_used_watermark: gauge(),
  rabbitmq_alarms_free_disk_space_watermark: gauge(),
  rabbitmq_alarms_file_descriptor_limit: gauge(),
  rabbitmq_process_resident_memory_bytes: gauge([], 'bytes'),
  rabbitmq_resident_memory_limit_bytes: gauge([], 'bytes'),
  rabbitmq_disk_space_available_bytes: gauge([], 'bytes'),
  rabbitmq_disk_space_available_limit_bytes: gauge([], 'bytes'),
  rabbitmq_process_open_fds: gauge(),
  rabbitmq_process_max_fds: gauge(),
  rabbitmq_connections: gauge(),
  rabbitmq_channels: gauge(),
  rabbitmq_consumers: gauge(),
  rabbitmq_queues: gauge(),
  rabbitmq_queue_messages: gauge(),
  rabbitmq_queue_messages_ready: gauge(),
  rabbitmq_queue_messages_unacked: gauge(),
  rabbitmq_queue_consumers: gauge(),
  rabbitmq_connections_opened_total: counter(),
  rabbitmq_connections_closed_total: counter(),
  rabbitmq_global_messages_received_total: counter(['protocol']),
  rabbitmq_global_messages_acknowledged_total: counter(['protocol', 'queue_type']),
  rabbitmq_global_messages_delivered_total: counter(['protocol', 'queue_type']),
  rabbitmq_global_messages_redelivered_total: counter(['protocol', 'queue_type']),
  rabbitmq_global_messages_unroutable_dropped_total: counter(['protocol']),
  rabbitmq_global_messages_unroutable_returned_total: counter(['protocol']),
  rabbitmq_detailed_queue_messages: gauge(['vhost', 'queue']),
  rabbitmq_detailed_queue_messages_ready: gauge(['vhost', 'queue']),
  rabbitmq_detailed_queue_messages_unacked: gauge(['vhost', 'queue']),
  rabbitmq_detailed_queue_consumers: gauge(['vhost', 'queue']),
  rabbitmq_detailed_queue_head_message_timestamp: gauge(['vhost', 'queue'], 'timestamp'),
});

/** Source: oliver006/redis_exporter, exporter/metrics.go and "What's exported". */
export const redis = exporter(serviceTarget, {
  redis_up: gauge(),
  redis_uptime_in_seconds: gauge([], 'seconds'),
  redis_memory_used_bytes: gauge([], 'bytes'),
  redis_memory_used_rss_bytes: gauge([], 'bytes'),
  redis_memory_max_bytes: gauge([], 'bytes'),
  redis_mem_fragmentation_ratio: gauge([], 'ratio'),
  redis_connected_clients: gauge(),
  redis_blocked_clients: gauge(),
  redis_config_maxclients: gauge(),
  redis_rejected_connections_total: counter(),
  redis_connections_received_total: counter(),
  redis_commands_processed_total: counter(),
  redis_commands_total: counter(['cmd']),
  redis_commands_duration_seconds_total: counter(['cmd'], 'seconds'),
  redis_commands_failed_calls_total: counter(['cmd']),
  redis_keyspace_hits_total: counter(),
  redis_keyspace_misses_total: counter(),
  redis_evicted_keys_total: counter(),
  redis_expired_keys_total: counter(),
  redis_db_keys: gauge(['db']),
  redis_aof_enabled: gauge(),
  redis_aof_last_write_status: gauge(),
  redis_aof_last_bgrewrite_status: gauge(),
  redis_rdb_last_bgsave_status: gauge(),
  redis_connected_slaves: gauge(),
  redis_master_link_up: gauge(['master_host', 'master_port']),
  redis_instance_info: gauge(['redis_version', 'redis_mode', 'role', 'os', 'maxmemory_policy']),
});

/**
 * `server` names the address that the exporter asks.
 * Source: prometheus-community/postgres_exporter, collector/.
 */
export const postgres = exporter(serviceTarget, {
  pg_up: gauge(),
  pg_exporter_last_scrape_error: gauge(),
  pg_postmaster_start_time_seconds: gauge([], 'timestamp'),
  pg_settings_max_connections: gauge(['server']),
  pg_settings_superuser_reserved_connections: gauge(['server']),
  pg_stat_database_numbackends: gauge(['datid', 'datname']),
  pg_stat_database_xact_commit: counter(['datid', 'datname']),
  pg_stat_database_xact_rollback: counter(['datid', 'datname']),
  pg_stat_database_blks_hit: counter(['datid', 'datname']),
  pg_stat_database_blks_read: counter(['datid', 'datname']),
  pg_stat_database_tup_fetched: counter(['datid', 'datname']),
  pg_stat_database_tup_inserted: counter(['datid', 'datname']),
  pg_stat_database_tup_updated: counter(['datid', 'datname']),
  pg_stat_database_tup_deleted: counter(['datid', 'datname']),
  pg_stat_database_deadlocks: counter(['datid', 'datname']),
  pg_stat_database_temp_bytes: counter(['datid', 'datname'], 'bytes'),
  pg_stat_activity_count: gauge(['datname', 'state', 'usename', 'application_name', 'server']),
  pg_stat_activity_max_tx_duration: gauge(['datname', 'state', 'usename', 'application_name', 'server'], 'seconds'),
  pg_locks_count: gauge(['datname', 'mode']),
  pg_database_size_bytes: gauge(['datname'], 'bytes'),
  pg_stat_user_tables_n_dead_tup: gauge(['datname', 'schemaname', 'relname']),
  pg_stat_user_tables_n_live_tup: gauge(['datname', 'schemaname', 'relname']),
  pg_replication_lag_seconds: gauge([], 'seconds'),
  pg_wal_size_bytes: gauge([], 'bytes'),
});
