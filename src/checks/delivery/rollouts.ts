import { type Field, fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';

/** Where a Rollout runs analyses, and which templates with which arguments. */
export interface AnalysisUse {
  /** `background` runs on beside the steps; all others must end. */
  readonly where: 'background' | 'step' | 'experiment' | 'promotion';
  /** The run: `spec.strategy.canary.analysis`, a step's `analysis` … */
  readonly field: Field;
  readonly args: readonly Field[];
  /** Each reference to a template, and the template where the set has it. */
  readonly templates: readonly { readonly field: Field; readonly template: Manifest | undefined }[];
}

/** Every analysis that a Rollout runs. Source: Argo Rollouts, "Analysis & Progressive Delivery". */
export function analysesOf(rollout: Manifest, set: ManifestSet): readonly AnalysisUse[] {
  const strategy = fieldOf(rollout, 'spec.strategy');
  const steps = strategy.items('canary.steps');
  const use = (where: AnalysisUse['where'], field: Field): AnalysisUse[] =>
    field.exists
      ? [
          {
            where,
            field,
            args: field.items('args'),
            templates: field.items('templates').map((one) => ({ field: one, template: templateOf(one, set) })),
          },
        ]
      : [];
  return [
    ...use('background', strategy.at('canary.analysis')),
    ...steps.flatMap((step) => use('step', step.at('analysis'))),
    ...steps.flatMap((step) =>
      step.items('experiment.analyses').map(
        (field): AnalysisUse => ({
          where: 'experiment',
          field,
          args: field.items('args'),
          templates: [{ field, template: templateOf(field, set) }],
        }),
      ),
    ),
    ...use('promotion', strategy.at('blueGreen.prePromotionAnalysis')),
    ...use('promotion', strategy.at('blueGreen.postPromotionAnalysis')),
  ];
}

function templateOf(field: Field, set: ManifestSet): Manifest | undefined {
  const name = field.at('templateName').text;
  const kind = field.at('clusterScope').flag ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
  return name === undefined ? undefined : set.find(kind, field.manifest.ref.namespace, name);
}

/** Every template of a set, cluster-wide ones too. */
export function templatesOf(set: ManifestSet): readonly Manifest[] {
  return [...set.kind('AnalysisTemplate'), ...set.kind('ClusterAnalysisTemplate')];
}

/** Names of arguments that stand in a text: `{{args.name}}`. */
export function argumentsIn(text: string): readonly string[] {
  return [...text.matchAll(/\{\{\s*args\.([\w.-]+)\s*\}\}/g)].map(([, name]) => name ?? '');
}

/** The number of pods of a Rollout: its own, or the least of its autoscaler, or the controller's default of 1. */
export function replicasOf(rollout: Manifest, set: ManifestSet): number {
  const own = fieldOf(rollout, 'spec.replicas').number;
  if (own !== undefined) return own;
  const { namespace, name } = rollout.ref;
  for (const kind of ['HorizontalPodAutoscaler', 'ScaledObject']) {
    for (const scaler of set.inNamespace(kind, namespace)) {
      const target = fieldOf(scaler, 'spec.scaleTargetRef');
      if (target.at('name').text !== name || target.at('kind').text !== 'Rollout') continue;
      const least = fieldOf(scaler, kind === 'ScaledObject' ? 'spec.minReplicaCount' : 'spec.minReplicas').number;
      return Math.max(1, least ?? 1);
    }
  }
  return 1;
}

/** A router that splits a canary's traffic, as the Rollout names it: `alb`, `istio`, `nginx`. */
export function routerOf(rollout: Manifest): Field | undefined {
  return fieldOf(rollout, 'spec.strategy.canary.trafficRouting')
    .entries()
    .filter(([key]) => key !== 'managedRoutes' && key !== 'maxTrafficWeight')
    .map(([, field]) => field)[0];
}

/** A small Rollout's selector and pods, for examples. */
export const EXAMPLE_PODS = `  selector:
    matchLabels: { app: shop }
  template:
    metadata:
      labels: { app: shop }
    spec:
      containers:
        - name: app
          image: ghcr.io/team/shop:1.0.0
`;

/** A small Rollout, for examples: its strategy is filled in. */
export function exampleRollout(strategy: string, more = ''): string {
  const indented = strategy.trim().replaceAll(/^/gm, '    ');
  return `
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  name: shop
  namespace: api
spec:
${more}${EXAMPLE_PODS}  strategy:
${indented}
`;
}

/** Small Services of the example's pods. */
export function exampleServices(...names: readonly string[]): string {
  return names
    .map(
      (name) => `---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: api
spec:
  selector: { app: shop }
  ports:
    - port: 80
`,
    )
    .join('');
}
