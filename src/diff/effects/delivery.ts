import { get, number, records, strings, text } from '../../manifest/access.js';
import { annotatedWave } from '../../manifest/argocd/hooks.js';
import { describeRef, type JsonObject, type Manifest } from '../../manifest/manifest.js';
import { type FieldChange, isWithin, type ObjectChange } from '../change.js';
import type { Effect } from '../effect.js';
import { listed } from '../rollout/words.js';

/** What Argo CD applies from now on, when, and how. */
export function* deliveryEffects(change: ObjectChange): Iterable<Effect> {
  const { after, before, how } = change;
  if (how !== 'changed' || !before || !after) return;
  if (after.ref.kind === 'Application') yield* application(change, before, after);
  if (after.ref.kind === 'ApplicationSet') yield* applicationSet(change, before, after);
  if (after.ref.kind === 'Rollout') yield* steps(change, before, after);
  yield* annotations(change, before, after);
}

const shown = (value: FieldChange['from']) =>
  value === undefined ? 'unset' : typeof value === 'object' ? 'other' : String(value);

function* application({ fields }: ObjectChange, before: Manifest, { ref, object }: Manifest): Iterable<Effect> {
  const below = (path: string) => fields.filter(({ pattern }) => isWithin(pattern, path));
  const source = [...below('spec.source'), ...below('spec.sources')];
  if (source.length > 0) {
    const revision = source.find(({ pattern }) => pattern.endsWith('.targetRevision'));
    const chart = text(object, 'spec.source.chart');
    const from = chart === undefined ? (text(object, 'spec.source.path') ?? 'its folder') : `chart ${chart}`;
    const what = revision
      ? `${from} at ${shown(revision.to)} instead of ${shown(revision.from)}`
      : `${from} with other ${listed([...new Set(source.map(({ label }) => label.replace(/^spec\.sources?\.?/, '')))].filter(Boolean), 4)}`;
    const hidden = chart === undefined ? '' : ': what that changes is not shown by these manifests';
    yield {
      kind: 'delivery',
      text: `${ref.name}: Argo CD applies ${what}${hidden}`,
      fields: source.map(({ label }) => label),
      ...(hidden && { grave: true }),
    };
  }
  const place = below('spec.destination');
  if (place.length > 0) {
    const cluster = place.some(({ pattern }) => /\.(?:server|name)$/.test(pattern));
    const old = text(before.object, 'spec.destination.namespace') ?? 'the old place';
    const left = cluster ? 'what it made before stays behind' : `what it made in ${old} is pruned`;
    const to = text(object, 'spec.destination.namespace') ?? text(object, 'spec.destination.server') ?? '';
    yield {
      kind: 'delivery',
      text: `${ref.name} is delivered to ${to}: ${left}`,
      fields: place.map(({ label }) => label),
      grave: true,
    };
  }
  const policy = [...below('spec.syncPolicy'), ...below('spec.ignoreDifferences'), ...below('spec.project')];
  if (policy.length > 0) {
    const stops = policy.some(({ pattern, op }) => pattern === 'spec.syncPolicy.automated' && op === 'removed');
    const what = stops
      ? 'is no longer synced by itself: a person starts each sync'
      : `is synced differently (${listed(
          policy.map(({ label }) => label.replace(/^spec\./, '')),
          4,
        )})`;
    yield {
      kind: 'delivery',
      text: `${ref.name} ${what}`,
      fields: policy.map(({ label }) => label),
      ...(stops && { grave: true }),
      source: 'Argo CD, user-guide/auto_sync',
    };
  }
}

/** By which steps the next version takes over. Fewer shares of the requests prove less of it. */
function* steps({ fields }: ObjectChange, before: Manifest, { ref, object }: Manifest): Iterable<Effect> {
  const path = 'spec.strategy.canary.steps';
  const own = fields.filter(({ pattern }) => isWithin(pattern, path));
  if (own.length === 0) return;
  const [was, now] = [records(before.object, path), records(object, path)];
  const shares = (all: readonly JsonObject[]) => all.filter((step) => (number(step, 'setWeight') ?? 0) > 0).length;
  yield {
    kind: 'delivery',
    text: `${describeRef(ref)}: from the next version on the canary goes ${inWords(now)}, not ${inWords(was)} as before`,
    fields: own.map(({ label }) => label),
    source: 'Argo Rollouts, features/canary',
    ...(shares(now) < shares(was) && { grave: true }),
  };
}

function inWords(steps: readonly JsonObject[]): string {
  const words = steps.map((step) => {
    const weight = number(step, 'setWeight');
    if (weight !== undefined) return `${weight} %`;
    const wait = get(step, 'pause.duration');
    if ('pause' in step) return wait === undefined ? 'until promoted' : `${wait}${typeof wait === 'number' ? 's' : ''}`;
    return Object.keys(step).join(' ');
  });
  return words.length === 0
    ? 'to all pods at once'
    : `by ${words.slice(0, 12).join(', ')}${words.length > 12 ? ' …' : ''}`;
}

function* applicationSet({ fields }: ObjectChange, before: Manifest, after: Manifest): Iterable<Effect> {
  const names = ({ object }: Manifest) =>
    records(object, 'spec.generators').flatMap((generator) =>
      records(generator, 'list.elements').map((element) => text(element, 'name') ?? JSON.stringify(element)),
    );
  const [old, now] = [names(before), names(after)];
  const gone = old.filter((name) => !now.includes(name));
  const come = now.filter((name) => !old.includes(name));
  const labels = (path: string) => fields.filter(({ pattern }) => isWithin(pattern, path)).map(({ label }) => label);
  const name = describeRef(after.ref);
  const source = 'Argo CD, operator-manual/applicationset/Controlling-Resource-Modification';
  if (gone.length > 0)
    yield {
      kind: 'deleted',
      text: `${name} no longer makes the Applications of ${listed(gone)}: they go, and all that they deliver`,
      fields: labels('spec.generators'),
      source,
      grave: true,
    };
  if (come.length > 0)
    yield {
      kind: 'delivery',
      text: `${name} makes Applications of ${listed(come)} too`,
      fields: labels('spec.generators'),
      source,
    };
  const elements = gone.length + come.length === 0 && labels('spec.generators').length > 0;
  const template = [
    ...labels('spec.template'),
    ...labels('spec.templatePatch'),
    ...labels('spec.syncPolicy'),
    ...(elements ? labels('spec.generators') : []),
  ];
  if (template.length > 0)
    yield {
      kind: 'delivery',
      text: `Every Application that ${name} makes changes (${listed(
        template.map((label) => label.replace(/^spec\.template\.spec\./, '')),
        4,
      )})`,
      fields: template,
      source,
    };
}

function* annotations({ fields }: ObjectChange, before: Manifest, after: Manifest): Iterable<Effect> {
  const own = fields.filter(({ pattern }) => pattern.startsWith('metadata.annotations.argocd'));
  if (own.length === 0) return;
  const [was, now] = [annotatedWave(before), annotatedWave(after)];
  const rest = own.filter(({ pattern }) => !pattern.endsWith('/sync-wave'));
  const labels = own.map(({ label }) => label);
  const name = describeRef(after.ref);
  if (was !== now)
    yield {
      kind: 'delivery',
      text: `${name} is applied in wave ${now} instead of ${was}`,
      fields: labels,
      source: 'Argo CD, user-guide/sync-waves',
    };
  if (rest.length > 0) {
    const keys = rest.map(({ pattern }) => pattern.slice(pattern.lastIndexOf('/') + 1));
    const options = strings(rest.map(({ to }) => (typeof to === 'string' ? to : '')));
    yield {
      kind: 'delivery',
      text: `${name}: Argo CD handles it differently (${listed(
        keys.map((key, i) => `${key}${options[i] ? ` ${options[i]}` : ' unset'}`),
        4,
      )})`,
      fields: labels,
    };
  }
}
