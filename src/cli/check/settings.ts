import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Rule } from '../../checks/rule.js';
import { rules } from '../../checks/rules/index.js';
import { parseRuleSettings, type RuleSettings } from '../../checks/settings.js';
import type { Finding } from '../../diagnostic/diagnostic.js';
import type { RuleSetting } from '../../diagnostic/rule-setting.js';
import { isObject, stringMap } from '../../manifest/access.js';
import { environmentOf } from '../../manifest/files/environment.js';
import { readYaml } from '../../manifest/yaml/read-yaml.js';
import { didYouMean } from '../../values/did-you-mean.js';
import { globMatcher } from '../../values/path-glob.js';
import type { Arguments } from '../command.js';
import { Failure } from '../failure.js';

/** The file that is read where `--settings` names no other. */
const USUAL = 'eco-check.yaml';

export interface CheckSettings {
  readonly rules: RuleSettings;
  /** The rules that `--rule` names; all when absent. */
  readonly only?: readonly Rule[];
  /** Which set a file belongs to. */
  readonly setOf: (path: string) => string | undefined;
}

/**
 * What the settings file of the folder and the options say: `rules`, by id, and `sets`, a set's name by pattern of
 * paths. @throws Failure for a file that says something else
 */
export function checkSettings(args: Arguments, root: string): CheckSettings {
  const named = args.value('settings');
  const file = named ?? (existsSync(resolve(root, USUAL)) ? USUAL : undefined);
  const written = file === undefined ? { rules: {}, sets: [] } : settingsFile(file, root);
  const given = args.values('set').map((text): [string, string] => {
    const equals = text.lastIndexOf('=');
    if (equals < 1 || equals === text.length - 1)
      throw new Failure(
        problem(`--set is "${text}", expected is GLOB=NAME`, 'Write, for example, --set "live/**=prod".'),
      );
    return [text.slice(0, equals), text.slice(equals + 1)];
  });
  const sets = [...given, ...written.sets].map(([glob, name]) => ({ matches: globMatcher(glob), name }));
  const only = namedRules(args);
  return {
    // Who names a rule wants it to run, whatever else is said of it.
    rules: { ...written.rules, ...Object.fromEntries((only ?? []).map(({ id }) => [id, runs(written.rules[id])])) },
    ...(only && { only }),
    setOf: (path) => sets.find(({ matches }) => matches(path))?.name ?? environmentOf(path),
  };
}

function runs(setting: RuleSetting | undefined): RuleSetting {
  return setting === undefined || setting === 'off' ? 'on' : setting;
}

/** @throws Failure for a name that no rule has */
function namedRules(args: Arguments): readonly Rule[] | undefined {
  const ids = args.values('rule');
  const all = rules.map(({ id }) => id);
  const [first, ...rest] = ids
    .filter((id) => !all.includes(id))
    .map((id) => {
      const near = didYouMean(id, all);
      return problem(`"${id}" is no rule`, near ? `Did you mean "${near}"?` : '"eco explain" lists them.');
    });
  if (first) throw new Failure(first, ...rest);
  return ids.length === 0 ? undefined : rules.filter(({ id }) => ids.includes(id));
}

function settingsFile(
  file: string,
  root: string,
): { rules: RuleSettings; sets: readonly (readonly [string, string])[] } {
  if (!existsSync(resolve(root, file)))
    throw new Failure(problem(`there is no settings file "${file}"`, 'Give the path of one that is there.'));
  // Read as YAML 1.2: `off` and `on` are words there.
  const { documents, findings } = readYaml(readFileSync(resolve(root, file), 'utf8'), file, 'core');
  if (findings.length > 0) throw new Failure(...findings);
  const [document] = documents;
  if (!document) return { rules: {}, sets: [] };
  const value = isObject(document.value) ? document.value : {};
  const { settings, problems } = parseRuleSettings(value.rules, rules);
  const unknown = Object.keys(value).filter((key) => key !== 'rules' && key !== 'sets');
  const [first, ...rest] = [
    ...unknown.map((key) => ({ path: [key], message: `"${key}" is no setting, there are "rules" and "sets"` })),
    ...problems.map(({ rule, message }) => ({ path: ['rules', rule], message })),
  ].map(({ path, message }): Finding => {
    const at = document.origin.at?.(path);
    return { ...problem(message, 'See "eco check --help".'), ...(at && { at }) };
  });
  if (first) throw new Failure(first, ...rest);
  return { rules: settings, sets: [...stringMap(value.sets)] };
}

function problem(message: string, fix: string): Finding {
  return { rule: 'settings', severity: 'error', message, why: 'Nothing was checked.', fix };
}
