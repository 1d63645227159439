import { schema } from '../../../src/checks/rules/schema/schema.js';
import { findings } from '../findings.js';

const cron = (schedule: string, zone = 'Asia/Seoul') =>
  `{apiVersion: batch/v1, kind: CronJob, metadata: {name: a, namespace: api}, spec: {schedule: "${schedule}", timeZone: "${zone}", jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image: "x:1"}]}}}}}}`;

test.each([
  ['a schedule', cron('0 8 * *'), 'error spec.schedule: "0 8 * *" has 4 fields, 5 are needed'],
  ['a date', cron('0 3 30 2 *'), 'warning spec.schedule: "0 3 30 2 *" never comes: the months have 29 days at most'],
  ['a time zone', cron('0 8 * * *', 'Asia/Seol'), 'error spec.timeZone: "Asia/Seol" is no time zone'],
  ['an offset', cron('0 8 * * *', '+09:00'), 'error spec.timeZone: "+09:00" is no time zone'],
])('%s', (_, text, said) => {
  expect(findings(schema, text)).toEqual([said]);
});

test.each([
  ['as they come', cron('0 8 * * *')],
  ['a shorthand', cron('@daily')],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: filled in before it is applied
  ['what is filled in later', cron('${SCHEDULE}', '$(ZONE)')],
])('silent: %s', (_, text) => {
  expect(findings(schema, text)).toEqual([]);
});
