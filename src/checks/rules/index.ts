// Made by tools/gen.mjs from the files of this folder.
import type { Rule } from '../rule.js';
import { atArgs } from './delivery/at-args.js';
import { roAlb } from './delivery/ro-alb.js';
import { roCapacity } from './delivery/ro-capacity.js';
import { roIstio } from './delivery/ro-istio.js';
import { roServices } from './delivery/ro-services.js';
import { roStep } from './delivery/ro-step.js';
import { roStrategy } from './delivery/ro-strategy.js';
import { roWeightRounding } from './delivery/ro-weight-rounding.js';
import { waveDeadlock } from './gitops/wave-deadlock.js';
import { netpolDns } from './network/netpol-dns.js';
import { netpolPair } from './network/netpol-pair.js';
import { netpolPlatform } from './network/netpol-platform.js';
import { netpolSelectorDead } from './network/netpol-selector-dead.js';
import { netpolServicePort } from './network/netpol-service-port.js';
import { netpolUnused } from './network/netpol-unused.js';
import { portConflict } from './network/port-conflict.js';
import { routeDuplicate } from './network/route-duplicate.js';
import { serviceSelectsNothing } from './network/service-selects-nothing.js';
import { serviceTargetport } from './network/service-targetport.js';
import { nodeCapacity } from './scheduling/node-capacity.js';
import { nodeLabelUnknown } from './scheduling/node-label-unknown.js';
import { taintNoToleration } from './scheduling/taint-no-toleration.js';
import { apiRemoved } from './schema/api-removed.js';
import { crdApiVersion } from './schema/crd-api-version.js';
import { crdSchema } from './schema/crd-schema.js';
import { duplicateResource } from './schema/duplicate-resource.js';
import { labelValue } from './schema/label-value.js';
import { nameSyntax } from './schema/name-syntax.js';
import { schema } from './schema/schema.js';
import { yamlString } from './schema/yaml-string.js';
import { yamlSyntax } from './schema/yaml-syntax.js';
import { yamlTrap } from './schema/yaml-trap.js';
import { automount } from './security/automount.js';
import { externalsecret } from './security/externalsecret.js';
import { imageDigest } from './security/image-digest.js';
import { pssRestricted } from './security/pss-restricted.js';
import { rbac } from './security/rbac.js';
import { sealedsecret } from './security/sealedsecret.js';
import { secretLiteral } from './security/secret-literal.js';
import { keyMissing } from './workloads/key-missing.js';
import { refMissing } from './workloads/ref-missing.js';
import { selectorTemplate } from './workloads/selector-template.js';

/** Every rule, by area and id. */
export const rules: readonly Rule[] = [
  atArgs,
  roAlb,
  roCapacity,
  roIstio,
  roServices,
  roStep,
  roStrategy,
  roWeightRounding,
  waveDeadlock,
  netpolDns,
  netpolPair,
  netpolPlatform,
  netpolSelectorDead,
  netpolServicePort,
  netpolUnused,
  portConflict,
  routeDuplicate,
  serviceSelectsNothing,
  serviceTargetport,
  nodeCapacity,
  nodeLabelUnknown,
  taintNoToleration,
  apiRemoved,
  crdApiVersion,
  crdSchema,
  duplicateResource,
  labelValue,
  nameSyntax,
  schema,
  yamlString,
  yamlSyntax,
  yamlTrap,
  automount,
  externalsecret,
  imageDigest,
  pssRestricted,
  rbac,
  sealedsecret,
  secretLiteral,
  keyMissing,
  refMissing,
  selectorTemplate,
];
