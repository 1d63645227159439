import fc from 'fast-check';
import type { Finding, Place } from '../../src/diagnostic/diagnostic.js';
import { headPlace, sortFindings, sortUnchecked } from '../../src/diagnostic/order.js';

function finding(rule: string, at?: Place, from?: Place): Finding {
  return { rule, severity: 'error', message: 'm', ...(at && { at }), ...(from && { from }) };
}

const place = (file: string, line: number, column = 1): Place => ({ file, line, column });

describe('headPlace', () => {
  it("is the author's line where it is known", () => {
    expect(headPlace(finding('a', place('a.yaml', 1), place('a.ts', 2)))).toEqual(place('a.ts', 2));
    expect(headPlace(finding('a', place('a.yaml', 1)))).toEqual(place('a.yaml', 1));
    expect(headPlace(finding('a'))).toBeUndefined();
  });
});

describe('sortFindings', () => {
  it('goes by file, line and column as numbers, and puts what has no place last', () => {
    const sorted = [
      finding('1', place('Z', 1)),
      finding('2', place('a', 2, 3)),
      finding('3', place('a', 2, 10)),
      finding('4', place('a', 10)),
      finding('5', place('z', 1), place('b', 1)),
      finding('6', place('é', 1)),
      finding('7'),
    ];
    expect(sortFindings(sorted.toReversed()).map(({ rule }) => rule)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });

  it('puts errors first at one place, then goes by rule', () => {
    const at = place('a', 1);
    const warning: Finding = { ...finding('a', at), severity: 'warning' };
    const sorted = sortFindings([warning, finding('c', at), finding('b', at)]);
    expect(sorted.map(({ rule }) => rule)).toEqual(['b', 'c', 'a']);
  });

  it('gives one order, however the findings arrive, and leaves its input alone', () => {
    const text = fc.constantFrom('a', 'b');
    const position = fc.record({ file: text, line: fc.nat(1), column: fc.nat(1) });
    const any: fc.Arbitrary<Finding> = fc.record(
      {
        rule: text,
        severity: fc.constantFrom('error', 'warning'),
        message: text,
        at: position,
        from: position,
        why: text,
      },
      { requiredKeys: ['rule', 'severity', 'message'] },
    );
    fc.assert(
      fc.property(fc.array(any), (findings) => {
        const before = [...findings];
        expect(sortFindings(findings.toReversed())).toEqual(sortFindings(findings));
        expect(findings).toEqual(before);
      }),
    );
  });
});

describe('sortUnchecked', () => {
  it('goes by rule, then by facts', () => {
    const unchecked = [
      { rule: 'b', needs: ['nodes', 'network'] },
      { rule: 'b', needs: ['network'] },
      { rule: 'a', needs: ['today'] },
    ];
    expect(sortUnchecked(unchecked)).toEqual([
      { rule: 'a', needs: ['today'] },
      { rule: 'b', needs: ['network'] },
      { rule: 'b', needs: ['network', 'nodes'] },
    ]);
  });
});
