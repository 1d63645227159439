import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rule } from '../../src/checks/rule.js';
import { rules } from '../../src/checks/rules/index.js';
import { runAll } from '../../src/checks/run.js';
import type { Finding } from '../../src/diagnostic/diagnostic.js';
import { partFiles } from '../../src/manifest/files/sets.js';

const root = join(__dirname, '../..');

/** What every rule says of an example. */
function check(rule: Rule, text: string): readonly Finding[] {
  const file = rule.exampleFile ?? 'example.yaml';
  const { findings, unchecked } = runAll(partFiles([{ file, path: file, text }]), rule.exampleFacts ?? {}, {
    settings: { [rule.id]: 'on' },
  });
  expect(unchecked.map((one) => one.rule)).not.toContain(rule.id);
  return findings;
}

const briefly = ({ rule, severity, message, at }: Finding) => `${at?.line}: ${severity}: ${message} [${rule}]`;

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test('the wrong example has this finding, where the mark is', () => {
    const marked = rule.wrong.split('\n').findIndex((line) => line.endsWith('# <--')) + 1;
    expect(marked).toBeGreaterThan(0);
    const findings = check(rule, rule.wrong);
    expect(findings.map(briefly).join('\n')).toMatch(new RegExp(`^${marked}: .*\\[${rule.id}\\]$`));
  });

  test('on the right example all rules are silent', () => {
    expect(check(rule, rule.right).map(briefly)).toEqual([]);
  });

  test('its text is sentences', () => {
    expect(rule.what).toMatch(/^[A-Z"].*[^.]$/);
    for (const text of [rule.why, rule.fix, ...(rule.exceptions ?? [])]) expect(text).toMatch(/^["A-Za-z].*[.?]$/s);
    expect(rule.source).not.toBe('');
    expect([rule.what, rule.why, rule.fix].join(' ')).not.toMatch(/\b(?:invalid|please)\b/i);
  });

  test('it has a test and a page', () => {
    const areas = readdirSync(join(root, 'src/checks/rules'), { withFileTypes: true }).filter((e) => e.isDirectory());
    const area = areas.find(({ name }) => existsSync(join(root, `src/checks/rules/${name}/${rule.id}.ts`)))?.name;
    expect(area).toBeDefined();
    expect(existsSync(join(root, `test/checks/rules/${area}/${rule.id}.test.ts`))).toBe(true);
    expect(existsSync(join(root, `docs/rules/${rule.id}.md`))).toBe(true);
  });
});

test('no rule has the id of another', () => {
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
});

test('rules, and what they rest on, do not name what the fleet names', () => {
  const fleet = readdirSync(join(root, 'src/fleet'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(?:services|workers)\//.test(file) && file.endsWith('.ts'))
    .map((file) => file.replace(/^.*\/|\.ts$/g, ''));
  const names = ['eco2', 'ecoeco', 'sesacthon', 'growbin', 'mng990', ...fleet];
  const found = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => file.endsWith('.ts') && /^(?:checks|manifest|order|cluster|metrics|values|diagnostic)\//.test(file),
    )
    .flatMap((file) => {
      // Comments may give an example; the package's own name is not the fleet's.
      const code = readFileSync(join(root, 'src', file), 'utf8').replaceAll(
        /\/\*[\s\S]*?\*\/|\/\/.*|@eco2\/manifests/g,
        '',
      );
      return names.filter((name) => code.toLowerCase().includes(name)).map((name) => `${file}: ${name}`);
    });
  expect(found).toEqual([]);
});
