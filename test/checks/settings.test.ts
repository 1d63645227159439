import { checkSet } from '../../src/checks/check.js';
import { rule } from '../../src/checks/rule.js';
import { parseRuleSettings, type RuleSettings } from '../../src/checks/settings.js';
import type { Severity } from '../../src/diagnostic/diagnostic.js';
import { setOf } from '../manifest/set-of.js';

const set = setOf('{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}');
const finds = (id: string, severity?: Severity, opinion = false) =>
  rule({
    id,
    severity: 'error',
    opinion,
    what: 'W',
    why: 'w',
    fix: 'f',
    source: 'x',
    wrong: '',
    right: '',
    check: ({ set: { manifests } }) => manifests.map((manifest) => ({ manifest, path: [], message: 'm', severity })),
  });
const rules = [finds('sure'), finds('unsure', 'warning'), finds('opinion', undefined, true)];
const run = (settings: RuleSettings) =>
  checkSet(set, {}, { rules, settings }).findings.map(({ rule: id, severity }) => `${severity} ${id}`);

test('a rule is as its text says, off, or more or less severe; an opinion is off until it is set', () => {
  expect(run({})).toEqual(['error sure', 'warning unsure']);
  expect(run({ sure: 'off', unsure: 'on', opinion: 'on' })).toEqual(['error opinion', 'warning unsure']);
  expect(run({ sure: 'warning', unsure: 'error', opinion: 'warning' })).toEqual([
    'warning opinion',
    'warning sure',
    'warning unsure',
  ]);
});

test('what is no rule or no setting is said', () => {
  expect(parseRuleSettings({ sure: 'off', unsur: 'off', opinion: false }, rules)).toEqual({
    settings: { sure: 'off' },
    problems: [
      { rule: 'unsur', message: '"unsur" is no rule, did you mean "unsure"?' },
      { rule: 'opinion', message: '"opinion" is false, allowed are off, on, error, warning' },
    ],
  });
});
