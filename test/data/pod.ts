import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The programs of this machine that stand in for an image. */
export interface StandIn {
  /** Name that the image gives its user. */
  readonly user: string;
  readonly home: string;
  readonly path: string;
  readonly workdir?: string;
  /** Files of the image that this machine lacks, by absolute path. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the image's entry point does before it starts the arguments: a shell script that ends in `exec "$@"`. */
  readonly entrypoint: string;
  readonly args?: readonly string[];
}

interface Outcome {
  readonly status: number | null;
  readonly out: string;
  readonly milliseconds: number;
}

// Manifests are read as they are written.
// biome-ignore lint/suspicious/noExplicitAny: the shape is that of Kubernetes
type Any = any;

/**
 * A pod of a StatefulSet on this machine, as the kubelet would run it: user, groups, no privileges, read-only root,
 * volumes, variables, network and host name of its own. The root is this machine's. Needs root.
 */
export class Pod {
  readonly #folder = mkdtempSync(join(tmpdir(), 'pod-'));
  readonly #spec: Any;
  #holder: ChildProcess | undefined;
  #server: ChildProcess | undefined;
  readonly #log = join(this.#folder, 'log');

  constructor(
    private readonly set: Any,
    private readonly configMap: Any,
    private readonly secrets: Readonly<Record<string, string>>,
    private readonly image: StandIn,
  ) {
    this.#spec = set.spec.template.spec;
    // As an ext4 volume is when it is new.
    this.#volume('data', 0o2775);
    mkdirSync(join(this.#folder, 'volumes/data/lost+found'), { mode: 0o700 });
  }

  /** All that the server has printed so far. */
  get log(): string {
    return spawnSync('cat', [this.#log], { encoding: 'utf8' }).stdout;
  }

  /** Makes a pod, with empty folders and the same volume. */
  async create(): Promise<void> {
    for (const { name, configMap, emptyDir } of this.#spec.volumes) {
      if (emptyDir?.medium !== 'Memory') this.#volume(name, 0o2777);
      if (configMap)
        for (const [file, text] of Object.entries<string>(this.configMap.data))
          writeFileSync(join(this.#folder, 'volumes', name, file), text);
    }
    this.#holder = spawn(
      'unshare',
      ['--mount', '--net', '--uts', '--propagation', 'private', 'bash', '-ec', this.#setup()],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ready = once(this.#holder.stdout as NodeJS.ReadableStream, 'data');
    const ended = once(this.#holder, 'exit').then(() => Promise.reject(new Error('the pod could not be set up')));
    ended.catch(() => {});
    await Promise.race([ready, ended]);
  }

  /** Starts the server's container. */
  start(): void {
    const { args = [] } = this.#server0();
    const expanded = [...(this.image.args ?? []), ...args].map((arg: string) =>
      arg.replace(/\$\((\w+)\)/g, (_, name: string) => this.#variables(0)[name] ?? ''),
    );
    const command = ['bash', '-ec', this.image.entrypoint, 'entrypoint', ...expanded];
    this.#server = spawn('nsenter', this.#enter(0, command), { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#server.stdout, this.#server.stderr])
      stream?.on('data', (chunk: Buffer) => {
        // Its last words may come when the pod is forgotten already.
        if (existsSync(this.#folder)) appendFileSync(this.#log, chunk);
      });
  }

  /** Starts another container of the pod. */
  beside(index: number, command: readonly string[]): ChildProcess {
    return spawn('nsenter', this.#enter(index, command), { stdio: 'ignore' });
  }

  /** Runs a command in the server's container, as `kubectl exec` and probes do. */
  exec(command: readonly string[], variables: Readonly<Record<string, string>> = {}): Outcome {
    const before = performance.now();
    const { status, stdout, stderr } = spawnSync('nsenter', this.#enter(0, command, variables), { encoding: 'utf8' });
    return { status, out: `${stdout}${stderr}`, milliseconds: Math.round(performance.now() - before) };
  }

  /** What a probe of the server's container says. */
  probe(name: 'startupProbe' | 'readinessProbe' | 'livenessProbe'): Outcome {
    const { exec, timeoutSeconds } = this.#server0()[name];
    const outcome = this.exec(exec.command);
    return outcome.milliseconds > timeoutSeconds * 1000 ? { ...outcome, status: 124 } : outcome;
  }

  /** Waits until the start-up probe succeeds. */
  async ready(seconds = 60): Promise<void> {
    for (let waited = 0; waited < seconds * 5; waited++) {
      if (this.probe('startupProbe').status === 0) return;
      await sleep(200);
    }
    throw new Error(`not ready after ${seconds} s:\n${this.log}`);
  }

  /** Sends a signal to the server and gives the seconds until it has ended. */
  async stop(signal: NodeJS.Signals): Promise<number> {
    const before = performance.now();
    const ended = once(this.#server as ChildProcess, 'exit');
    this.#server?.kill(signal);
    await ended;
    return (performance.now() - before) / 1000;
  }

  /** Ends the pod; its volume stays. */
  remove(): void {
    this.#server?.kill('SIGKILL');
    this.#holder?.kill('SIGKILL');
  }

  /** Ends the pod and forgets its volume. */
  forget(): void {
    this.remove();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #server0(): Any {
    return this.#spec.containers[0];
  }

  #volume(name: string, mode: number): void {
    const folder = join(this.#folder, 'volumes', name);
    if (name !== 'data') rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    chownSync(folder, 0, this.#spec.securityContext.fsGroup);
    chmodSync(folder, mode);
  }

  /** Variables of a container, those of Secrets by their keys. */
  #variables(container: number): Record<string, string> {
    const { env } = this.#spec.containers[container];
    return Object.fromEntries(
      env.map(({ name, value, valueFrom }: Any) => [name, value ?? this.secrets[valueFrom.secretKeyRef.key]]),
    );
  }

  #enter(container: number, command: readonly string[], more: Readonly<Record<string, string>> = {}): string[] {
    const { runAsUser, runAsGroup, fsGroup } = {
      ...this.#spec.securityContext,
      ...this.#spec.containers[container].securityContext,
    };
    const { home, path, workdir = '/' } = this.image;
    const variables = { HOME: home, PATH: path, LANG: 'C.UTF-8', ...this.#variables(container), ...more };
    return [
      ...['-t', String(this.#holder?.pid), '-m', '-n', '-u', 'chroot', join(this.#folder, 'root')],
      ...['setpriv', `--reuid=${runAsUser}`, `--regid=${runAsGroup}`, `--groups=${fsGroup}`],
      ...['--no-new-privs', '--inh-caps=-all', '--bounding-set=-all'],
      ...['env', '-i', '-C', workdir, ...Object.entries(variables).map(([name, value]) => `${name}=${value}`)],
      ...command,
    ];
  }

  /** Mounts that a container runtime would make, and a process that keeps them. */
  #setup(): string {
    const root = join(this.#folder, 'root');
    const { fsGroup, runAsUser } = this.#spec.securityContext;
    const host = `${this.set.metadata.name}-0`;
    const files = {
      '/etc/passwd': `root:x:0:0::/root:/bin/sh\n${this.image.user}:x:${runAsUser}:${fsGroup}::${this.image.home}:/bin/sh\n`,
      '/etc/hosts': `127.0.0.1 localhost ${host}\n`,
      ...this.image.files,
    };
    const written = Object.entries(files).map(([path, text], i) => {
      writeFileSync(join(this.#folder, `file-${i}`), text);
      return `mkdir -p ${root}${dirname(path)}; cp ${this.#folder}/file-${i} ${root}${path}`;
    });
    const memory = new Set(
      this.#spec.volumes.filter(({ emptyDir }: Any) => emptyDir?.medium === 'Memory').map(({ name }: Any) => name),
    );
    // /var/run is a link to /run from the top: followed from outside, it would lead out of the pod's root.
    const inside = (path: string) => path.replace(/^\/var\/run(?=\/)/, '/run');
    const mounted = this.#server0().volumeMounts.map((mount: Any) => ({
      ...mount,
      mountPath: inside(mount.mountPath),
    }));
    const mounts = mounted.flatMap(({ name, mountPath, readOnly }: Any) => [
      `mkdir -p ${root}${mountPath}`,
      memory.has(name)
        ? `mount -t tmpfs -o mode=1777 tmpfs ${root}${mountPath}`
        : `mount --bind ${this.#folder}/volumes/${name} ${root}${mountPath}`,
      ...(readOnly ? [`mount -o remount,bind,ro ${root}${mountPath}`] : []),
    ]);
    return [
      `mkdir -p ${this.#folder}/layers ${root}`,
      `mount -t tmpfs tmpfs ${this.#folder}/layers`,
      `mkdir ${this.#folder}/layers/upper ${this.#folder}/layers/work`,
      `mount -t overlay overlay -o lowerdir=/,upperdir=${this.#folder}/layers/upper,workdir=${this.#folder}/layers/work ${root}`,
      ...written,
      `mount --bind /dev ${root}/dev; mount -t proc proc ${root}/proc`,
      ...mounts,
      `mount -o remount,ro ${root}`,
      `ip link set lo up; hostname ${host}; echo ready; exec sleep infinity`,
    ].join('\n');
  }
}

/** Whether this machine lets the test make mounts and networks of its own; a container without privileges does not. */
export function isolated(): boolean {
  return spawnSync('unshare', ['--mount', '--net', '--uts', 'true']).status === 0;
}
