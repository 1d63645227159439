import { holdSteady, Unsteady } from '../../../src/service/authored/steady.js';

const held = (run: () => unknown) => () => {
  const release = holdSteady();
  try {
    return run();
  } finally {
    release();
  }
};

it.each([
  ['Date.now()', () => Date.now()],
  ['new Date()', () => new Date()],
  ['Date()', () => Date()],
  ['Math.random()', () => Math.random()],
  ['process.env', () => process.env.HOME],
])('refuses %s, at the line that asks', (name, ask) => {
  expect(held(ask)).toThrow(new Unsteady(`${name}, which is another with each run`));
  expect(() => ask()).not.toThrow();
  try {
    held(ask)();
  } catch (error) {
    expect(error instanceof Error && error.stack?.split('\n')[1]).toMatch(/steady\.test\.ts/);
  }
});

it('leaves what is the same with each run', () => {
  const date = held(() => new Date('2026-11-29T00:00:00Z'))();
  expect(date).toBeInstanceOf(Date);
  expect(held(() => [Date.parse('1970-01-01'), Date.UTC(1970), Math.max(1, 2)])()).toEqual([0, 0, 2]);
});

it('puts back what it found', () => {
  const before = [Date, Date.now, Math.random, Object.getOwnPropertyDescriptor(process, 'env')];
  holdSteady()();
  expect([Date, Date.now, Math.random, Object.getOwnPropertyDescriptor(process, 'env')]).toEqual(before);
});
