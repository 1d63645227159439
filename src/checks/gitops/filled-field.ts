import type { DeclaredApplication } from '../../manifest/argocd/applications.js';
import { type Field, fieldOf } from '../../manifest/field.js';

/**
 * Where the value of a field of an Application is written: in the Application itself, or, where an ApplicationSet makes
 * it, at the key of the element that the field is filled from, at the element, or in the template where that is constant.
 */
export function filledField({ manifest, element }: DeclaredApplication, path: string): Field {
  if (manifest.ref.kind !== 'ApplicationSet') return fieldOf(manifest, `spec.${path}`);
  const template = fieldOf(manifest, `spec.template.spec.${path}`);
  if (element === undefined || !template.text?.includes('{{')) return template;
  const [, key] = /^\{\{\s*\.?([\w-]+)\s*\}\}$/.exec(template.text) ?? [];
  const own = fieldOf(manifest, element);
  return key !== undefined && own.at([key]).exists ? own.at([key]) : own;
}
