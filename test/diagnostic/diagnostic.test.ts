import { type Finding, hasErrors } from '../../src/diagnostic/diagnostic.js';

describe('hasErrors', () => {
  it('is true for an error, not for warnings alone', () => {
    const warning: Finding = { rule: 'a', severity: 'warning', message: 'm' };
    expect(hasErrors([])).toBe(false);
    expect(hasErrors([warning])).toBe(false);
    expect(hasErrors([warning, { ...warning, severity: 'error' }])).toBe(true);
  });
});
