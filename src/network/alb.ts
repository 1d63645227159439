import { stringMap, text } from '../manifest/access.js';
import { type Field, fieldOf } from '../manifest/field.js';
import type { Manifest } from '../manifest/manifest.js';

export const ALB = 'alb.ingress.kubernetes.io/';

/** Whether the AWS Load Balancer Controller looks after an Ingress. */
export function isAlb({ object }: Manifest): boolean {
  const annotations = stringMap(object, 'metadata.annotations');
  const name = text(object, 'spec.ingressClassName') ?? annotations.get('kubernetes.io/ingress.class');
  return name === undefined ? [...annotations.keys()].some((key) => key.startsWith(ALB)) : name === 'alb';
}

/** One of its annotations: `group.name`. */
export function albAnnotation(ingress: Manifest, name: string): Field {
  return fieldOf(ingress, ['metadata', 'annotations', `${ALB}${name}`]);
}

/** All annotations that the controller knows. Source: AWS Load Balancer Controller, guide/ingress/annotations, pkg/annotations. */
export const ALB_ANNOTATIONS: readonly string[] = [
  'load-balancer-name',
  'group.name',
  'group.order',
  'tags',
  'ip-address-type',
  'scheme',
  'subnets',
  'security-groups',
  'manage-backend-security-group-rules',
  'customer-owned-ipv4-pool',
  'load-balancer-attributes',
  'ipam-ipv4-pool-id',
  'wafv2-acl-arn',
  'wafv2-acl-name',
  'waf-acl-id',
  'web-acl-id',
  'shield-advanced-protection',
  'listen-ports',
  'ssl-redirect',
  'inbound-cidrs',
  'security-group-prefix-lists',
  'certificate-arn',
  'ssl-policy',
  'mutual-authentication',
  'target-type',
  'backend-protocol',
  'backend-protocol-version',
  'target-group-attributes',
  'healthcheck-port',
  'healthcheck-protocol',
  'healthcheck-path',
  'healthcheck-interval-seconds',
  'healthcheck-timeout-seconds',
  'healthy-threshold-count',
  'unhealthy-threshold-count',
  'success-codes',
  'target-control-port',
  'auth-type',
  'auth-idp-cognito',
  'auth-idp-oidc',
  'auth-on-unauthenticated-request',
  'auth-scope',
  'auth-session-cookie',
  'auth-session-timeout',
  'target-node-labels',
  'multi-cluster-target-group',
  'enable-frontend-nlb',
  'frontend-nlb-scheme',
  'frontend-nlb-subnets',
  'frontend-nlb-security-groups',
  'frontend-nlb-listener-port-mapping',
  'frontend-nlb-healthcheck-port',
  'frontend-nlb-healthcheck-protocol',
  'frontend-nlb-healthcheck-path',
  'frontend-nlb-healthcheck-interval-seconds',
  'frontend-nlb-healthcheck-timeout-seconds',
  'frontend-nlb-healthcheck-healthy-threshold-count',
  'frontend-nlb-healthcheck-unhealthy-threshold-count',
  'frontend-nlb-healthcheck-success-codes',
  'frontend-nlb-tags',
  'frontend-nlb-eip-allocations',
  'frontend-nlb-attributes',
  'jwt-validation',
  'use-regex-path-match',
  'minimum-load-balancer-capacity',
  'create-acm-cert',
  'acm-pca-arn',
  'dry-run-plan',
];

/** Names before a name that the author chooses: `actions.forward`, `listener-attributes.HTTPS-443`. */
export const ALB_FAMILIES: readonly string[] = ['actions.', 'conditions.', 'listener-attributes.', 'transforms.'];
