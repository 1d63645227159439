import { fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { EXAMPLE_PODS } from './rollouts.js';

/** The Deployment that a Canary of Flagger releases, where the set has it. */
export function targetOf(canary: Manifest, set: ManifestSet): Manifest | undefined {
  const target = fieldOf(canary, 'spec.targetRef');
  return set.find(target.at('kind').text ?? 'Deployment', canary.ref.namespace, target.at('name').text ?? '');
}

/** The name that Flagger gives its Services. Source: Flagger, usage/how-it-works#canary-service. */
export function apexOf(canary: Manifest): string | undefined {
  return fieldOf(canary, 'spec.service.name').text ?? fieldOf(canary, 'spec.targetRef.name').text;
}

/** The provider of a Canary; the mesh that Flagger was installed for when it says none. */
export function providerOf(canary: Manifest): string | undefined {
  return fieldOf(canary, 'spec.provider').text;
}

/** A Canary and its Deployment, for examples: more of the Canary's spec, of its analysis, and of the Deployment's spec. */
export function exampleCanary({ spec = '', metrics = '', deployment = '', provider = 'kubernetes' } = {}): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  namespace: api
spec:
${deployment}${EXAMPLE_PODS}---
apiVersion: flagger.app/v1beta1
kind: Canary
metadata:
  name: shop
  namespace: api
spec:
  provider: ${provider}
  targetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: shop
${spec}  service:
    port: 80
  analysis:
    interval: 1m
    threshold: 5
    iterations: 10
    metrics:
${metrics || '      - name: request-success-rate\n        interval: 1m\n        thresholdRange: { min: 99 }\n'}`;
}
