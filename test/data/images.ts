/** What the documentation and the Dockerfiles of images say, for images that manifests run. */
export interface ImageFacts {
  /** User and group that own what the image writes. */
  readonly user: number;
  /** Folder that the image declares as a volume, or that its documentation says to keep. */
  readonly data: string;
  /** Folders that the server writes to at run time, besides the data. */
  readonly writes: readonly string[];
  /** Signal that the container runtime sends to stop it. */
  readonly stopSignal: 'SIGINT' | 'SIGTERM';
  /** Ports that it listens on unless it is told otherwise. */
  readonly ports: readonly number[];
  readonly source: string;
}

export const images: Readonly<Record<string, ImageFacts>> = {
  'docker.io/library/postgres': {
    user: 999,
    data: '/var/lib/postgresql/data',
    writes: ['/var/run/postgresql', '/tmp', '/dev/shm'],
    stopSignal: 'SIGINT',
    ports: [5432],
    source:
      'github.com/docker-library/postgres 16/trixie/Dockerfile: "useradd -r -g postgres --uid=999", "VOLUME", "STOPSIGNAL SIGINT"; ' +
      'github.com/docker-library/docs postgres/README.md: "PGDATA", "Caveats: shared memory"',
  },
  'docker.io/library/redis': {
    user: 999,
    data: '/data',
    writes: [],
    stopSignal: 'SIGTERM',
    ports: [6379],
    source:
      'github.com/redis/docker-library-redis 7.4/debian/Dockerfile: "useradd -r -g redis -u 999", "VOLUME /data", "WORKDIR /data"; ' +
      'github.com/docker-library/docs redis/README.md',
  },
  'docker.io/library/rabbitmq': {
    user: 999,
    data: '/var/lib/rabbitmq/mnesia',
    writes: ['/var/lib/rabbitmq', '/var/log/rabbitmq', '/tmp'],
    stopSignal: 'SIGTERM',
    ports: [5672, 15672, 15692],
    source:
      'github.com/docker-library/rabbitmq 4.2/ubuntu/Dockerfile: "useradd --uid 999", "HOME=$RABBITMQ_DATA_DIR", "/var/log/rabbitmq"; ' +
      'github.com/docker-library/docs rabbitmq/README.md: "database dir: /var/lib/rabbitmq/mnesia/rabbit@…"',
  },
  'docker.io/prometheuscommunity/postgres-exporter': {
    user: 65534,
    data: '',
    writes: [],
    stopSignal: 'SIGTERM',
    ports: [9187],
    source:
      'github.com/prometheus-community/postgres_exporter Dockerfile: "USER nobody", "EXPOSE 9187"; ' +
      'nobody of quay.io/prometheus/busybox is 65534',
  },
  'docker.io/oliver006/redis_exporter': {
    user: 59000,
    data: '',
    writes: [],
    stopSignal: 'SIGTERM',
    ports: [9121],
    source: 'github.com/oliver006/redis_exporter docker/Dockerfile: "USER 59000:59000", "EXPOSE 9121"',
  },
};

/** The facts of an image, whatever its tag. */
export function factsOf(image: string): ImageFacts {
  const name = image.slice(0, image.lastIndexOf(':'));
  const facts = images[name];
  if (!facts) throw new Error(`nothing is known of ${name}`);
  return facts;
}
