import { fieldOf } from '../../../manifest/field.js';
import { exampleCanary, targetOf } from '../../delivery/canaries.js';
import { report, rule } from '../../rule.js';

export const flaggerReplicas = rule({
  id: 'flagger-replicas',
  severity: 'warning',
  what: 'Git gives pods to a Deployment that Flagger parks at 0',
  why: 'Every sync starts the pods again, beside those of the primary: they cost room, and the next release begins by itself.',
  fix: 'Leave replicas out of the Deployment.',
  source: 'Flagger, usage/how-it-works#canary-target, faq#what-is-the-difference-with-gitops',
  wrong: exampleCanary({ deployment: '  replicas: 2 # <--\n' }),
  right: exampleCanary(),
  *check({ set }) {
    for (const canary of set.kind('Canary.flagger.app')) {
      const target = targetOf(canary, set);
      const replicas = target && fieldOf(target, 'spec.replicas');
      if (!target || !replicas?.number) continue;
      yield report(
        replicas,
        `Git gives Deployment "${target.ref.name}" ${replicas.number} ${replicas.number === 1 ? 'pod' : 'pods'}, and Canary "${canary.ref.name}" parks it at 0`,
      );
    }
  },
});
