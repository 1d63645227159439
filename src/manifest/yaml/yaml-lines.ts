import { isList } from '../access.js';
import type { FieldPath, Json, JsonObject } from '../manifest.js';
import { INSIDE, isEmpty, ordered, TOP, text, writeYaml } from './write-yaml.js';

/** A line of written YAML and the field that begins on it, or whose text goes on there. */
export interface YamlLine {
  readonly text: string;
  readonly path: FieldPath;
}

/** The lines of `writeYaml`, each with the field that it belongs to: without reading YAML again. */
export function yamlLines(object: JsonObject): YamlLine[] {
  const paths: FieldPath[] = [];
  mapping(object, TOP, [], paths);
  const lines = writeYaml(object).split('\n');
  return paths.map((path, i) => ({ text: lines[i] ?? '', path }));
}

function mapping(object: JsonObject, first: readonly string[], path: FieldPath, paths: FieldPath[]): void {
  for (const key of ordered(object, first)) {
    const value = object[key];
    if (value === undefined) continue;
    const here = [...path, key];
    if (isNested(value)) paths.push(here);
    below(value, here, paths);
  }
}

/** What is in a list begins on the line of its dash. */
function below(value: Json, path: FieldPath, paths: FieldPath[]): void {
  if (!isNested(value)) paths.push(...Array.from({ length: linesOf(value) }, () => path));
  else if (isList(value)) value.forEach((item, i) => void below(item, [...path, i], paths));
  else mapping(value, INSIDE, path, paths);
}

function isNested(value: Json): value is readonly Json[] | { readonly [key: string]: Json | undefined } {
  if (typeof value !== 'object' || value === null) return false;
  return isList(value) ? value.length > 0 : !isEmpty(value);
}

function linesOf(value: Json): number {
  return typeof value === 'string' && value.includes('\n') ? text(value, '').split('\n').length : 1;
}
