import { cronProblem } from '../../src/values/cron.js';

test.each(['* * * * *', '*/5 0-6,22 1,15 * mon-fri', '0 0 ? * 0', '@hourly', '@every 5m', '5/10 * * * *'])(
  '%s',
  (schedule) => {
    expect(cronProblem(schedule)).toBeUndefined();
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
  ['@reboot', 'is none of @hourly, @daily, @weekly, @monthly, @yearly'],
  ['TZ=UTC 0 0 * * *', 'names a time zone, which belongs into timeZone'],
])('%s %s', (schedule, problem) => {
  expect(cronProblem(schedule)).toBe(problem);
});
