import type { Severity } from '../diagnostic/diagnostic.js';
import type { RuleSetting } from '../diagnostic/rule-setting.js';
import { didYouMean } from '../values/did-you-mean.js';
import type { Rule } from './rule.js';

/** Settings by rule; a rule that is not named is as its own text says. */
export type RuleSettings = Readonly<Record<string, RuleSetting | undefined>>;

const SETTINGS: readonly string[] = ['off', 'on', 'error', 'warning'] satisfies RuleSetting[];

/** The rules that run. */
export function chosenRules(rules: readonly Rule[], settings: RuleSettings): readonly Rule[] {
  return rules.filter(({ id, opinion }) => (opinion ? (settings[id] ?? 'off') : settings[id]) !== 'off');
}

/** A rule's own lower severity, where it is less sure, is not raised. */
export function severityOf(rule: Rule, reported: Severity | undefined, settings: RuleSettings): Severity {
  const set = settings[rule.id];
  if (set === 'warning') return 'warning';
  return reported ?? (set === 'error' ? 'error' : rule.severity);
}

/** Settings that were read from a file, or what is wrong with each. */
export function parseRuleSettings(
  given: unknown,
  rules: readonly Rule[],
): {
  readonly settings: RuleSettings;
  readonly problems: readonly { readonly rule: string; readonly message: string }[];
} {
  const settings: Record<string, RuleSetting> = {};
  const problems: { rule: string; message: string }[] = [];
  const ids = rules.map(({ id }) => id);
  for (const [id, value] of Object.entries(typeof given === 'object' && given !== null ? given : {})) {
    const near = didYouMean(id, ids);
    if (!ids.includes(id))
      problems.push({ rule: id, message: `"${id}" is no rule${near ? `, did you mean "${near}"?` : ''}` });
    else if (isSetting(value)) settings[id] = value;
    else
      problems.push({ rule: id, message: `"${id}" is ${JSON.stringify(value)}, allowed are ${SETTINGS.join(', ')}` });
  }
  return { settings, problems };
}

function isSetting(value: unknown): value is RuleSetting {
  return typeof value === 'string' && SETTINGS.includes(value);
}
