import { ApiObject, type ApiObjectProps, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';

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
    return { apiVersion, kind, metadata: this.metadata.toJson(), ...rest };
  }
}
