import type { Construct } from 'constructs';
import type { Finding } from '../diagnostic/diagnostic.js';
import type { CallSite } from './place.js';

/** Key of the construct metadata in which findings are kept. */
const FINDING = 'eco:finding';

/** What a construct found wrong with its properties. Object and place are filled in by the synthesizer. */
export interface Rejection extends Pick<Finding, 'rule' | 'message' | 'why' | 'fix'> {
  /** `error` when absent. */
  readonly severity?: Finding['severity'];
  /** Where the author wrote it, where that is not in the definition that the construct belongs to. */
  readonly site?: CallSite;
  /** The property that is wrong: the object that holds it, and its key; without a key, an object that an author had made. */
  readonly property?: { readonly object: object; readonly key?: string | number };
}

/**
 * Records a mistake of the author. Nothing is thrown, so that one run shows all of them; `App.synth()` of plain cdk8s
 * refuses through the same record.
 */
export function reject(construct: Construct, rejection: Rejection): void {
  construct.node.addMetadata(FINDING, rejection);
  if (rejection.severity !== 'warning') {
    construct.node.addValidation({ validate: () => [`${rejection.message} [${rejection.rule}]`] });
  }
}

/** What was recorded on this construct itself. */
export function rejectionsOf(construct: Construct): readonly Rejection[] {
  return construct.node.metadata.filter(({ type }) => type === FINDING).map(({ data }) => data);
}
