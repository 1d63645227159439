import fc from 'fast-check';
import type { Finding } from '../../src/diagnostic/diagnostic.js';
import { findingsJson } from '../../src/diagnostic/json.js';

const checked = { files: 120, objects: 118, rules: 140 };

describe('findingsJson', () => {
  it('writes every key in its place', () => {
    const finding: Finding = {
      fix: 'Add the label.',
      why: 'The Service has no endpoints.',
      from: { column: 3, line: 7, file: 'src/fleet/services/waste-api.ts' },
      at: { length: 8, column: 3, line: 12, file: 'dist/prod/waste-api/service.waste-api.yaml' },
      field: 'spec.selector',
      object: { name: 'waste-api', namespace: 'api', kind: 'Service', apiVersion: 'v1' },
      message: 'Service "waste-api" selects no pod',
      severity: 'error',
      rule: 'service-selects-nothing',
    };
    expect(findingsJson([finding], checked, [{ needs: ['nodes'], rule: 'node-capacity' }])).toBe(`{
  "findings": [
    {
      "rule": "service-selects-nothing",
      "severity": "error",
      "message": "Service \\"waste-api\\" selects no pod",
      "object": {
        "apiVersion": "v1",
        "kind": "Service",
        "namespace": "api",
        "name": "waste-api"
      },
      "field": "spec.selector",
      "at": {
        "file": "dist/prod/waste-api/service.waste-api.yaml",
        "line": 12,
        "column": 3,
        "length": 8
      },
      "from": {
        "file": "src/fleet/services/waste-api.ts",
        "line": 7,
        "column": 3
      },
      "why": "The Service has no endpoints.",
      "fix": "Add the label."
    }
  ],
  "checked": {
    "files": 120,
    "objects": 118,
    "rules": 140
  },
  "unchecked": [
    {
      "rule": "node-capacity",
      "needs": [
        "nodes"
      ]
    }
  ]
}
`);
  });

  it('names what a finding stands for besides, last', () => {
    const object = { name: 'cart', namespace: 'api', kind: 'Pod', apiVersion: 'v1' };
    const also = [{ field: 'spec', at: { column: 5, line: 3, file: 'b.yaml' }, object }, { object }];
    const finding: Finding = { also, rule: 'r', severity: 'warning', message: 'm', cause: 'c' };
    const [found] = JSON.parse(findingsJson([finding], checked)).findings;
    expect(Object.keys(found)).toEqual(['rule', 'severity', 'message', 'cause', 'also']);
    expect(found.also).toEqual(also);
    expect(found.also.map(Object.keys)).toEqual([['object', 'field', 'at'], ['object']]);
  });

  it('is one document for nothing', () => {
    expect(JSON.parse(findingsJson([], checked))).toEqual({ findings: [], checked, unchecked: [] });
  });

  it('leaves out what is absent, and sorts', () => {
    const at = (line: number) => ({ file: 'a', line, column: 1 });
    const findings: Finding[] = [2, 1].map((line) => ({ rule: 'r', severity: 'warning', message: 'm', at: at(line) }));
    expect(JSON.parse(findingsJson(findings, checked)).findings).toEqual([findings[1], findings[0]]);
  });

  it('carries any text, and shows a terminal nothing that it would act on', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (message) => {
        const text = findingsJson([{ rule: 'r', severity: 'error', message }], checked);
        expect(JSON.parse(text).findings[0].message).toBe(message);
        expect(text).not.toMatch(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
