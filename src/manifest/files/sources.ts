import type { ObjectRef } from '../../diagnostic/diagnostic.js';
import type { JsonObject, Origin } from '../manifest.js';

/**
 * What a tool reads before there are objects. `kustomization`: the list itself; `kustomized`: a resource or patch that
 * one uses; `chart`: Helm values and Chart.yaml; `workflow`: GitHub Actions.
 */
export type SourceSort = 'kustomization' | 'kustomized' | 'chart' | 'workflow';

/** A document of a source file. It has the shape of a manifest, so that rules read both alike (`fieldOf(source)`). */
export interface Source {
  readonly sort: SourceSort;
  /** Path in the tree that was read: what other sources name. */
  readonly path: string;
  /** What it says it is; of what says nothing, the sort and the path. */
  readonly ref: ObjectRef;
  readonly object: JsonObject;
  readonly origin: Origin;
  /** The whole file. */
  readonly text: string;
}

/** Every source of a tree. No cluster receives any. */
export class Sources {
  constructor(
    readonly all: readonly Source[],
    /** Paths of all files that were seen, read or not: a kustomization or a workflow may name any of them. */
    readonly files: ReadonlySet<string>,
  ) {}

  sort(sort: SourceSort): readonly Source[] {
    return this.all.filter((source) => source.sort === sort);
  }
}
