import { counter, exporter, histogram, podTarget, serviceTarget } from '../metric.js';

/**
 * What an HTTP service of FastAPI yields on its own port. `status` is a class (`5xx`) or a code (`503`), as the service
 * is set up: `5..` matches both. `handler` is the route's pattern, `none` for a path that has no route.
 * Source: prometheus-fastapi-instrumentator, metrics.default; row S12.
 */
export const requests = exporter([...serviceTarget, 'app_kubernetes_io_version'], {
  http_requests_total: counter(['method', 'status', 'handler']),
  http_request_duration_seconds: histogram(['method', 'handler'], [0.1, 0.5, 1]),
  http_request_duration_highr_seconds: histogram(
    [],
    [0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 7.5, 10, 30, 60],
  ),
});

/**
 * What a Celery worker of the fleet yields on its metrics port. `task` is the task's name.
 * Source: the contract of docs/monitoring.md.
 */
export const tasks = exporter([...podTarget, 'app_kubernetes_io_version'], {
  celery_task_total: counter(['task']),
  celery_task_failed_total: counter(['task']),
  celery_task_duration_seconds: histogram(['task'], [0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600]),
});
