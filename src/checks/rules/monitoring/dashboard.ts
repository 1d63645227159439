import { isList, list, number, object, text } from '../../../manifest/access.js';
import type { Json } from '../../../manifest/manifest.js';
import { isOneSlip } from '../../../values/did-you-mean.js';
import { unprovided, unreadKeys } from '../../monitoring/dashboard-providers.js';
import { untaken } from '../../monitoring/dashboard-sidecar.js';
import { dashboardsOf, readJson } from '../../monitoring/dashboards.js';
import { unknownDatasources } from '../../monitoring/datasources.js';
import { strangeQueries } from '../../monitoring/panel-queries.js';
import { type Report, report, rule } from '../../rule.js';

const example = (uid: string, mark = '') => `
apiVersion: v1
kind: ConfigMap
metadata:
  name: shop-dashboard
  namespace: api
  labels: { grafana_dashboard: "1" }
data:
  shop.json: '{"uid":"${uid}","title":"Shop","panels":[]}'${mark}
`;

export const dashboard = rule({
  id: 'dashboard',
  severity: 'warning',
  what: 'A dashboard that Grafana does not take, or that hides part of itself',
  why: 'Grafana drops the file, or one dashboard replaces the other; panels that overlap cannot be read.',
  fix: 'Valid JSON, a uid of its own with at most 40 characters, one place for each panel.',
  exceptions: [
    'Labels and namespaces that the sidecar looks for: where the set has not one Grafana, with its values.',
    'Datasources: where Grafana keeps what is added by hand, or a sidecar adds some.',
  ],
  source: 'Grafana, "Dashboard JSON model"; grafana/helm-charts, "Sidecar for dashboards"',
  wrong: example('a-shop-with-a-name-that-is-much-too-long-for-a-uid', ' # <--'),
  right: example('shop'),
  *check({ set }) {
    yield* untaken(set);
    yield* unreadKeys(set);
    yield* unprovided(set);
    yield* unknownDatasources(set);
    const seen = new Map<string, string>();
    for (const board of dashboardsOf(set)) {
      const { field, name, json, problem } = board;
      if (problem !== undefined) {
        // What a chart fills in stands for something that is JSON, within its quotes or in their place.
        const filled = field.text?.replaceAll(/\{\{.*?\}\}/gs, '0') ?? '';
        if (readJson(filled).problem !== undefined) yield report(field, `dashboard "${name}" is no JSON: ${problem}`);
        continue;
      }
      const { uid, panels, title } = object(json);
      if (isList(panels) && panels.length > 0 && (title === undefined || title === ''))
        yield report(field, `dashboard "${name}" has no title`, {
          why: 'Grafana refuses the file: the dashboard is not there.',
        });
      const slip = Object.keys(object(json)).find((key) => isOneSlip(key, 'panels'));
      if (panels === undefined && slip !== undefined)
        yield report(field, `"${slip}" of "${name}" is nothing that a dashboard has`, {
          why: 'The dashboard is empty.',
          fix: 'Did you mean "panels"?',
        });
      yield* strangeQueries(board);
      if (typeof uid === 'string') {
        const other = seen.get(uid);
        if (other !== undefined)
          yield report(field, `uid "${uid}" of "${name}" is that of "${other}" too`, {
            fix: 'Give one of them another uid.',
          });
        else if (uid.length > 40)
          yield report(field, `uid "${uid}" of "${name}" has ${uid.length} characters, 40 are allowed`);
        seen.set(uid, name);
      }
      yield* overlaps(list(panels), (message) => report(field, `${message} in "${name}"`));
    }
  },
});

interface Box {
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

function boxOf(panel: Json): Box[] {
  const [x, y, w, h] = ['x', 'y', 'w', 'h'].map((key) => number(panel, ['gridPos', key]));
  if (x === undefined || y === undefined || w === undefined || h === undefined) return [];
  return [{ title: text(panel, 'title') ?? '', x, y, w, h }];
}

function* overlaps(panels: readonly Json[], say: (message: string) => Report): Iterable<Report> {
  const boxes = panels.flatMap(boxOf);
  for (const [i, one] of boxes.entries()) {
    if (one.x + one.w > 24) yield say(`panel "${one.title}" ends at column ${one.x + one.w} of 24`);
    const other = boxes
      .slice(0, i)
      .find((b) => one.x < b.x + b.w && b.x < one.x + one.w && one.y < b.y + b.h && b.y < one.y + one.h);
    if (other) yield say(`panels "${other.title}" and "${one.title}" overlap`);
  }
}
