import { groupBy } from '../../manifest/group-by.js';
import type { ManifestSet } from '../../manifest/manifest-set.js';
import { listed } from '../../values/listed.js';
import { type Report, report } from '../rule.js';
import { rulesOf } from './queries.js';
import type { RouteTree } from './route-trees.js';
import { routesBelow } from './route-trees.js';
import { matchersOf, matches } from './routes.js';

/**
 * Alerts of a severity that no route takes, where routes go by the severity: they fall to
 * whoever hears of the rest.
 * @param isSaid whether it has been said already that a route means the severity, and writes another
 */
export function* unroutedSeverities(
  { root, native }: RouteTree,
  set: ManifestSet,
  isSaid: (severity: string) => boolean,
): Iterable<Report> {
  // One of several is asked for the alerts of a team.
  if (!native && set.kind('AlertmanagerConfig').length > 1) return;
  const routes = routesBelow(root)
    .slice(1)
    .map(({ route }) => matchersOf(route));
  const byLevel = routes.flatMap((all) => all.filter(({ label }) => label === 'severity'));
  if (new Set(byLevel.flatMap(({ op, value }) => (op === '=' || op === '=~' ? value.split('|') : []))).size < 2) return;
  const alerts = rulesOf(set).flatMap(({ rule: one }) => {
    const [alert, level] = [one.at('alert').text, one.at('labels.severity')];
    return alert === undefined || alert === 'Watchdog' || !level.text || level.text.includes('{{')
      ? []
      : [{ alert, level }];
  });
  for (const [severity, all] of groupBy(alerts, ({ level }) => level.text ?? '')) {
    const [first] = all;
    const isTaken = (alert: string) =>
      routes.some((matchers) =>
        matches(
          matchers,
          new Map([
            ['alertname', alert],
            ['severity', severity],
          ]),
        ),
      );
    if (!first || severity === 'none' || isSaid(severity) || all.some(({ alert }) => isTaken(alert))) continue;
    const names = listed(all.map(({ alert }) => `"${alert}"`));
    const of = byLevel.map(({ value }) => `"${value}"`).join(', ');
    // Where most alerts have it, the routes are wrong; else the alert.
    const isUsual = all.length >= LEAST;
    yield report(
      isUsual ? root.at('routes') : first.level,
      `no route takes severity "${severity}" of ${names}: there are routes of ${of}`,
      {
        severity: 'warning',
        why: `It goes to "${root.at('receiver').text ?? ''}", which hears of all the rest, and not to whom its severity is meant for.`,
        fix: isUsual ? `A route with severity = "${severity}".` : 'Give the alert a severity that a route takes.',
        also: isUsual ? [] : all.slice(1).map(({ level }) => level),
      },
    );
  }
}

/** So many alerts of a severity mean it. */
const LEAST = 3;
