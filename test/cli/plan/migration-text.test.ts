import { migrationText } from '../../../src/cli/plan/migration-text.js';

const state = { name: 'cart', namespace: 'shop', replicas: 3, scaled: false } as const;

it('marks the phase that the service is in, and says for each how to see it and how to go back', () => {
  const lines = migrationText({ ...state, phase: 'beside' }, 80);
  expect(lines.filter((line) => /^[→ ] \d/.test(line)).map((line) => line.slice(0, 5))).toEqual([
    '  0  ',
    '→ 1  ',
    '  2  ',
    '  3  ',
  ]);
  const text = lines.join('\n');
  expect(text).toContain('starts 3 pods of its own');
  expect(text.match(/verify/g)).toHaveLength(4);
  expect(text.match(/back /g)?.length).toBeGreaterThanOrEqual(4);
  expect(text).toContain('kubectl argo rollouts get rollout cart -n shop');
});

it('fits the terminal', () => {
  const lines = migrationText({ ...state, phase: 'parked', scaled: true }, 80);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.join(' ')).toContain('Each set has an autoscaler');
});
