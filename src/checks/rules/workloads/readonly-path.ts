import { each } from '../../../manifest/access.js';
import { Field } from '../../../manifest/field.js';
import type { ManifestSet } from '../../../manifest/manifest-set.js';
import type { Container, PodTemplate } from '../../../manifest/pod-template.js';
import { type ReferenceGraph, targetManifest } from '../../../manifest/references.js';
import { report, rule } from '../../rule.js';

export const readonlyPath = rule({
  id: 'readonly-path',
  severity: 'error',
  what: 'A program is told to write where its container cannot',
  why: 'Read-only file system: the program stops, or loses its place with each restart.',
  fix: 'Mount a volume there that can be written (an emptyDir, a claim), or name another path.',
  exceptions: ['Paths of which we do not know that they are written.'],
  source: 'Fluent Bit, pipeline/inputs/tail; Celery, reference/celery.bin.beat; Prometheus, prometheus/latest/storage',
  wrong: `
apiVersion: v1
kind: Pod
metadata:
  name: beat
  namespace: workers
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      args:
        - celery
        - beat
        - --schedule=/data/beat.db # <--
      volumeMounts:
        - name: data
          mountPath: /data
          readOnly: true
  volumes:
    - name: data
      emptyDir: {}
`,
  right: `
apiVersion: v1
kind: Pod
metadata:
  name: beat
  namespace: workers
spec:
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      args:
        - celery
        - beat
        - --schedule=/data/beat.db
      volumeMounts:
        - name: data
          mountPath: /data
  volumes:
    - name: data
      emptyDir: {}
`,
  *check({ set, graph }) {
    for (const pod of set.podTemplates()) {
      for (const container of pod.containers) {
        for (const { at, path } of written(pod, container, graph, set)) {
          const why = obstacle(path, container, pod);
          if (why) yield report(at, `"${path}" is to be written by "${container.name}", and ${why}`);
        }
      }
    }
  },
});

const OPTIONS =
  /(?:^|\s)(?:--schedule|--pidfile|--statedb|--storage\.tsdb\.path|--data-dir|--spool-dir)[=\s]\s*(\/[\w./-]+)/g;
// The schedule of `celery beat`.
const BEAT = /(?:^|\s)-s[=\s]\s*(\/[\w./-]+)/g;
// Of Fluent Bit's configuration.
const SETTINGS = /^\s*(?:DB|storage\.path|Storage_Path)\s+(\/[\w./-]+)\s*$/gm;

interface Written {
  readonly at: Field;
  readonly path: string;
}

/** Paths that a program is told to write: behind options, and in the files that its pod mounts. */
function written(pod: PodTemplate, { field }: Container, graph: ReferenceGraph, set: ManifestSet): Written[] {
  const words = ['command', 'args'].flatMap((part) => field.items(part));
  const isBeat = words.some(({ text = '' }) => /^beat$|\bcelery\b.*\sbeat\b/.test(text));
  const told = words.flatMap((at, i) => {
    const line = `${at.text ?? ''} ${words[i + 1]?.text ?? ''}`;
    return [...line.matchAll(OPTIONS), ...(isBeat ? line.matchAll(BEAT) : [])]
      .filter((match) => match.index < (at.text ?? '').length)
      .map(([, path = '']) => ({ at, path }));
  });
  const mounted = new Set(field.items('volumeMounts').map((mount) => mount.at('name').text));
  const files = graph
    .from(pod.manifest)
    .filter(({ to, path }) => to.kind === 'ConfigMap' && path.includes('volumes') && mounted.has(volumeName(pod, path)))
    .flatMap((edge) => targetManifest(edge) ?? [])
    .filter((manifest) =>
      set.get({ group: '', kind: 'ConfigMap', namespace: manifest.ref.namespace, name: manifest.ref.name }),
    )
    .flatMap((manifest) => each(manifest.object, 'data.*').map(({ path, value }) => new Field(manifest, path, value)));
  const configured = files.flatMap((at) =>
    [...(at.text ?? '').matchAll(SETTINGS)].map(([, path = '']) => ({ at, path })),
  );
  return [...told, ...configured];
}

function volumeName({ spec }: PodTemplate, path: readonly (string | number)[]): string | undefined {
  const index = path[path.indexOf('volumes') + 1];
  return typeof index === 'number' ? spec.items('volumes')[index]?.at('name').text : undefined;
}

/** What keeps a container from writing a path. */
function obstacle(path: string, { field }: Container, { spec }: PodTemplate): string | undefined {
  const mounts = field
    .items('volumeMounts')
    .filter((mount) => isBelow(path, mount.at('mountPath').text ?? ''))
    .sort((a, b) => (b.at('mountPath').text ?? '').length - (a.at('mountPath').text ?? '').length);
  const [mount] = mounts;
  if (!mount) {
    const isClosed = field.at('securityContext.readOnlyRootFilesystem').flag === true;
    return isClosed ? 'its root file system is read-only' : undefined;
  }
  const where = mount.at('mountPath').text;
  if (mount.at('readOnly').flag === true) return `"${where}" is mounted read-only`;
  const volume = spec.items('volumes').find((one) => one.at('name').text === mount.at('name').text);
  const kind = ['configMap', 'secret', 'projected', 'downwardAPI'].find((name) => volume?.at(name).exists);
  return kind && `"${where}" is a ${kind} volume, which nobody can write`;
}

function isBelow(path: string, mount: string): boolean {
  const base = mount.replace(/\/+$/, '');
  return base !== '' && (path === base || path.startsWith(`${base}/`));
}
