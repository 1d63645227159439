import type { Finding } from '../../src/diagnostic/diagnostic.js';
import { githubAnnotations } from '../../src/diagnostic/github.js';
import { junitReport } from '../../src/diagnostic/junit.js';
import { sarifLog } from '../../src/diagnostic/sarif.js';

const finding: Finding = {
  rule: 'ref-missing',
  severity: 'error',
  message: 'Secret "a<b>&c" does not exist: 100% sure, \u001b[31mreally',
  object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'api', name: 'shop' },
  field: 'spec.x',
  at: { file: 'k8s/a b,c.yaml', line: 3, column: 5, length: 4 },
  why: 'The pod does not start.',
  fix: 'Write it.\nOr not.',
};
const ofFleet: Finding = {
  rule: 'other',
  severity: 'warning',
  message: 'm',
  at: { file: 'dist/a.yaml', line: 1, column: 1 },
  from: { file: 'src/a.ts', line: 9, column: 2 },
};

test('annotations of GitHub escape what its commands act on', () => {
  expect(githubAnnotations([finding, ofFleet])).toBe(
    '::error file=k8s/a b%2Cc.yaml,line=3,col=5,title=ref-missing::Secret "a<b>&c" does not exist: 100%25 sure, ' +
      '\\x1b[31mreally%0AThe pod does not start.%0AWrite it.%0AOr not.\n' +
      '::warning file=src/a.ts,line=9,col=2,title=other::m\n',
  );
});

test('JUnit: a suite a file, a failed case a finding, and counts that agree', () => {
  const xml = junitReport([finding, ofFleet]);
  expect(xml).toContain('<testsuites name="eco check" tests="2" failures="2" errors="0">');
  expect(xml).toContain('<testcase name="Deployment api/shop spec.x" classname="ref-missing">');
  expect(xml).toContain('message="Secret &quot;a&lt;b&gt;&amp;c&quot; does not exist: 100% sure, \\x1b[31mreally"');
  expect(xml.match(/<testcase /g)).toHaveLength(2);
  // Every element ends, in order.
  const open: string[] = [];
  for (const [, end, name, rest] of xml.matchAll(/<(\/?)(\w+)([^>]*)>/g)) {
    if (end) expect(open.pop()).toBe(name);
    else if (name !== undefined && !rest?.endsWith('/')) open.push(name);
  }
  expect(open).toEqual([]);
});

test('JUnit: a run without findings is a case that passed', () => {
  expect(junitReport([])).toContain('<testsuites name="eco check" tests="1" failures="0" errors="0">');
});

describe('SARIF', () => {
  const rules = [{ id: 'ref-missing', severity: 'error' as const, what: 'What', why: 'Why.', fix: 'Fix.' }];
  const log = JSON.parse(
    sarifLog([finding, ofFleet], { rules, version: '1.2.3', fingerprint: ({ rule }) => `print of ${rule}` }),
  );
  const [run] = log.runs;

  test('what the published schema requires', () => {
    expect(log.version).toBe('2.1.0');
    expect(log.$schema).toMatch(/^https:\/\/.*sarif-schema-2\.1\.0\.json$/);
    expect(run.tool.driver).toMatchObject({ name: 'eco', version: '1.2.3' });
    expect(['utf16CodeUnits', 'unicodeCodePoints']).toContain(run.columnKind);
    for (const { id, shortDescription } of run.tool.driver.rules) {
      expect(typeof id).toBe('string');
      if (shortDescription) expect(typeof shortDescription.text).toBe('string');
    }
    for (const result of run.results) {
      expect(typeof result.message.text).toBe('string');
      expect(['none', 'note', 'warning', 'error']).toContain(result.level);
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(Object.values(result.partialFingerprints).every((print) => typeof print === 'string')).toBe(true);
      for (const { physicalLocation } of result.locations) {
        const { startLine, startColumn, endColumn } = physicalLocation.region;
        expect(Math.min(startLine, startColumn)).toBeGreaterThan(0);
        expect(endColumn).toBeGreaterThan(startColumn);
        expect(() => new URL(physicalLocation.artifactLocation.uri, 'file:///x/')).not.toThrow();
        expect(physicalLocation.artifactLocation.uri).not.toMatch(/[ ,\\]/);
      }
    }
  });

  test('the author’s line is the place, the manifest’s a related one', () => {
    const [, result] = run.results;
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('src/a.ts');
    expect(result.relatedLocations[0].physicalLocation.artifactLocation.uri).toBe('dist/a.yaml');
    expect(run.results[0].partialFingerprints).toEqual({ 'eco/v1': 'print of ref-missing' });
  });

  test('what a finding stands for besides is related too', () => {
    const also = [
      {
        object: { apiVersion: 'v1', kind: 'Pod', namespace: 'api', name: 'cart' },
        field: 'spec',
        at: { file: 'b.yaml', line: 3, column: 5 },
      },
      { object: { apiVersion: 'v1', kind: 'Pod', name: 'nowhere' } },
    ];
    const finding: Finding = {
      rule: 'r',
      severity: 'warning',
      message: 'm',
      at: { file: 'a.yaml', line: 1, column: 1 },
      also,
    };
    const text = sarifLog([finding], { rules: [], version: '1.2.3', fingerprint: () => '' });
    expect(JSON.parse(text).runs[0].results[0].relatedLocations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'b.yaml' },
          region: { startLine: 3, startColumn: 5, endColumn: 6 },
        },
        logicalLocations: [{ fullyQualifiedName: 'Pod/api/cart#spec', kind: 'resource' }],
        message: { text: 'Here too' },
      },
    ]);
  });
});
