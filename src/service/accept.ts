import type { RuleId } from '../diagnostic/rule-id.js';

/** A finding of a rule on this service that was looked at and is accepted. */
export interface Acceptance {
  readonly rule: RuleId;
  readonly reason: string;
  readonly until?: string;
}

/**
 * Accepts a rule's findings on the objects of this service.
 * @param reason why it is acceptable; an empty one takes nothing out
 * @param options `until`: last day that it holds, `YYYY-MM-DD`
 */
export function accept(rule: RuleId, reason: string, options: { readonly until?: string } = {}): Acceptance {
  return { rule, reason, ...options };
}
