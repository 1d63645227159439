import { ApiObject, type ApiObjectMetadataDefinition, type ApiObjectProps, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import { byCodeUnits } from '../manifest/yaml/write-yaml.js';

/**
 * An object whose properties are plain data in the order in which cdk8s writes them: there is nothing lazy to resolve
 * in it, and looking for that in every value takes a tenth of a synthesis. What is added to its metadata, and patches,
 * count as with any other object.
 */
export class PlainObject extends ApiObject {
  #patched = false;

  constructor(
    scope: Construct,
    id: string,
    private readonly written: ApiObjectProps,
  ) {
    super(scope, id, written);
  }

  override addJsonPatch(...ops: JsonPatch[]): void {
    this.#patched = true;
    super.addJsonPatch(...ops);
  }

  override toJson(): object {
    if (this.#patched) return super.toJson();
    const { apiVersion, kind, metadata: _, ...rest } = this.written;
    return { apiVersion, kind, metadata: plainMetadata(this.metadata) ?? this.metadata.toJson(), ...rest };
  }
}

/**
 * Metadata as cdk8s writes it: keys by alphabet, nothing that is empty. Undefined where it holds more than texts and
 * maps of texts: that may have to be resolved.
 */
function plainMetadata(metadata: ApiObjectMetadataDefinition): object | undefined {
  const { _additionalAttributes: given, apiObject: _, ...own }: Readonly<Record<string, unknown>> = { ...metadata };
  const all: Readonly<Record<string, unknown>> = { ...(given as object | undefined), ...own };
  const plain: Record<string, unknown> = {};
  for (const key of byCodeUnits(Object.keys(all))) {
    const value = all[key];
    if (value === undefined || value === null || isEmpty(value)) continue;
    const written = typeof value === 'string' ? value : texts(value);
    if (written === undefined) return undefined;
    plain[key] = written;
  }
  return plain;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** A map of texts, its keys by alphabet; undefined where it is something else. */
function texts(value: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const plain: Record<string, string> = {};
  for (const key of byCodeUnits(Object.keys(value))) {
    const text: unknown = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof text !== 'string') return undefined;
    plain[key] = text;
  }
  return plain;
}
