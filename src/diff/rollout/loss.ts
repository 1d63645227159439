import { text } from '../../manifest/access.js';
import type { Loss, RestartInput } from './model.js';
import { paceOf } from './pace.js';
import { stranded } from './stranded.js';
import { unreachable } from './unreachable.js';
import { about } from './words.js';

/**
 * What is lost while pods are replaced.
 * @param down pods that are missing at a time
 * @param until what ends the time in which old pods take requests
 */
export function lossOf(input: RestartInput, down: number, until = 'they are replaced'): Loss {
  const { workload, pods, services } = input;
  const pace = paceOf(workload);
  if (pods === 0) return { is: 'none', text: 'no pod runs' };
  const calling = stranded(input);
  const serves = services.some(({ object }) => text(object, 'spec.clusterIP') !== 'None');
  if (!serves) {
    // Their own name is how others find such pods one by one, as with a database.
    if (services.length > 0 && down >= pods) return { is: 'outage', text: `down for ${about(pace.stop + pace.ready)}` };
    if (calling) return { is: 'some', text: `${calling} until ${until}` };
    return { is: 'none', text: `work in hand has ${pace.grace} s to end` };
  }
  if (down >= pods) return { is: 'outage', text: `nobody answers for ${about(pace.stop + pace.ready)}` };
  const cut = unreachable(input);
  if (cut) return { is: 'outage', text: `${cut.text} from the sync until ${until}`, fix: cut.fix };
  if (calling) return { is: 'some', text: `${calling} until ${until}` };
  if (!pace.hasReadinessProbe)
    return { is: 'some', text: 'requests may fail: without a readiness probe a new pod gets them before it listens' };
  if (!pace.hasPreStop)
    return { is: 'some', text: 'single requests may fail: a pod stops while load balancers still send to it' };
  return { is: 'none', text: 'no request is lost' };
}
