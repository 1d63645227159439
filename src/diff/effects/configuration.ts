import { get, stringMap, text } from '../../manifest/access.js';
import { describeRef, type Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { hiddenPods } from '../../manifest/references/operated.js';
import type { FieldChange, ObjectChange } from '../change.js';
import type { Effect } from '../effect.js';
import { restartOf } from '../rollout/restart.js';
import { listed } from '../rollout/words.js';
import type { Context } from './context.js';
import { restartText } from './pods.js';
import { isReloaded, type Reader, readersOf } from './readers.js';

const MAKES_SECRETS = new Set(['ExternalSecret', 'SealedSecret']);
// What of them ends up in the Secret.
const VALUES = /^spec\.(?:data|dataFrom|target|secretStoreRef|encryptedData|template)(?:$|[.[])/;

/** What becomes of changed configuration: followed to the pods that read it. */
export function* configurationEffects(change: ObjectChange, context: Context): Iterable<Effect> {
  const { before, after, fields } = change;
  if (!before || !after || fields.length === 0) return;
  const { kind } = after.ref;
  const isMaker = MAKES_SECRETS.has(kind);
  if (kind !== 'ConfigMap' && kind !== 'Secret' && !isMaker) return;
  const values = fields.filter(({ pattern }) => (isMaker ? VALUES.test(pattern) : !pattern.startsWith('metadata')));
  if (values.length === 0) return;
  const labels = values.map(({ label }) => label);
  const known = kind === 'ConfigMap' ? wellKnown(after) : undefined;
  if (known) {
    yield { ...known, fields: labels };
    return;
  }
  const keys = keysOf(values, isMaker, after);
  const renamed = change.how === 'renamed' ? readersOf(before, undefined, context.before) : [];
  const readers = [...readersOf(after, keys, context.after), ...renamed.filter(({ way }) => way === 'other')];
  yield* readBy(after, readers, labels, context);
}

function* readBy(
  source: Manifest,
  readers: readonly Reader[],
  fields: string[],
  { restarting, after }: Context,
): Iterable<Effect> {
  const what = describeRef(source.ref);
  const names = (some: readonly Reader[]) => listed([...new Set(some.map(({ manifest }) => manifest.ref.name))]);
  const restarted = readers.filter(({ manifest, way }) => restarting.has(manifest) && way !== 'pull');
  const pulls = readers.filter(({ way }) => way === 'pull');
  const others = readers.filter(({ manifest, way }) => !restarting.has(manifest) && way !== 'pull');
  const reloaded = others.filter(({ manifest }) => isReloaded(manifest, source.ref));
  const left = others.filter((reader) => !reloaded.includes(reader));
  const once = left.filter(({ way, manifest }) => (way === 'env' || way === 'subPath') && !runsLater(manifest));
  const files = left.filter(({ way }) => way === 'file');
  const rest = left.filter((reader) => !once.includes(reader) && !files.includes(reader));
  for (const { manifest } of reloaded) {
    const restart = restartOf(manifest, after);
    const why = `A tool in the cluster restarts it whenever ${what} changes.`;
    const source = 'stakater/Reloader, README';
    if (restart) yield { kind: 'restart', text: restartText(manifest.ref.name, restart), why, fields, restart, source };
  }
  if (once.length > 0) {
    yield {
      kind: 'pending',
      text: `${names(once)} ${once.length === 1 ? 'keeps' : 'keep'} the old values of ${what} until restarted: nothing here restarts ${once.length === 1 ? 'it' : 'them'}`,
      why: 'Environment variables and files mounted with subPath are read once, when a container starts.',
      fix: `${restartCommand(once[0])}, or put a checksum of it into the pod template.`,
      fields,
      source: 'Kubernetes, concepts/configuration/configmap',
      grave: true,
    };
  }
  if (restarted.length > 0)
    yield {
      kind: 'live',
      text: `${names(restarted)} ${restarted.length === 1 ? 'reads' : 'read'} ${what} anew when restarted by this change`,
      fields,
    };
  if (files.length > 0) {
    yield {
      kind: 'live',
      text: `${names(files)} ${files.length === 1 ? 'finds' : 'find'} the new files of ${what} within two minutes, without a restart`,
      why: 'The kubelet writes mounted files anew; whether the process looks at them again is its own matter.',
      fields,
      source: 'Kubernetes, concepts/configuration/configmap: mounted ConfigMaps are updated automatically',
    };
  }
  if (rest.length > 0)
    yield { kind: 'live', text: `${names(rest)} ${rest.length === 1 ? 'uses' : 'use'} the new ${what}`, fields };
  if (pulls.length > 0)
    yield { kind: 'live', text: `Images of ${names(pulls)} are pulled with the new ${what} from now on`, fields };
  if (readers.length === 0) yield unread(source, isOutOfSight(source, after), fields);
}

/** Whether what reads an object may run where no manifest shows it: none shows pods in its namespace, or not all. */
function isOutOfSight({ ref }: Manifest, set: ManifestSet): boolean {
  const namespace = ref.namespace ?? '';
  return (
    hiddenPods(set).has(namespace) ||
    !set.podTemplates().some(({ manifest }) => manifest.ref.namespace === ref.namespace)
  );
}

function restartCommand(reader: Reader | undefined): string {
  const { kind = '', name = '', namespace = 'default' } = reader?.manifest.ref ?? {};
  return `Afterwards: kubectl -n ${namespace} rollout restart ${kind.toLowerCase()}/${name}`;
}

function unread({ ref }: Manifest, hidden: boolean, fields: string[]): Effect {
  const what = describeRef(ref);
  return hidden
    ? {
        kind: 'live',
        text: `${what} changes; who reads it in ${ref.namespace} is not shown by these manifests`,
        fields,
      }
    : { kind: 'none', text: `Nothing in these manifests reads what changes in ${what}`, fields };
}

/** What starts its pods anew each time. */
function runsLater({ ref }: Manifest): boolean {
  return ref.kind === 'CronJob' || ref.kind === 'Job' || ref.kind === 'ScaledJob';
}

/** The keys that changed; undefined for all of them. */
function keysOf(fields: readonly FieldChange[], isMaker: boolean, owner: Manifest): ReadonlySet<string> | undefined {
  const keys = new Set<string>();
  for (const { pattern, before, after, from, to } of fields) {
    const path = after ?? before ?? [];
    const depth = isMaker ? (pattern.startsWith('spec.target.template.data.') ? 4 : undefined) : 1;
    if (isMaker && pattern.startsWith('spec.data[]')) {
      const key = text(get(owner.object, path.slice(0, 3)), 'secretKey') ?? secretKey(to) ?? secretKey(from);
      if (key !== undefined) keys.add(key);
      else return undefined;
    } else if (depth !== undefined && path.length > depth) keys.add(String(path[depth]));
    else return undefined;
  }
  return keys;
}

function secretKey(value: FieldChange['to']): string | undefined {
  return value === undefined ? undefined : text(value, 'secretKey');
}

/** ConfigMaps whose reader is known by their name or label. */
function wellKnown({ ref, object }: Manifest): Effect | undefined {
  const labels = stringMap(get(object, 'metadata.labels'));
  if (labels.has('grafana_dashboard') || labels.has('grafana_datasource')) {
    const text = `Grafana shows the new ${ref.name} within a minute, without a restart`;
    return { kind: 'live', text, source: 'kube-prometheus-stack, Grafana sidecar' };
  }
  if (ref.name === 'argocd-cm' || ref.name === 'argocd-rbac-cm')
    return {
      kind: ref.name === 'argocd-cm' ? 'delivery' : 'access',
      text: `Argo CD reads ${ref.name} anew at once, without a restart`,
      source: 'Argo CD, operator-manual/declarative-setup',
    };
  if (ref.name !== 'argocd-cmd-params-cm') return undefined;
  return {
    kind: 'pending',
    text: `Argo CD reads ${ref.name} only when its own pods start: restart them`,
    source: 'Argo CD, operator-manual/argocd-cmd-params-cm.yaml',
    grave: true,
  };
}
