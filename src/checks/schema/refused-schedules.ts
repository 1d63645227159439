import { fieldOf } from '../../manifest/field.js';
import type { Manifest } from '../../manifest/manifest.js';
import { isTemplated } from '../../manifest/references.js';
import { readCron } from '../../values/cron.js';
import { type Report, report } from '../rule.js';

/**
 * What the API server refuses of when a CronJob runs, or reads otherwise than it looks.
 * Source: Kubernetes, pkg/apis/batch/validation/validation.go, validateScheduleFormat and validateTimeZone.
 */
export function* refusedSchedule(job: Manifest): Iterable<Report> {
  const [schedule, zone] = [fieldOf(job, 'spec.schedule'), fieldOf(job, 'spec.timeZone')];
  if (schedule.text !== undefined && !isTemplated(schedule.text)) {
    const { problem, surprise } = readCron(schedule.text);
    if (problem)
      yield report(schedule, `"${schedule.text}" ${problem}`, { fix: 'Write MINUTE HOUR DAY MONTH WEEKDAY.' });
    if (surprise)
      yield report(schedule, `"${schedule.text}" ${surprise}`, {
        severity: 'warning',
        why: 'The API server takes it; the job runs never, or at other times than are written.',
        fix: 'Write MINUTE HOUR DAY MONTH WEEKDAY as they come.',
      });
  }
  if (zone.text !== undefined && !isTemplated(zone.text) && !isTimeZone(zone.text))
    yield report(zone, `"${zone.text}" is no time zone`, { fix: 'Write one of the IANA list, such as Asia/Seoul.' });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    // Offsets are none of the list.
    return !/^[+-]/.test(name);
  } catch {
    return false;
  }
}
