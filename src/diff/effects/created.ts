import { describeRef } from '../../manifest/manifest.js';
import type { ObjectChange } from '../change.js';
import type { Effect } from '../effect.js';
import { podsOf, servicesOf } from '../rollout/pods.js';
import { listed } from '../rollout/words.js';
import type { Context } from './context.js';

/** What comes with an object that is new. */
export function* createdEffects({ how, after, ref }: ObjectChange, { after: set }: Context): Iterable<Effect> {
  if (how !== 'added' || !after) return;
  const name = describeRef(ref);
  switch (ref.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'Rollout': {
      const { text, min, max } = podsOf(after, set);
      const services = (servicesOf(set).get(after) ?? []).map((service) => service.ref.name);
      const behind = services.length > 0 ? ` behind ${listed(services)}` : '';
      yield { kind: 'created', text: `${name} is new: ${text} ${max === 1 ? 'starts' : 'start'}${behind}`, pods: min };
      return;
    }
    case 'DaemonSet':
      yield { kind: 'created', text: `${name} is new: a pod starts on each node` };
      return;
    case 'Job':
      yield { kind: 'created', text: `${name} is new: it runs once, at the sync` };
      return;
    case 'CronJob':
      yield { kind: 'created', text: `${name} is new: it runs by its schedule` };
      return;
    case 'HorizontalPodAutoscaler':
    case 'ScaledObject':
      yield { kind: 'scale', text: `${name} is new: from now on it decides how many pods its target has` };
      return;
    default:
      yield { kind: 'created', text: `${name} is new`, titled: true };
  }
}
