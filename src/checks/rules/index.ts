// Made by tools/gen.mjs from the files of this folder.
import type { Rule } from '../rule.js';
import { serviceSelectsNothing } from './network/service-selects-nothing.js';
import { serviceTargetport } from './network/service-targetport.js';
import { crdSchema } from './schema/crd-schema.js';
import { duplicateResource } from './schema/duplicate-resource.js';
import { labelValue } from './schema/label-value.js';
import { nameSyntax } from './schema/name-syntax.js';
import { schema } from './schema/schema.js';
import { yamlString } from './schema/yaml-string.js';
import { keyMissing } from './workloads/key-missing.js';
import { refMissing } from './workloads/ref-missing.js';
import { selectorTemplate } from './workloads/selector-template.js';

/** Every rule, by area and id. */
export const rules: readonly Rule[] = [
  serviceSelectsNothing,
  serviceTargetport,
  crdSchema,
  duplicateResource,
  labelValue,
  nameSyntax,
  schema,
  yamlString,
  keyMissing,
  refMissing,
  selectorTemplate,
];
