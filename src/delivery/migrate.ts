import type { Construct } from 'constructs';
import { checkRoom } from '../construct/room.js';
import { derive, from } from '../construct/traced.js';
import { deployment, type RollingProps, rollingSpec } from './rolling.js';
import type { Delivered, Entrance, Strategy, Workload } from './strategy.js';

/** A strategy with a controller of its own, to which a running Deployment can be led. */
export type MigrationTarget = Strategy<'side-by-side'> & Required<Pick<Strategy, 'beside'>>;

/** How far the way from a Deployment to another controller has been gone. */
export interface MigrateProps {
  /**
   * `beside`: the new controller starts its pods beside the Deployment's, and both serve. `parked`: the Deployment is
   * scaled to 0 and the new controller has everything. After that the delivery is `to` itself, and the Deployment goes.
   */
  readonly phase: 'beside' | 'parked';
  /** How the service is delivered in the end. */
  readonly to: MigrationTarget;
  /** How the Deployment was delivered, where `rolling()` was given more than its defaults. */
  readonly rolling?: RollingProps;
}

/**
 * Leads a service that runs as a Deployment to another controller without losing a pod: each phase is one commit, and
 * each can be gone back from by the commit before. A Deployment that is replaced in one commit is deleted before its
 * successor is applied. Source: Argo Rollouts, "Migrating to Rollouts"; Argo CD, "Sync Phases and Waves".
 */
export function migrate(props: MigrateProps): Strategy<'side-by-side'> {
  const { to, phase } = props;
  return {
    strategy: `migrate-${phase}-${to.strategy}`,
    replaces: 'side-by-side',
    takesOver: 'in-steps',
    ...(to.holdsOld && { holdsOld: to.holdsOld }),
    deliver: (scope, workload, entrance) =>
      phase === 'beside' ? beside(scope, workload, entrance, props) : parked(scope, workload, entrance, props),
  };
}

function beside(
  scope: Construct,
  workload: Workload,
  entrance: Entrance | undefined,
  { to, rolling = {} }: MigrateProps,
): Delivered {
  const { pods, room, identity } = workload;
  checkRoom(scope, identity.name, room, {
    pods: 2 * pods.most + 1,
    made: `${pods.most} of the Deployment + ${pods.most} beside it + 1 while one rolls`,
    fix: 'Fewer replicas while it migrates, smaller requests, or a larger machine.',
  });
  const old = deployment(scope, workload, rollingSpec(rolling));
  const { controllers, ...rest } = to.beside(scope, workload, entrance);
  return { ...rest, controllers: [old, ...controllers] };
}

function parked(scope: Construct, workload: Workload, entrance: Entrance | undefined, props: MigrateProps): Delivered {
  const none = derive(from(props, 'phase'), () => 0);
  deployment(scope, { ...workload, pods: { ...workload.pods, replicas: none } }, rollingSpec(props.rolling ?? {}));
  return props.to.deliver(scope, workload, entrance && { ...entrance, stillOpen: true });
}
