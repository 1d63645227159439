import { describeRef } from '../../manifest/manifest.js';
import type { ObjectChange } from '../change.js';
import type { Effect } from '../effect.js';
import { type PodCount, podsOf, servicesOf } from '../rollout/pods.js';
import type { Context } from './context.js';

function moving({ text, max }: PodCount, one: string, many: string): string {
  return `${text} ${max === 1 ? one : many}`;
}

/** An object under another name or of another kind: one is made, the other goes. */
export function* replacedEffects({ how, before, after }: ObjectChange, context: Context): Iterable<Effect> {
  if ((how !== 'renamed' && how !== 'rekinded') || !before || !after) return;
  const [old, now] = [before.ref, after.ref];
  const source = 'Argo CD, user-guide/auto_sync: automatic pruning';
  if (how === 'renamed' && (old.kind === 'ConfigMap' || old.kind === 'Secret')) {
    const text = `${old.kind} ${now.name} takes the place of ${old.name}: pods that name it get the new one`;
    yield { kind: 'live', text, source };
    return;
  }
  const into = how === 'rekinded' ? `a ${now.kind}` : describeRef(now);
  const pods = context.before.podTemplate(before)
    ? `: ${moving(podsOf(before, context.before), 'goes', 'go')}, ${moving(podsOf(after, context.after), 'comes', 'come')}`
    : '';
  const serves = (servicesOf(context.before).get(before) ?? []).length > 0;
  const name =
    old.kind === 'Service' ? `; ${old.name}.${old.namespace ?? 'default'}.svc resolves to nothing any more` : '';
  yield {
    kind: 'replaced',
    text: `${describeRef(old)} becomes ${into}${pods}${name}`,
    why: 'To Argo CD these are two objects: inside a wave it deletes the old one before it makes the new one.',
    ...(serves && { grave: true }),
    source,
  };
}
