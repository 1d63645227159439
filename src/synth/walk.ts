import { ApiObject, Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { declaredAt, type FieldSources, sourcesOf } from '../construct/emit.js';
import type { CallSite } from '../construct/place.js';
import { type Rejection, rejectionsOf } from '../construct/reject.js';
import type { KubeObject } from '../manifest/manifest.js';

/** One object of the tree, and where it stands in it. */
export interface Emitted {
  /** Id of the chart that holds it: the folder of its file. */
  readonly chart: string;
  /** Path of the construct. */
  readonly construct: string;
  readonly object: KubeObject;
  readonly sources: () => FieldSources;
  /** Where it was declared, where that is not the definition of its chart. */
  readonly declared: CallSite;
}

/** A mistake that a construct has recorded, and where it stands. */
export interface Rejected {
  readonly chart: string;
  readonly construct: string;
  readonly rejection: Rejection;
}

/**
 * Visits every construct once, in the order of the tree. `App.synth()` does this once for each chart, and validates
 * the whole app each time, which takes quadratic time.
 */
export function walk(root: IConstruct): {
  readonly objects: readonly Emitted[];
  readonly rejected: readonly Rejected[];
} {
  const objects: Emitted[] = [];
  const rejected: Rejected[] = [];
  const visit = (construct: IConstruct, chart: string): void => {
    const inside = Chart.isChart(construct) ? construct.node.id : chart;
    const path = construct.node.path;
    for (const rejection of rejectionsOf(construct as Construct))
      rejected.push({ chart: inside, construct: path, rejection });
    if (construct instanceof ApiObject) {
      const object = construct.toJson() as KubeObject;
      const sources = () => sourcesOf(construct);
      objects.push({ chart: inside, construct: path, object, sources, declared: () => declaredAt(construct) });
    }
    for (const child of construct.node.children) visit(child, inside);
  };
  visit(root, '');
  return { objects, rejected };
}
