import type { Construct } from 'constructs';
import { type Rejection, reject } from '../../construct/reject.js';
import type { Entrance, Pods } from '../strategy.js';
import type { FlaggerProps } from './props.js';
import { providerOf } from './provider.js';

/** Rejects a release that Flagger cannot make, or that ends before it has begun. */
export function checkFlagger(scope: Construct, props: FlaggerProps, pods: Pods, entrance: Entrance | undefined): void {
  const say = (rejection: Omit<Rejection, 'rule'>) => reject(scope, { rule: 'flagger-target', ...rejection });
  checkProvider(props, entrance, say);
  if (pods.replicas !== undefined && pods.most !== 1) {
    say({
      message: `Flagger and a fixed number of ${pods.most} pods: it runs one, and parks the Deployment in Git at 0`,
      why: 'Git and Flagger would write the same number in turn, and the stable side would have one pod.',
      fix: `Let an autoscaler decide: automatic({ min: ${Math.max(1, pods.most)}, max: ${Math.max(1, pods.most)}, cpu: 70 }).`,
    });
  }
  for (const key of ['stepWeight', 'maxWeight'] as const) {
    const value = props[key];
    if (Number.isInteger(value) && value >= 1 && value <= 100) continue;
    say({
      message: `${key} ${value}: a whole number from 1 to 100 is wanted`,
      why: 'Flagger never reaches the weight at which it promotes, or promotes at once.',
      fix: `${key}: ${key === 'stepWeight' ? 10 : 50}`,
      property: { object: props, key },
    });
  }
  if (props.stepWeight > props.maxWeight) {
    say({
      message: `stepWeight ${props.stepWeight} is above maxWeight ${props.maxWeight}`,
      why: 'The first step is already more than the canary may have.',
      fix: `Write a stepWeight of at most ${props.maxWeight}.`,
      property: { object: props, key: 'stepWeight' },
    });
  }
  if (!(Number.isInteger(props.threshold) && props.threshold >= 1)) {
    say({
      message: `threshold ${props.threshold}: a whole number from 1 up is wanted`,
      why: 'Without it every failed check, or none, takes the release back.',
      fix: 'threshold: 5',
      property: { object: props, key: 'threshold' },
    });
  }
}

function checkProvider(
  props: FlaggerProps,
  entrance: Entrance | undefined,
  say: (rejection: Omit<Rejection, 'rule'>) => void,
): void {
  const found = entrance && providerOf(entrance);
  const asked = props.provider;
  const property = { object: props, key: 'provider' };
  const kind = entrance?.platform.ingress.kind;
  if (asked === 'alb' || (found === undefined && kind === 'alb')) {
    say({
      message: 'Flagger has no provider for an AWS load balancer',
      why: 'Nothing would move the traffic: the new version gets none, or all of it.',
      fix: 'Use canary(): Argo Rollouts moves the weights of an AWS load balancer.',
      property,
    });
  } else if (found === undefined) {
    say({
      message: entrance
        ? 'Flagger knows nothing here that splits traffic'
        : 'Flagger moves requests, and nobody calls this',
      why: 'Nothing would move the traffic: the new version gets none, or all of it.',
      fix: 'Deliver where NGINX, Istio or the Gateway API leads the requests, or use rolling().',
      property,
    });
  } else if (asked !== undefined && asked !== found) {
    say({
      message: `provider "${asked}" where "${found}" leads the requests`,
      why: 'Flagger would make routes that nobody reads.',
      fix: `Leave it out, or write "${found}".`,
      property,
    });
  }
}
