import type { Field } from '../../../manifest/field.js';
import { report, rule } from '../../rule.js';

export const grace = rule({
  id: 'grace',
  severity: 'warning',
  what: 'A preStop hook takes all the time that a pod has to end',
  why: 'The hook counts: when it is over, the process is killed at once and drops what it was doing.',
  fix: 'Raise terminationGracePeriodSeconds, or sleep for less.',
  source: 'Kubernetes, concepts/workloads/pods/pod-lifecycle#pod-termination',
  wrong: `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  terminationGracePeriodSeconds: 30
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      lifecycle:
        preStop:
          exec:
            command: [sleep, "30"] # <--
`,
  right: `
apiVersion: v1
kind: Pod
metadata:
  name: shop
  namespace: api
spec:
  terminationGracePeriodSeconds: 45
  containers:
    - name: app
      image: ghcr.io/team/shop:1.0.0
      lifecycle:
        preStop:
          exec:
            command: [sleep, "30"]
`,
  *check({ set }) {
    for (const { spec, containers } of set.podTemplates()) {
      const given = spec.at('terminationGracePeriodSeconds').number ?? 30;
      for (const { field, name } of containers) {
        const hook = field.at('lifecycle.preStop');
        const sleeps = seconds(hook);
        if (sleeps === undefined || sleeps < given) continue;
        const at = hook.at('sleep.seconds').exists ? hook.at('sleep.seconds') : hook.at('exec.command');
        yield report(at, `preStop of "${name}" sleeps ${sleeps} s, and the pod has ${given} s to end`);
      }
    }
  },
});

/** How long a hook sleeps at least; undefined when it does not. */
function seconds(hook: Field): number | undefined {
  const own = hook.at('sleep.seconds').number;
  if (own !== undefined) return own;
  const line = hook
    .items('exec.command')
    .map(({ text }) => text ?? '')
    .join(' ');
  const slept = [...line.matchAll(/\bsleep\s+(\d+)(?![\d.]|\s*[mhd])/g)].map(([, amount]) => Number(amount));
  return slept.length > 0 ? slept.reduce((sum, amount) => sum + amount, 0) : undefined;
}
