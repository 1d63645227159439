import { readCron, syncWindowProblem } from '../../src/values/cron.js';

test.each(['* * * * *', '*/5 0-6,22 1,15 * mon-fri', '0 0 ? * 0', '@hourly', '@every 5m', '5/10 * * * *'])(
  '%s',
  (schedule) => {
    expect(readCron(schedule).problem).toBeUndefined();
  },
);

test.each([
  ['* * * *', 'has 4 fields, 5 are needed'],
  ['fridays', 'has 1 field, 5 are needed'],
  ['0 0 * * * *', 'has 6 fields, 5 are needed'],
  ['60 * * * *', 'has "60" as minute, allowed are 0-59, "*", "," "-" and "/"'],
  ['0 0 0 * *', 'has "0" as day of the month, allowed are 1-31, "*", "," "-" and "/"'],
  ['0 0 * * 7', 'has "7" as day of the week, allowed are 0-6, "*", "," "-" and "/"'],
  ['*/0 * * * *', 'has "*/0" as minute, allowed are 0-59, "*", "," "-" and "/"'],
  ['0 MON * * *', 'has "MON" as hour, allowed are 0-23, "*", "," "-" and "/"'],
  ['0 0 * MON *', 'has "MON" as month, allowed are 1-12, "*", "," "-" and "/"'],
  ['0 0 * * JAN', 'has "JAN" as day of the week, allowed are 0-6, "*", "," "-" and "/"'],
  ['0 20-8 * * *', 'has "20-8" as hour, a range that ends before it begins'],
  ['0 0 * * fri-mon', 'has "fri-mon" as day of the week, a range that ends before it begins'],
  ['@every 5min', 'waits "5min", which is no duration: 90s, 5m and 1h30m are'],
  ['@reboot', 'is none of @hourly, @daily, @weekly, @monthly, @yearly'],
  ['TZ=UTC 0 0 * * *', 'names a time zone, which belongs into timeZone'],
])('%s %s', (schedule, problem) => {
  expect(readCron(schedule)).toEqual({ problem });
});

test.each([
  ['0 0 30 2 *', 'never comes: the months have 29 days at most'],
  ['0 0 31 apr,jun ?', 'never comes: the months have 30 days at most'],
  ['0 0 31 4-6/2 *', 'never comes: the months have 30 days at most'],
  ['*/90 * * * *', 'has a step of 90 as minute, which is reached once: at 0'],
  ['0 */36 * * *', 'has a step of 36 as hour, which is reached once: at 0'],
  ['0 0 1 */18 *', 'has a step of 18 as month, which is reached once: at jan'],
])('%s %s', (schedule, surprise) => {
  expect(readCron(schedule)).toEqual({ surprise });
});

// A leap day comes; a weekday is enough by itself; the longest month counts; a step of the whole is meant.
test.each([
  '0 0 29 2 *',
  '0 0 30 2 MON',
  '0 0 31 4,5 *',
  '0 0 31 */2 *',
  '*/60 * * * *',
  '0 */24 * * *',
  '@daily',
  '0 25 * * *',
  '* * *',
])('%s surprises nobody, or cannot be read', (schedule) => {
  expect(readCron(schedule).surprise).toBeUndefined();
});

test('Argo CD reads the five fields alone', () => {
  expect(syncWindowProblem('0 18 * * 5')).toBeUndefined();
  expect(syncWindowProblem('0 18 * *')).toBe('has 4 fields, 5 are needed');
  for (const shorthand of ['@daily', '@every 5m', ' @hourly'])
    expect(syncWindowProblem(shorthand)).toBe('is a shorthand, which Argo CD does not read');
});
