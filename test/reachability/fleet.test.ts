import { readDist } from './dist.js';
import { enters, leaves, type Party, type Pod } from './evaluator.js';

// Who reaches whom, from the YAML in dist/ alone, held against what the description of the system says: by hand.

const apis = ['waste', 'auth', 'userinfo', 'location', 'recycle-info', 'chat-llm'].map((name) => `${name}-api`);
const workers = ['ai-worker', 'storage-worker'];
const stores = { postgresql: 5432, redis: 6379, rabbitmq: 5672 };
const exporters = { postgresql: 9187, redis: 9121, rabbitmq: 15692 };

/** `caller -> callee:port`, all of them. */
const wanted = new Set([
  // "Environment of every service: PostgreSQL, Redis and RabbitMQ hosts, ports and credentials."
  ...[...apis, ...workers].flatMap((caller) =>
    Object.entries(stores).map(([store, port]) => `${caller} -> ${store}:${port}/TCP`),
  ),
  // Names: UDP, and TCP for long answers.
  ...[...apis, ...workers].flatMap((caller) => [`${caller} -> DNS:53/UDP`, `${caller} -> DNS:53/TCP`]),
  // "storage-worker also S3, chat-llm-api and ai-worker an LLM key."
  ...['storage-worker', 'chat-llm-api', 'ai-worker'].map((caller) => `${caller} -> internet:443/TCP`),
  // "APIs listen on 8000 and are reached through an ALB ingress."
  ...apis.map((api) => `load balancer -> ${api}:8000/TCP`),
  // "APIs serve /metrics; workers serve metrics on 9090", and each store's exporter.
  ...apis.map((api) => `Prometheus -> ${api}:8000/TCP`),
  ...workers.map((worker) => `Prometheus -> ${worker}:9090/TCP`),
  ...Object.entries(exporters).map(([store, port]) => `Prometheus -> ${store}:${port}/TCP`),
]);

interface Outside {
  name: string;
  party: Party;
  /** It only answers. The load balancer may have any address of the machines' network: no policy tells it from others. */
  answers?: true;
  /** Ports on which the fleet might call it. */
  ports: { number: number; protocol: string }[];
}

const tcp = (...numbers: number[]) => numbers.map((number) => ({ number, protocol: 'TCP' }));
const foreign = (namespace: string, labels: Record<string, string>, ip: string): Party => ({
  pod: { namespace, name: 'p', labels, ip, ports: [] },
});

function outsiders(environment: string): Outside[] {
  const [pods, machines] = environment === 'prod' ? ['192.168', '10.0'] : ['10.244', '172.18'];
  const balancer: Party =
    environment === 'prod'
      ? { ip: '10.0.3.7' }
      : foreign(
          'ingress-nginx',
          { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' },
          `${pods}.9.1`,
        );
  return [
    {
      name: 'DNS',
      party: foreign('kube-system', { 'k8s-app': 'kube-dns' }, `${pods}.9.2`),
      ports: [...tcp(53, 9153, 443), { number: 53, protocol: 'UDP' }],
    },
    {
      name: 'Prometheus',
      party: foreign('monitoring', { 'app.kubernetes.io/name': 'prometheus' }, `${pods}.9.3`),
      ports: tcp(9090),
    },
    {
      name: 'Grafana',
      party: foreign('monitoring', { 'app.kubernetes.io/name': 'grafana' }, `${pods}.9.4`),
      ports: tcp(3000),
    },
    {
      name: 'a pod of another namespace',
      party: foreign('default', { 'app.kubernetes.io/name': 'prometheus' }, `${pods}.9.5`),
      ports: tcp(80, 443, 5432),
    },
    { name: 'an unknown pod in api', party: foreign('api', {}, `${pods}.9.6`), ports: tcp(8000, 443) },
    { name: 'an unknown pod in data', party: foreign('data', {}, `${pods}.9.7`), ports: tcp(5432, 6379) },
    { name: 'load balancer', party: balancer, ports: tcp(443) },
    { name: 'API server', answers: true, party: { ip: `${machines}.0.10` }, ports: tcp(443, 6443, 10250) },
    { name: 'metadata server', party: { ip: '169.254.169.254' }, ports: tcp(80, 443) },
    {
      name: 'internet',
      party: { ip: '203.0.113.10' },
      ports: [...tcp(22, 25, 80, 443, 5432), { number: 53, protocol: 'UDP' }],
    },
  ];
}

describe.each(['prod', 'dev'])('%s', (environment) => {
  const { pods, world } = readDist(environment);
  const own: Outside[] = pods.map((pod: Pod) => ({ name: pod.name, party: { pod }, ports: pod.ports }));
  const others = outsiders(environment);
  // Between two strangers the fleet's policies say nothing.
  const pairs = [...own, ...others].flatMap((from) =>
    [...own, ...others]
      .filter((to) => from !== to && !from.answers && (own.includes(from) || own.includes(to)))
      .flatMap((to) => to.ports.map((port) => ({ from, to, port }))),
  );
  const key = ({ from, to, port }: (typeof pairs)[number]) =>
    `${from.name} -> ${to.name}:${port.number}/${port.protocol}`;
  const half = (decide: typeof leaves, { from, to, port }: (typeof pairs)[number]) =>
    decide(world, from.party, to.party, port.number, port.protocol);
  const isOpen = (pair: (typeof pairs)[number]) => half(leaves, pair) && half(enters, pair);

  it('has every pod of the system', () => {
    expect(pods.map(({ name }) => name).sort()).toEqual([...apis, ...workers, ...Object.keys(stores)].sort());
  });

  it('lets through every call that is needed', () => {
    const open = new Set(pairs.filter(isOpen).map(key));
    expect([...wanted].filter((call) => !open.has(call))).toEqual([]);
  });

  it('lets through no other', () => {
    expect(pairs.length).toBeGreaterThan(500);
    expect(
      pairs
        .filter(isOpen)
        .map(key)
        .filter((call) => !wanted.has(call)),
    ).toEqual([]);
  });

  it('opens no half of a call that nobody makes', () => {
    const closed = pairs.filter((pair) => !wanted.has(key(pair)));
    const fromOwn = closed.filter(({ from }) => own.includes(from)).filter((pair) => half(leaves, pair));
    const toOwn = closed.filter(({ to }) => own.includes(to)).filter((pair) => half(enters, pair));
    expect([fromOwn.map(key), toOwn.map(key)]).toEqual([[], []]);
  });

  it('is as the table says', () => {
    expect(table(pairs.filter(isOpen))).toMatchSnapshot();
  });
});

/** A row a caller, a column a callee, the ports in between. */
function table(open: readonly { from: Outside; to: Outside; port: { number: number; protocol: string } }[]): string {
  const columns = [...new Set(open.map(({ to }) => to.name))].sort();
  const rows = [...new Set(open.map(({ from }) => from.name))].sort();
  const cell = (row: string, column: string) =>
    open
      .filter(({ from, to }) => from.name === row && to.name === column)
      .map(({ port }) => `${port.number}${port.protocol === 'UDP' ? '/udp' : ''}`)
      .sort()
      .join(' ');
  const lines = [
    ['from \\ to', ...columns],
    ...rows.map((row) => [row, ...columns.map((column) => cell(row, column) || '·')]),
  ];
  const widths = lines[0]?.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0))) ?? [];
  return `\n${lines
    .map((line) =>
      line
        .map((text, i) => text.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`;
}
