import { limited } from '../../../src/service/authored/time-limit.js';

it('gives what a function gave', () => {
  expect(limited(() => 3)).toEqual({ value: 3 });
});

it('passes on what a function threw', () => {
  expect(() =>
    limited(() => {
      throw new Error('no such size');
    }),
  ).toThrow('no such size');
});

it('ends what does not end, and can be used again', () => {
  expect(
    limited(() => {
      for (;;);
    }, 0.05),
  ).toBeUndefined();
  expect(limited(() => 'again')).toEqual({ value: 'again' });
});
