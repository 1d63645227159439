import type { Finding } from '../../src/diagnostic/diagnostic.js';
import { renderUnchecked, summaryLine } from '../../src/diagnostic/summary.js';

const error: Finding = { rule: 'a', severity: 'error', message: 'm' };
const warning: Finding = { ...error, severity: 'warning' };

describe('summaryLine', () => {
  it.each([
    [[error, error, warning], 120, '2 errors, 1 warning of 2 causes in 120 files'],
    [[error], 1, '1 error in 1 file'],
    [[warning, warning], 0, '2 warnings of 1 cause'],
    [[], 120, 'no findings in 120 files'],
  ])('counts', (findings, files, text) => {
    expect(summaryLine(findings, files)).toBe(text);
  });
});

describe('renderUnchecked', () => {
  it('writes one line for each set of absent facts', () => {
    const unchecked = [
      { rule: 'node-capacity', needs: ['nodes'] },
      { rule: 'alb-target', needs: ['nodes', 'network'] },
      { rule: 'max-pods', needs: ['nodes'] },
    ];
    expect(renderUnchecked(unchecked)).toBe(`\
not checked without network, nodes: alb-target
not checked without nodes: max-pods, node-capacity
`);
  });

  it('breaks long lines, and says nothing for nothing', () => {
    const unchecked = ['aaaaaaaaaa', 'bbbbbbbbbb', 'cccccccccc'].map((rule) => ({ rule, needs: ['nodes'] }));
    expect(renderUnchecked(unchecked, 40)).toBe('not checked without nodes: aaaaaaaaaa,\n  bbbbbbbbbb, cccccccccc\n');
    expect(renderUnchecked([])).toBe('');
  });
});
