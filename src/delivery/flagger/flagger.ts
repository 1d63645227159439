import { type ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  AlertProvider,
  AlertProviderSpecType,
  Canary,
  CanarySpecAnalysisAlertsSeverity,
  CanarySpecAutoscalerRefKind,
  CanarySpecIngressRefKind,
  CanarySpecProvider,
  CanarySpecTargetRefKind,
} from '../../../imports/flagger.app.js';
import { checkDurations, inSeconds } from '../../construct/durations.js';
import { emit } from '../../construct/emit.js';
import { objectLabels, selectorLabels } from '../../construct/labels.js';
import { checkRoom } from '../../construct/room.js';
import { derive, from, preset } from '../../construct/traced.js';
import type { Duration } from '../../values/duration.js';
import { goDuration } from '../../values/duration.js';
import { ingress } from '../entrance/ingress.js';
import { deployment, rollingSpec } from '../rolling.js';
import type { Delivered, Entrance, Strategy, Workload } from '../strategy.js';
import { checkFlagger } from './check-flagger.js';
import { flaggerMetrics } from './metrics.js';
import type { FlaggerProps } from './props.js';
import { flaggerEntrance, providerOf } from './provider.js';

/** What the compiler shows where someone asks Flagger for an AWS load balancer: no strategy. */
interface FlaggerHasNoAlbProviderUseCanary {
  readonly strategy: 'Flagger has no ALB provider: use canary(), with which Argo Rollouts moves ALB weights';
}

/**
 * A canary by Flagger: it makes a second Deployment, the Services and the routes by itself, and moves the traffic step
 * by step as long as the metrics are good. Works on a Deployment. Source: Flagger, "How it works".
 */
export function flagger(props: FlaggerProps & { readonly provider: 'alb' }): FlaggerHasNoAlbProviderUseCanary;
export function flagger(props: FlaggerProps): Strategy<'side-by-side'>;
export function flagger(props: FlaggerProps): Pick<Strategy, 'strategy'> {
  const strategy: Strategy<'side-by-side'> = {
    strategy: 'flagger',
    replaces: 'side-by-side',
    takesOver: 'in-steps',
    deliver: (scope, workload, entrance) => release(scope, workload, entrance, props),
  };
  return strategy;
}

/** A canary by Flagger in any chart: what is delivered, and where requests come in. */
export interface FlaggerCanaryProps extends FlaggerProps {
  readonly workload: Workload;
  readonly entrance: Entrance;
}

/** A canary by Flagger in any chart: Deployment, Canary, metric templates, alert provider. */
export class FlaggerCanary extends Construct {
  readonly delivered: Delivered;

  constructor(scope: Construct, id: string, props: FlaggerCanaryProps) {
    super(scope, id);
    this.delivered = release(this, props.workload, props.entrance, props);
  }
}

function release(scope: Construct, workload: Workload, entrance: Entrance | undefined, props: FlaggerProps): Delivered {
  const { identity, pods, room } = workload;
  const provider = entrance && providerOf(entrance);
  checkFlagger(scope, props, pods, entrance);
  checkDurations(scope, 'flagger-target', props, ['interval', 'progressDeadline']);
  checkRoom(scope, identity.name, room, {
    pods: 2 * pods.most,
    made: `${pods.most} primary + ${pods.most} canary`,
    fix: 'A lower max, smaller requests, rolling(), or a larger machine.',
  });
  // Flagger decides the number: it parks this Deployment at 0 between two releases.
  const target = deployment(scope, { ...workload, pods: { ...pods, replicas: undefined } }, rollingSpec({}));
  if (!entrance || !provider) return { controllers: [target], rewrites: [] };

  const entry =
    provider === 'nginx'
      ? ingress(scope, identity, entrance, { service: { name: target.name }, portName: entrance.port.name })
      : undefined;
  const { prometheus } = entrance.platform;
  const metrics = flaggerMetrics(scope, props.metrics, { identity, prometheus });
  const alerts = props.alerts && [alert(scope, workload, props.alerts)];
  emit(scope, 'canary', Canary, {
    metadata: { name: identity.name, labels: objectLabels(identity) },
    spec: {
      provider: PROVIDERS[provider],
      metricsServer: prometheus && from(prometheus, 'address'),
      targetRef: { apiVersion: target.apiVersion, kind: CanarySpecTargetRefKind.DEPLOYMENT, name: target.name },
      autoscalerRef:
        pods.replicas === undefined
          ? {
              apiVersion: 'autoscaling/v2',
              kind: CanarySpecAutoscalerRefKind.HORIZONTAL_POD_AUTOSCALER,
              // An autoscaler is called after what it moves.
              name: target.name,
            }
          : undefined,
      ingressRef: entry && {
        apiVersion: entry.apiVersion,
        kind: CanarySpecIngressRefKind.INGRESS,
        name: entry.name,
      },
      progressDeadlineSeconds: inSeconds(
        from(props, 'progressDeadline') ??
          preset('10m' as Duration, 'a release that is stuck goes back after ten minutes'),
      ),
      service: flaggerEntrance(entrance, provider),
      analysis: {
        interval: derive(from(props, 'interval'), goDuration),
        threshold: from(props, 'threshold'),
        maxWeight: from(props, 'maxWeight'),
        stepWeight: from(props, 'stepWeight'),
        metrics,
        alerts,
      },
    },
  });
  return { controllers: [target], rewrites: [], serving: selectorLabels({ name: `${identity.name}-primary` }) };
}

const PROVIDERS = {
  nginx: CanarySpecProvider.NGINX,
  istio: CanarySpecProvider.ISTIO,
  'gateway-api': CanarySpecProvider.GATEWAYAPI_V1,
} as const;

/** Source: Flagger, "Alerting: Canary configuration". */
function alert(scope: Construct, { identity }: Workload, alerts: NonNullable<FlaggerProps['alerts']>) {
  const provider: ApiObject = emit(scope, 'alert-provider', AlertProvider, {
    metadata: { name: identity.name, labels: objectLabels(identity) },
    spec: {
      type: AlertProviderSpecType.SLACK,
      channel: from(alerts, 'channel'),
      secretRef: { name: from(alerts.secret, 'name') },
    },
  });
  return {
    name: 'on-call',
    severity: preset(CanarySpecAnalysisAlertsSeverity.ERROR, 'a release that goes well is no news'),
    providerRef: { name: provider.name, namespace: Chart.of(scope).namespace },
  };
}
