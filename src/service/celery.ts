import { type Draft, from, text } from '../construct/traced.js';

/** A Celery worker process. Source: Celery, "Workers Guide", "Concurrency". */
export interface CeleryProps {
  /** The application's module: `celery -A <app> worker`. */
  readonly app: string;
  /** `prefork` for work that needs a CPU, `eventlet` or `gevent` for work that waits. */
  readonly pool: 'prefork' | 'eventlet' | 'gevent' | 'threads' | 'solo';
  /** Processes or green threads in one pod. */
  readonly concurrency: number;
}

/** The process's command line; pool and concurrency reach it as environment variables. */
export function celeryCommand(props: CeleryProps): Draft<string[]> {
  return ['celery', '-A', text`${from(props, 'app')}`, 'worker'];
}

/** Variables that the worker's settings read. */
export function celeryVariables(props: CeleryProps) {
  return { CELERY_POOL: from(props, 'pool'), CELERY_CONCURRENCY: from(props, 'concurrency') };
}
